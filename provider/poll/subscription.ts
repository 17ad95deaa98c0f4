import type { InstanceRow } from "../domain/instance-row";
import type { EcsApiError } from "../errors/ecs-api-error";

/** One pass of a wait over the instances that it still needs. Times are those of `performance.now()`. */
export interface RoundRequest {
    /** The ids to ask for, in order of urgency. */
    readonly instanceIds: readonly string[];
    /** Further ids of the wait. They are asked for only where a request of this round has room. */
    readonly optionalIds: readonly string[];
    /**
     * `first`: at once, or with the other waits of the coalescing window · `paced`: at `at`, moved by jitter and
     * backoff, or early together with other rounds · `exact`: at `at`.
     */
    readonly timing: "first" | "paced" | "exact";
    readonly at: number;
    /** By how much a paced round may start early, to share requests with other rounds. Milliseconds. */
    readonly earlierBy: number;
    /** By how much jitter may move a paced round in both directions. Milliseconds. */
    readonly jitterMs: number;
    /** The deadline of the wait. A round that is open then is the last one, and backoff does not hold it back. */
    readonly deadline: number;
}

/** One answer of ECS, or one failed request, of a round. */
export interface PollResult {
    /** The row of every id of the request; `undefined` for absent. Empty when the request failed. */
    readonly rowOf: ReadonlyMap<string, InstanceRow | undefined>;
    readonly requestId?: string | undefined;
    /** The moment when the request was sent (`performance.now()`). */
    readonly askedAt: number;
    /** When polling was last interrupted for any wait (`performance.now()`): see `interruptions.ts`. */
    readonly interruptedAt: number;
    /** The error of a failed request. After throttling, the round continues as soon as ECS allows it. */
    readonly fault?: EcsApiError | undefined;
    /** The id that caused `fault`, if it is about one id. */
    readonly refusedId?: string | undefined;
}

/** Called with each result. Returns `true` to end the round: the rest of it is not needed. */
export type OnResult = (result: PollResult) => boolean;

/** The interest of one wait in its ids. */
export interface Subscription {
    /** The number of instances that the wait still waits for. */
    openIds: number;

    /**
     * Runs one round; settles when each id is answered for or its request has failed.
     *
     * @param signal - ends the round; the promise then rejects with the signal's reason
     */
    poll(request: RoundRequest, onResult: OnResult, signal: AbortSignal): Promise<void>;

    /** Asks whether ECS lists any instance of the region to this identity. One request, best effort; never rejects. */
    listsAnything(signal: AbortSignal): Promise<boolean | undefined>;

    end(): void;
}

/** The source of statuses to which waits subscribe: a poller. */
export interface StatusSource {
    subscribe(instanceIds: readonly string[]): Subscription;
    /**
     * The number of instances that all waits together still wait for. With many, requests are shared well, so polls are
     * frequent.
     */
    readonly openIds: number;
}
