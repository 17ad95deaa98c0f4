/** A small seeded generator (mulberry32): the same worlds in every run, for every contender. */
export function seededRandom(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** `i-bench000000`, `i-bench000001` … */
export function benchIds(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `i-bench${String(index).padStart(6, "0")}`);
}
