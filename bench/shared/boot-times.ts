import { seededRandom } from "./random";

/**
 * Medians of the boot times of all worlds. How long ECS instances boot is not published, and it differs by image and type:
 * a schedule must do well on all of them.
 */
export const MEDIAN_BOOTS_MS = [8_000, 12_000, 20_000, 35_000, 90_000] as const;

export type MedianBootMs = (typeof MEDIAN_BOOTS_MS)[number];

/** The spread of the log-normal distribution. */
const SIGMA = 0.35;

/** When each of these instances changes from Pending to Running, in milliseconds. */
export function bootTimes(seed: number, count: number, medianMs: number): number[] {
    const random = seededRandom(seed);
    return Array.from({ length: count }, () => {
        const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
        return Math.round(medianMs * Math.exp(SIGMA * normal));
    });
}

/**
 * The hazard of the log-normal distribution: the probability per millisecond that an instance which has not booted by
 * this moment boots now.
 */
export function bootHazard(atMs: number, medianMs: number): number {
    const z = Math.log(atMs / medianMs) / SIGMA;
    const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
    return density / (SIGMA * atMs * upperTail(z));
}

/** The probability that a normal variable is above `z`. */
function upperTail(z: number): number {
    return z < 0 ? 1 - upperTail(-z) : complementaryError(z / Math.SQRT2) / 2;
}

/** erfc(x) for x ≥ 0 with a relative error below 1.2e-7: Numerical Recipes in C, 2nd edition, section 6.2. */
function complementaryError(x: number): number {
    const t = 1 / (1 + x / 2);
    const coefficients = [
        -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
        0.17087277,
    ];
    const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
    return t * Math.exp(-x * x + polynomial);
}
