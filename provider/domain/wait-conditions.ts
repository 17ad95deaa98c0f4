import { ABSENT } from "./instance-status";
import type { Selector } from "./selector";

/** How many instances are enough, as the user gave it. */
export interface Minimum {
    /** The least size of the set. With a selector the wait waits for it; a list of ids is checked before the wait. */
    readonly minInstanceCount: number;
    /** Default: all of the set. */
    readonly minReached?: number | undefined;
    /** The same as a percentage of the set, rounded up. */
    readonly minReachedPercent?: number | undefined;
}

/** The conditions of a wait, with all defaults. */
export interface WaitConditions extends Minimum {
    /** The ids of the instances, without duplicates; empty with a selector. */
    readonly instanceIds: readonly string[];
    /** Chooses the instances in place of ids. Its set may change in each round. */
    readonly selector?: Selector | undefined;
    /** The target statuses; any of them counts. {@link ABSENT} means that the instance is gone. */
    readonly targetStatuses: readonly string[];
    /** The target health, beside the status; any of these counts. Default: health does not matter. */
    readonly targetHealth?: readonly string[] | undefined;
    /** Statuses that end the wait at once. Default: the rules for `Running` in verdict.ts, if that is the target. */
    readonly failStatuses?: readonly string[] | undefined;
    /** Whether fail statuses end the wait. */
    readonly failFast: boolean;
    /** How long the targets must hold without a break before they count. */
    readonly stableForMs: number;
    /** How long an id may be absent before that counts against it. */
    readonly absentGraceMs: number;
}

/** Whether instances that are gone count as reached. */
export function waitsForAbsence({ targetStatuses }: WaitConditions): boolean {
    return targetStatuses.includes(ABSENT);
}

/** Whether the set is empty for good: a list without ids. It is reached at once. */
export function isEmptySet({ instanceIds, selector }: WaitConditions): boolean {
    return selector === undefined && instanceIds.length === 0;
}

/** How many instances the set of a selector needs before the wait can end. */
export function leastSizeOf({ minInstanceCount, minReached = 0 }: Minimum): number {
    return Math.max(minInstanceCount, minReached);
}

/** "2 of at least 3 instances" */
export function describeFound(found: number, leastSize: number): string {
    return `${found} of at least ${leastSize} ${leastSize === 1 ? "instance" : "instances"}`;
}

/** How many instances of a set of this size must be reached. */
export function requiredOf({ minReached, minReachedPercent = 100 }: Minimum, size: number): number {
    return minReached ?? Math.ceil((size * minReachedPercent) / 100);
}
