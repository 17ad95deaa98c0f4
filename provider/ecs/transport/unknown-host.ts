/**
 * How long a host name that does not resolve counts as a passing fault. Resolvers keep a negative answer for some
 * seconds, and a network that reconnects has a working resolver within some more. After that the name is most likely
 * misspelt, and a wait of ten minutes should end.
 */
const PASSING_FOR_MS = 30_000;
/** After a longer pause without a lookup the count starts again: the earlier failures belong to another wait. */
const LONGEST_PAUSE_MS = 60_000;

/** Decides how long failed lookups of one host name count as a passing fault. */
export class UnknownHost {
    #failures: { readonly since: number; readonly last: number } | undefined;
    #hasResolved = false;

    /** Notes that the name was found. From then on a failed lookup is a fault of the resolver, not of the name. */
    resolved(): void {
        this.#hasResolved = true;
    }

    /**
     * Notes a failed lookup.
     *
     * @param now - a monotonic time in milliseconds
     * @returns whether a later lookup may find the name
     */
    mayPass(now: number): boolean {
        const { since, last } = this.#failures ?? { since: now, last: now };
        this.#failures = { since: now - last > LONGEST_PAUSE_MS ? now : since, last: now };
        return this.#hasResolved || now - this.#failures.since < PASSING_FOR_MS;
    }
}
