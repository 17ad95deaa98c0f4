import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";

/** A burst is over so long after its latest arrival … */
const IDLE_MS = 100;
/** … but the first of them never waits longer than this (C1). */
const LONGEST_MS = 500;

/**
 * Collects waits that begin together, so that they share requests. The first one is polled as soon as the turn of the
 * event loop in which it began is over, so that a wait for what is already there costs no time; later ones share a
 * request with others that begin within the window.
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

    /** @param isFirst - whether no other round is waiting or under way */
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
