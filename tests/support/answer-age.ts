/** A request to a virtual ECS, as far as its time matters. Milliseconds since the world began. */
export interface TimedRequest {
    readonly at: number;
    readonly fault?: string;
    /** When the answer was made, unless there was none. */
    readonly answeredAt?: number;
    /** When it was answered, had failed, or was given up. */
    readonly endedAt?: number;
}

/** What one request may wait in a coalescing window, with nothing under way. */
const COALESCING_MS = 600;
const MOST_AGE_MS = 10_000;
const ATTEMPT_MS = 10_000;
const SLOW_FAILURE_MS = 1_000;
const DEFAULT_PER_MINUTE = 250;
const ROUNDING_MS = 2;

/**
 * Whether an answer may count at the end of a wait: it was asked for within the last 10 s, or since then ECS was asked
 * without a pause, as fast as concurrency and budget allow.
 *
 * @param asked - when the request was sent
 * @param endedAt - the end of the wait
 * @param polls - all requests of the same poller
 * @param all - all requests that share the budget
 */
export function isYoung(
    asked: number,
    endedAt: number,
    polls: readonly TimedRequest[],
    all: readonly TimedRequest[],
    perMinute: number,
): boolean {
    const age = endedAt - asked;
    if (age <= MOST_AGE_MS + ROUNDING_MS) {
        return true;
    }
    const isSince = ({ at }: TimedRequest): boolean => at > asked && at <= endedAt;
    // a request that ended with the wait, because no wait needed it any more, has delayed nothing
    const failed = polls.filter(
        (one) => isSince(one) && one.answeredAt === undefined && (one.endedAt ?? Infinity) < endedAt,
    );
    if (
        failed.some(({ fault = "", at, endedAt: to = at }) => fault.includes("Throttling") || to - at > SLOW_FAILURE_MS)
    ) {
        return false;
    }
    if (perMinute < DEFAULT_PER_MINUTE) {
        return age <= 60_000 * Math.ceil((all.filter(isSince).length + 1) / perMinute) + ATTEMPT_MS;
    }
    return idleMs(polls, asked, endedAt) <= COALESCING_MS;
}

/** For how long no request was under way. */
function idleMs(requests: readonly TimedRequest[], from: number, to: number): number {
    let idle = 0;
    let busyUntil = from;
    for (const { at, endedAt = Infinity } of requests) {
        if (endedAt > busyUntil && at < to) {
            idle += Math.max(0, at - busyUntil);
            busyUntil = endedAt;
        }
    }
    return idle + Math.max(0, to - busyUntil);
}
