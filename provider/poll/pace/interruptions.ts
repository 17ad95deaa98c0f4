/** A request that fails after this time has delayed the others; a shorter failure costs no time worth counting. */
const SLOW_FAILURE_MS = 1_000;
/** No timer and no request is late by this much, unless the process or the machine was suspended. */
const SUSPENDED_MS = 2_000;

/**
 * When ECS was last not asked for a while: it throttled, a request failed slowly, or the machine was suspended. What was
 * seen before may be old news.
 */
export class Interruptions {
    #latestAt = -Infinity;
    #clockDifference = Date.now() - performance.now();

    /** The latest interruption (`performance.now()`). */
    get latestAt(): number {
        return this.#latestAt;
    }

    throttled(now: number): void {
        this.#note(now);
    }

    failed(askedAt: number, now: number): void {
        if (now - askedAt >= SLOW_FAILURE_MS) {
            this.#note(askedAt);
        }
    }

    /**
     * Notices a suspended process or machine.
     *
     * @param expectedAt - the latest moment at which this call was expected, on the monotonic clock
     */
    check(now: number, expectedAt: number): void {
        // the monotonic clock of Linux stands still while the machine sleeps; the wall clock does not
        const clockDifference = Date.now() - now;
        if (now - expectedAt > SUSPENDED_MS || clockDifference - this.#clockDifference > SUSPENDED_MS) {
            this.#note(now);
        }
        this.#clockDifference = clockDifference;
    }

    #note(at: number): void {
        this.#latestAt = Math.max(this.#latestAt, at);
    }
}
