import { MAX_TIMER_MS } from "../time/sleep";

/** A timer that is set to the earliest of the moments it is told. */
export class WakeTimer {
    readonly #wake: () => void;
    #timer: NodeJS.Timeout | undefined;
    #at = Infinity;

    constructor(wake: () => void) {
        this.#wake = wake;
    }

    /** Wakes at this moment (`performance.now()`), unless it wakes earlier anyway. */
    wakeAt(at: number, now: number): void {
        if (at < this.#at) {
            clearTimeout(this.#timer);
            this.#at = at;
            // who is woken too early, because no timer is longer, sets it once more
            this.#timer = setTimeout(this.#wake, Math.min(Math.max(Math.ceil(at - now), 0), MAX_TIMER_MS));
        }
    }

    cancel(): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#at = Infinity;
    }
}
