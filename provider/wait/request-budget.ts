const MINUTE_MS = 60_000;
/** Share of the budget that is never sent all at once: a set that needs exactly what is left would take it from all others. */
const RESERVE = 0.1;

/**
 * How many requests may be sent: never more than so many in any 60 s. As long as what is wanted fits, it may go at
 * once; when more is wanted than is left, what is left is spread over the time until the budget grows again, so that
 * whoever comes meanwhile does not find it used up for the rest of the minute.
 */
export class RequestBudget {
    /** As many as were allowed at first: the length of the ring. */
    readonly #size: number;
    #perMinute: number;
    /** When the latest requests were sent, as a ring: the one that will be overwritten next is the oldest. */
    readonly #sentAt: number[] = [];
    #next = 0;
    #lastSentAt = -Infinity;

    constructor(perMinute: number) {
        this.#size = perMinute;
        this.#perMinute = perMinute;
    }

    /** From now on at most so many, if that is less. */
    lower(perMinute: number): void {
        this.#perMinute = Math.min(this.#perMinute, perMinute);
    }

    /**
     * The earliest moment for the next request.
     *
     * @param wanted - how many requests are wanted by now
     */
    nextAt(now: number, wanted: number): number {
        const young = this.#firstYoungerThan(now - MINUTE_MS);
        const left = this.#perMinute - (this.#sentAt.length - young);
        if (left - Math.floor(this.#perMinute * RESERVE) >= wanted) {
            return now;
        }
        const growsAt = young < this.#sentAt.length ? this.#ofAge(young) + MINUTE_MS : now + MINUTE_MS;
        return left <= 0 ? growsAt : Math.max(now, this.#lastSentAt + (growsAt - now) / (left + 1));
    }

    /** Notes that a request is sent now. */
    take(now: number): void {
        this.#sentAt[this.#next] = now;
        this.#next = (this.#next + 1) % this.#size;
        this.#lastSentAt = now;
    }

    /** By age, 0 is the oldest. They are in order, so half of what is left is ruled out at a time. */
    #firstYoungerThan(time: number): number {
        let low = 0;
        let high = this.#sentAt.length;
        while (low < high) {
            const middle = (low + high) >>> 1;
            if (this.#ofAge(middle) > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    #ofAge(index: number): number {
        const oldest = this.#sentAt.length < this.#size ? 0 : this.#next;
        return this.#sentAt[(oldest + index) % this.#sentAt.length] as number;
    }
}
