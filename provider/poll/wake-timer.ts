import { MAX_TIMER_MS } from "../time/sleep";

/** A timer for the earliest of several moments. */
export class WakeTimer {
    readonly #wake: (plannedAt: number) => void;
    #timer: NodeJS.Timeout | undefined;
    #at = Infinity;

    /** @param wake - is told the moment for which it was planned: a suspended process wakes much later */
    constructor(wake: (plannedAt: number) => void) {
        this.#wake = wake;
    }

    /** Wakes at this moment (`performance.now()`), or earlier if it is already set to an earlier one. */
    wakeAt(at: number, now: number): void {
        if (at < this.#at) {
            clearTimeout(this.#timer);
            this.#at = at;
            // a delay beyond the longest timer wakes too early; the callback then sets the timer again
            const delayMs = Math.min(Math.max(Math.ceil(at - now), 0), MAX_TIMER_MS);
            this.#timer = setTimeout(() => this.#wake(now + delayMs), delayMs);
        }
    }

    cancel(): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#at = Infinity;
    }
}
