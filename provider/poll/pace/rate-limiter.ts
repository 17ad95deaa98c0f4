const MINUTE_MS = 60_000;
/** This share of the budget is not sent in one burst, so that one large set does not take it all from the others. */
const RESERVE = 0.1;
/** How long a sender holds back for another one that has waited for longer and may send as well. */
const YIELD_MS = 50;

/**
 * Allows at most a number of requests in any 60 s. As long as the demand fits, requests are sent at once. When the
 * demand is higher, the rest of the budget is spread over the time until it grows again. So a wait that begins
 * meanwhile does not find the budget used up for the rest of the minute.
 */
export class RateLimiter {
    readonly #default: number;
    /** The limits of the present users, each with the number of users who have it. */
    readonly #users = new Map<number, number>();
    /** The times of the requests of the last minute, in order. Entries before `#first` are older. */
    #sentAt: number[] = [];
    #first = 0;
    /** The senders that have to wait, in the order in which they came, each with the moment that it was told. */
    readonly #waiting = new Map<object, number>();

    /** @param perMinute - the limit while no user has a lower one */
    constructor(perMinute: number) {
        this.#default = perMinute;
    }

    /**
     * Adds a user with a limit. The lowest limit of the present users holds.
     *
     * @returns a function that removes the user
     */
    join(perMinute = this.#default): () => void {
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
     * @param wanted - the number of requests that are due now
     * @param sender - asks again at the returned moment; senders that wait get their turns in the order in which they
     * came
     */
    nextAt(now: number, wanted: number, sender?: object): number {
        const allowedAt = this.#allowedAt(now, wanted);
        const at = allowedAt > now ? allowedAt : this.#turnOf(sender, now);
        if (sender !== undefined && at > now) {
            this.#waiting.set(sender, at);
        }
        return at;
    }

    #turnOf(sender: object | undefined, now: number): number {
        for (const [other, at] of this.#waiting) {
            if (other === sender) {
                break;
            }
            // one that does not come at its time does not need its turn any more
            if (at <= now && now < at + YIELD_MS) {
                return at + YIELD_MS;
            }
        }
        return now;
    }

    #allowedAt(now: number, wanted: number): number {
        this.#forgetUntil(now - MINUTE_MS);
        const { perMinute } = this;
        const sent = this.#sentAt.length - this.#first;
        const left = perMinute - sent;
        if (left - Math.floor(perMinute * RESERVE) >= wanted) {
            return now;
        }
        if (left <= 0) {
            // the limit may be lower than before: then `left` is negative, and more requests have to expire
            return (this.#sentAt[this.#first - left] as number) + MINUTE_MS;
        }
        const growsAt = (this.#sentAt[this.#first] ?? now) + MINUTE_MS;
        const lastSentAt = this.#sentAt.at(-1) ?? -Infinity;
        return Math.max(now, lastSentAt + (growsAt - now) / (left + 1));
    }

    /** Counts a request that is sent now. */
    take(now: number, sender?: object): void {
        this.#sentAt.push(now);
        if (sender !== undefined) {
            this.#waiting.delete(sender);
        }
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
