import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";

/** So long after the latest arrival a burst is taken to be over … */
const IDLE_MS = 100;
/** … but the first of them never waits longer than this (C1). */
const LONGEST_MS = 500;

/**
 * Waits that begin together are asked together. The first one is asked as soon as the turn of the event loop in which it
 * began is over, so that a wait for what is already there costs nothing; who comes while others are being waited for
 * shares a request with whoever comes within the next moments.
 */
export class ArrivalWindow {
    readonly #open: () => void;
    #timer: NodeJS.Timeout | undefined;
    #immediate: NodeJS.Immediate | undefined;
    #firstAt = 0;
    #ids = 0;

    constructor(open: () => void) {
        this.#open = open;
    }

    /** @param isFirst - whether nobody else is being served */
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
