import type { InstanceRow } from "../domain/instance-row";
import { type Selector, selectorKey } from "../domain/selector";
import type { WaitConditions } from "../domain/wait-conditions";
import type { PollSource } from "../poll/subscription";

/** The whole set of a selector at one moment, by instance id. */
export type Listing = ReadonlyMap<string, InstanceRow>;

/** The source of statuses for waits. Its subjects are instance ids, or the selectors of listings. */
export interface StatusSource extends PollSource<InstanceRow | Listing> {
    /** The region that is asked. */
    readonly regionId?: string;
    /** Asks whether ECS lists any instance of the region to this identity. One request, best effort; never rejects. */
    listsAnything(signal: AbortSignal): Promise<boolean | undefined>;
}

/** What a listing asks for. */
export interface ListingSubject {
    readonly selector: Selector;
    /** The members with these statuses are asked for their health too. */
    readonly healthOf?: readonly string[] | undefined;
}

/** The listing as the subject of a poller: equal for waits that share their listings. */
export function listingKey({ selector, healthOf }: ListingSubject): string {
    return JSON.stringify([selectorKey(selector), healthOf === undefined ? null : [...healthOf].sort()]);
}

/** The listing of a key. */
export function listingOf(key: string): ListingSubject {
    const [selector, healthOf] = JSON.parse(key) as [string, readonly string[] | null];
    return { selector: JSON.parse(selector) as Selector, healthOf: healthOf ?? undefined };
}

/**
 * The subject of a wait with a selector; `undefined` for a wait with ids, whose subjects are the ids. Only an instance in a
 * target status is asked for its health: the others are not reached anyway.
 */
export function listingOfWait({ selector, targetStatuses, targetHealth }: WaitConditions): string | undefined {
    const healthOf = targetHealth === undefined ? undefined : targetStatuses;
    return selector === undefined ? undefined : listingKey({ selector, healthOf });
}

/** All subjects of a wait. */
export function subjectsOf(conditions: WaitConditions): readonly string[] {
    const listing = listingOfWait(conditions);
    return listing === undefined ? conditions.instanceIds : [listing];
}
