import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";

/** The window closes after this time without a new wait … */
const IDLE_MS = 100;
/** … and at the latest after this time (C1). */
const LONGEST_MS = 500;

/**
 * Collects waits that begin at about the same time, so that they share requests. The first wait is polled at the end of
 * its turn of the event loop: a wait that is satisfied by the first answer costs no extra time. Later waits share
 * requests with others that begin within the window.
 */
export class CoalescingWindow {
    readonly #open: () => void;
    #timer: NodeJS.Timeout | undefined;
    #immediate: NodeJS.Immediate | undefined;
    #firstAt = 0;
    #ids = 0;

    constructor(open: () => void) {
        this.#open = open;
    }

    /** @param isFirst - whether no other round is waiting or in flight */
    arrive(ids: number, isFirst: boolean, now: number): void {
        this.#ids += ids;
        if (this.#immediate !== undefined) {
            return;
        }
        if (isFirst || this.#ids >= MAX_IDS_PER_REQUEST) {
            this.#immediate = setImmediate(() => this.#flush());
            return;
        }
        if (this.#timer === undefined) {
            this.#firstAt = now;
        }
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#flush(), Math.min(IDLE_MS, this.#firstAt + LONGEST_MS - now));
    }

    cancel(): void {
        clearTimeout(this.#timer);
        clearImmediate(this.#immediate);
        this.#timer = undefined;
        this.#immediate = undefined;
        this.#ids = 0;
    }

    #flush(): void {
        this.cancel();
        this.#open();
    }
}
