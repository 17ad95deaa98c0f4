/** Callers that were throttled in the same minute are spread over this much of the next minute (C6). */
const THROTTLE_SPREAD_MS = 2_000;
/** A longer hint is ignored: the quota starts again with the next minute. */
const LONGEST_HINT_MS = 120_000;

/** The pause after a throttled answer: as long as the server says, else until the next wall-clock minute. */
export function throttlePauseMs(retryAfterMs: number | undefined, wallClockMs: number, random: number): number {
    return retryAfterMs !== undefined && retryAfterMs <= LONGEST_HINT_MS
        ? retryAfterMs
        : 60_000 - (wallClockMs % 60_000) + random * THROTTLE_SPREAD_MS;
}
