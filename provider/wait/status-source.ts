import type { ObservedStatus } from "../domain/instance-status";
import type { EcsApiError } from "../errors/ecs-api-error";

/**
 * Why a wait looks: `first`, then `next` when its pause is over, `again` at what was seen too long ago, and `last` when
 * its time is up.
 */
export type LookKind = "first" | "next" | "again" | "last";

/** What one wait wants to know. */
export interface LookRequest {
    readonly kind: LookKind;
    /** The ids that have to be looked at, the most urgent first. */
    readonly instanceIds: readonly string[];
    /** Ids that may ride along where a request has room for them. */
    readonly riders: readonly string[];
    /** When (`performance.now()`). A `next` look may be moved: by chance, to coincide with others, by throttling. */
    readonly at: number;
    /** By how much a `next` look may be earlier, because others look then anyway. Milliseconds. */
    readonly earlierBy: number;
    /** By how much chance may move a `next` look, both ways. Milliseconds. */
    readonly jitterMs: number;
    /** The end of the wait: a `next` look that is not answered by then becomes the last one. */
    readonly deadline: number;
}

/** One answer, or one failure, on the way of a look. */
export interface LookPart {
    /** For every id that was asked: its status, or `undefined` for absent. Empty when the request failed. */
    readonly statusOf: ReadonlyMap<string, ObservedStatus>;
    readonly requestId?: string | undefined;
    /** When the request was sent (`performance.now()`). */
    readonly sentAt: number;
    /** When ECS throttled a request of anybody last (`performance.now()`): then nobody was asked for a while. */
    readonly throttledAt: number;
    /** What the request that failed said. After a throttled one, the look goes on as soon as ECS lets it. */
    readonly fault?: EcsApiError | undefined;
    /** The id that `fault` is about, when it was found to be about one. */
    readonly refusedId?: string | undefined;
}

/** Called with each answer as it comes; `true` ends the look: what is not yet asked is not needed any more. */
export type OnPart = (part: LookPart) => boolean;

/** The place of one wait among all that share a source. */
export interface Seat {
    /** How many instances it still waits for. */
    openIds: number;

    /**
     * Looks once; settles when every id was answered for, or its request has failed.
     *
     * @param signal - ends the look; the promise then rejects with the signal's reason
     */
    look(request: LookRequest, onPart: OnPart, signal: AbortSignal): Promise<void>;

    /** Whether ECS lists any instance of the region to this identity: one request, best effort, never rejects. */
    listsAnything(signal: AbortSignal): Promise<boolean | undefined>;

    leave(): void;
}

/** Where waits get their looks from. */
export interface StatusSource {
    take(): Seat;
    /** How many instances all waits together still wait for: the more share a request, the sooner the next may be. */
    readonly openIds: number;
}
