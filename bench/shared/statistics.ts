export function mean(values: readonly number[]): number {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
    return percentile(values, 50);
}

/** By nearest rank: the result is one of the values. */
export function percentile(values: readonly number[], percent: number): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.max(Math.ceil((percent / 100) * sorted.length) - 1, 0)] ?? NaN;
}

/** The largest value; `Math.max(...values)` fails on large sets. */
export function largest(values: Iterable<number>): number {
    let most = -Infinity;
    for (const value of values) {
        most = Math.max(most, value);
    }
    return most;
}

/** The highest number of moments within any span of this length. The moments are in order. */
export function mostWithin(spanMs: number, moments: readonly number[]): number {
    let most = 0;
    let first = 0;
    moments.forEach((moment, index) => {
        while (moment - (moments[first] as number) >= spanMs) {
            first += 1;
        }
        most = Math.max(most, index - first + 1);
    });
    return most;
}
