/** Spreads callers that were throttled in the same minute over the first seconds of the next (C6). */
const THROTTLE_SPREAD_MS = 2_000;
/** A hint beyond this is not believed: what is throttled is let through again in the next minute. */
const LONGEST_HINT_MS = 120_000;

/** How long to leave a throttled API alone: as long as the server says, else until the next wall-clock minute. */
export function throttlePauseMs(retryAfterMs: number | undefined, wallClockMs: number, random: number): number {
    const untilAllowed =
        retryAfterMs !== undefined && retryAfterMs <= LONGEST_HINT_MS ? retryAfterMs : 60_000 - (wallClockMs % 60_000);
    return untilAllowed + (retryAfterMs === undefined ? random * THROTTLE_SPREAD_MS : 0);
}
