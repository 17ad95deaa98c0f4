import type { ObservedStatus } from "../domain/instance-status";
import type { EcsApiError } from "../errors/ecs-api-error";

/** What one wait wants to know next. */
export interface LookRequest {
    /** The ids that have to be looked at. */
    readonly instanceIds: readonly string[];
    /** Ids that may ride along where a request has room for them. */
    readonly riders: readonly string[];
    /** Not before this moment (`performance.now()`). */
    readonly at: number;
}

/** What one look saw. */
export interface Look {
    /** When it began (`performance.now()`). */
    readonly startedAt: number;
    /** Every id that a request was answered for: its status, or `undefined` for absent. */
    readonly statusOf: ReadonlyMap<string, ObservedStatus>;
    readonly requestIds: readonly string[];
    /** What the requests that failed said. */
    readonly faults: readonly EcsApiError[];
}

/** Where waits get their looks from. */
export interface StatusSource {
    /**
     * Looks once. A request that fails is no rejection, it is a fault in the look.
     *
     * @param signal - ends the look; the promise then rejects with the signal's reason
     */
    look(request: LookRequest, signal: AbortSignal): Promise<Look>;
}
