/** Timers that can all be cleared at once, so that a closed emulator keeps no process alive. */
export class Timers {
    readonly #pending = new Set<NodeJS.Timeout>();

    /** Without a delay at once: a timer of 0 ms costs a millisecond, which a benchmark would feel. */
    after(delayMs: number, action: () => void): void {
        if (delayMs <= 0) {
            action();
            return;
        }
        const timer = setTimeout(() => {
            this.#pending.delete(timer);
            action();
        }, delayMs);
        this.#pending.add(timer);
    }

    clear(): void {
        for (const timer of this.#pending) {
            clearTimeout(timer);
        }
        this.#pending.clear();
    }
}
