const MINUTE_MS = 60_000;
/** Share of the budget that is never sent all at once: a set that needs exactly what is left would take it from all others. */
const RESERVE = 0.1;

/**
 * How many requests may be sent: never more than so many in any 60 s. As long as what is wanted fits, it may go at
 * once; when more is wanted than is left, what is left is spread over the time until the budget grows again, so that
 * whoever comes meanwhile does not find it used up for the rest of the minute.
 */
export class RateLimiter {
    readonly #default: number;
    /** What its present users ask for, and how many of them ask for it. */
    readonly #users = new Map<number, number>();
    /** When requests were sent in the latest minute, in order. What lies before `#first` is older. */
    #sentAt: number[] = [];
    #first = 0;

    /** @param perMinute - as long as no user asks for less */
    constructor(perMinute: number) {
        this.#default = perMinute;
    }

    /**
     * Somebody uses it who wants at most so many: the lowest that one of the present users asks for holds.
     *
     * @returns what ends that
     */
    join(perMinute: number): () => void {
        this.#count(perMinute, 1);
        let hasLeft = false;
        return () => {
            this.#count(perMinute, hasLeft ? 0 : -1);
            hasLeft = true;
        };
    }

    get perMinute(): number {
        return this.#users.size === 0 ? this.#default : Math.min(...this.#users.keys());
    }

    #count(perMinute: number, difference: number): void {
        const users = (this.#users.get(perMinute) ?? 0) + difference;
        if (users > 0) {
            this.#users.set(perMinute, users);
        } else {
            this.#users.delete(perMinute);
        }
    }

    /**
     * The earliest moment for the next request.
     *
     * @param wanted - how many requests are wanted by now
     */
    nextAt(now: number, wanted: number): number {
        this.#forgetUntil(now - MINUTE_MS);
        const { perMinute } = this;
        const sent = this.#sentAt.length - this.#first;
        const left = perMinute - sent;
        if (left - Math.floor(perMinute * RESERVE) >= wanted) {
            return now;
        }
        if (left <= 0) {
            // of those that are too many as well
            return (this.#sentAt[this.#first - left] as number) + MINUTE_MS;
        }
        const growsAt = (this.#sentAt[this.#first] ?? now) + MINUTE_MS;
        const lastSentAt = this.#sentAt.at(-1) ?? -Infinity;
        return Math.max(now, lastSentAt + (growsAt - now) / (left + 1));
    }

    /** Notes that a request is sent now. */
    take(now: number): void {
        this.#sentAt.push(now);
    }

    #forgetUntil(time: number): void {
        while (this.#first < this.#sentAt.length && (this.#sentAt[this.#first] as number) <= time) {
            this.#first += 1;
        }
        if (this.#first > 1_000 && this.#first > this.#sentAt.length / 2) {
            this.#sentAt = this.#sentAt.slice(this.#first);
            this.#first = 0;
        }
    }
}
