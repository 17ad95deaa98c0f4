/** Remembers the nonces of one time window; older ones need no memory, for their time stamp is refused anyway. */
export class NonceCache {
    /** In order of arrival, so that the oldest are found first. */
    readonly #seenAt = new Map<string, number>();

    constructor(private readonly keepMs: number) {}

    /** Whether the nonce is new; from now on it is not. */
    claim(nonce: string, now: number): boolean {
        for (const [old, at] of this.#seenAt) {
            if (now - at <= this.keepMs) {
                break;
            }
            this.#seenAt.delete(old);
        }
        if (this.#seenAt.has(nonce)) {
            return false;
        }
        this.#seenAt.set(nonce, now);
        return true;
    }
}
