import type { ObservedStatus } from "../domain/instance-status";
import type { EcsApiError } from "../errors/ecs-api-error";

/** One pass of a wait over the instances that it needs to know about. Times are those of `performance.now()`. */
export interface RoundRequest {
    /** The ids to ask for, the most urgent first. */
    readonly instanceIds: readonly string[];
    /** Further ids of the wait, asked for where a request of this round has room for them. */
    readonly optionalIds: readonly string[];
    /**
     * `first`: as soon as waits that begin together are together · `paced`: at `at`, moved by jitter, by others who poll
     * at about that time, and by backoff · `exact`: at `at`.
     */
    readonly timing: "first" | "paced" | "exact";
    readonly at: number;
    /** By how much a paced round may come earlier, because others poll then anyway. Milliseconds. */
    readonly earlierBy: number;
    /** By how much jitter may move a paced round, both ways. Milliseconds. */
    readonly jitterMs: number;
    /** The end of the wait: a round that is not answered by then is the last one, and backoff does not hold it back. */
    readonly deadline: number;
}

/** One answer of ECS, or one failure, on the way of a round. */
export interface PollResult {
    /** For every id that was asked for: its status, or `undefined` for absent. Empty when the request failed. */
    readonly statusOf: ReadonlyMap<string, ObservedStatus>;
    readonly requestId?: string | undefined;
    /** When the request was sent (`performance.now()`). */
    readonly askedAt: number;
    /** When ECS throttled a request of any wait last (`performance.now()`): after that, nobody asked for a while. */
    readonly throttledAt: number;
    /** Why the request failed. After throttling, the round goes on as soon as ECS allows it. */
    readonly fault?: EcsApiError | undefined;
    /** The id that `fault` is about, when it was found to be about one. */
    readonly refusedId?: string | undefined;
}

/** Called with each result as it comes; `true` ends the round: what is not asked for yet is not needed any more. */
export type OnResult = (result: PollResult) => boolean;

/** The interest of one wait in its ids. */
export interface Subscription {
    /** How many instances the wait still waits for. */
    openIds: number;

    /**
     * Polls once; settles when each id was answered for, or its request has failed.
     *
     * @param signal - ends the round; the promise then rejects with the signal's reason
     */
    poll(request: RoundRequest, onResult: OnResult, signal: AbortSignal): Promise<void>;

    /** Whether ECS lists any instance of the region to this identity: one request, best effort, never rejects. */
    listsAnything(signal: AbortSignal): Promise<boolean | undefined>;

    end(): void;
}

/** What waits subscribe to. */
export interface StatusSource {
    subscribe(instanceIds: readonly string[]): Subscription;
    /** How many instances all waits together still wait for: the more share a request, the sooner the next may be. */
    readonly openIds: number;
}
