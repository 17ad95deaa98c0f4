import { throttlePauseMs } from "../time/throttle-pause";

/** While throttled, the API is tried with one request, at most once a second (C6). */
const PROBE_INTERVAL_MS = 1_000;
/** After a throttled answer the intervals are twice as long, up to this; each clean round makes them 10 % shorter again. */
const LONGEST_STRETCHED_PAUSE_MS = 30_000;
const SLOW_DOWN = 2;
const MOST_SLOWED_DOWN = 16;
const SPEED_UP = 0.9;

/** Backoff of a poller that ECS throttles: it pauses, probes with one request, and then polls less often for a while. */
export class Backoff {
    #pausedUntil = -Infinity;
    #throttledAt = -Infinity;
    #isProbing = false;
    #factor = 1;

    /** A throttled answer came. */
    throttled(retryAfterMs: number | undefined, now: number): void {
        const pause = throttlePauseMs(retryAfterMs, Date.now(), Math.random());
        const wasPaused = this.#isProbing;
        this.#throttledAt = now;
        this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.max(pause, PROBE_INTERVAL_MS));
        this.#isProbing = true;
        // requests that were under way together are throttled together: that is one event
        if (!wasPaused) {
            this.#factor = Math.min(this.#factor * SLOW_DOWN, MOST_SLOWED_DOWN);
        }
    }

    /** A request that was sent at this moment was not throttled. */
    letThrough(sentAt: number): void {
        if (sentAt > this.#throttledAt) {
            this.#isProbing = false;
            this.#pausedUntil = -Infinity;
        }
    }

    /** A whole round was answered without throttling. */
    cleanRound(): void {
        this.#factor = Math.max(1, this.#factor * SPEED_UP);
    }

    /** When the latest throttled answer came. */
    get throttledAt(): number {
        return this.#throttledAt;
    }

    /** The earliest moment for a request. */
    get pausedUntil(): number {
        return this.#pausedUntil;
    }

    /** Whether only one request at a time may be sent, to see whether the API is let through again. */
    get isProbing(): boolean {
        return this.#isProbing;
    }

    /** A pause, made longer while ECS recovers. */
    stretch(pauseMs: number): number {
        return this.#factor === 1
            ? pauseMs
            : Math.max(pauseMs, Math.min(pauseMs * this.#factor, LONGEST_STRETCHED_PAUSE_MS));
    }
}
