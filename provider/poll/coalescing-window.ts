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
    readonly #maxSubjects: number;
    readonly #open: () => void;
    #timer: NodeJS.Timeout | undefined;
    #immediate: NodeJS.Immediate | undefined;
    #firstAt = 0;
    #subjects = 0;

    /** @param maxSubjects - with this number of subjects a request is full, and the window closes at once */
    constructor(maxSubjects: number, open: () => void) {
        this.#maxSubjects = maxSubjects;
        this.#open = open;
    }

    /** @param isFirst - whether no other round is waiting or in flight */
    arrive(subjects: number, isFirst: boolean, now: number): void {
        this.#subjects += subjects;
        if (this.#immediate !== undefined) {
            return;
        }
        if (isFirst || this.#subjects >= this.#maxSubjects) {
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
        this.#subjects = 0;
    }

    #flush(): void {
        this.cancel();
        this.#open();
    }
}
