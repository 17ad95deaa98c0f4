import { throttlePauseMs } from "../../time/throttle-pause";

/** While throttled, one request probes the API, at most once a second (C6). */
const PROBE_INTERVAL_MS = 1_000;
/**
 * After a throttled answer the intervals are twice as long, up to this length. Each clean round makes them 10 % shorter
 * again.
 */
const MAX_STRETCHED_PAUSE_MS = 30_000;
const STRETCH_FACTOR = 2;
const MAX_STRETCH_FACTOR = 16;
const RECOVERY_FACTOR = 0.9;

/** The backoff of a throttled poller: it pauses, probes with one request, and then polls slowly for a while. */
export class Backoff {
    #pausedUntil = -Infinity;
    #throttledAt = -Infinity;
    #isProbing = false;
    #factor = 1;

    /** Notes a throttled answer. */
    throttled(retryAfterMs: number | undefined, now: number): void {
        const pause = throttlePauseMs(retryAfterMs, Date.now(), Math.random());
        const wasPaused = this.#isProbing;
        this.#throttledAt = now;
        this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.max(pause, PROBE_INTERVAL_MS));
        this.#isProbing = true;
        // requests that were in flight together are throttled together: they count as one event
        if (!wasPaused) {
            this.#factor = Math.min(this.#factor * STRETCH_FACTOR, MAX_STRETCH_FACTOR);
        }
    }

    /** Notes that a request that was sent at this moment was not throttled. */
    letThrough(sentAt: number): void {
        if (sentAt > this.#throttledAt) {
            this.#isProbing = false;
            this.#pausedUntil = -Infinity;
        }
    }

    /** Notes that a whole round was answered without throttling. */
    cleanRound(): void {
        this.#factor = Math.max(1, this.#factor * RECOVERY_FACTOR);
    }

    /** The earliest moment for the next request. */
    get pausedUntil(): number {
        return this.#pausedUntil;
    }

    /** Whether only one request at a time may be sent, to find out whether ECS still throttles. */
    get isProbing(): boolean {
        return this.#isProbing;
    }

    /** Makes a pause longer while ECS recovers. */
    stretch(pauseMs: number): number {
        return this.#factor === 1
            ? pauseMs
            : Math.max(pauseMs, Math.min(pauseMs * this.#factor, MAX_STRETCHED_PAUSE_MS));
    }
}
