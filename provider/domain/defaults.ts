/** Every default of a wait in one place. C-numbers refer to the rules in provider/wait/README.md. */
export const WAIT_DEFAULTS = {
    /** What a deployment usually waits for. */
    targetStatuses: ["Running"] as readonly string[],
    /** An empty set is almost always a query that found nothing yet. */
    minInstanceCount: 1,
    stableFor: "0s",
    /** The same as the create time-out of the alicloud provider, which waits for the same change. */
    timeout: "10m",
    /** ECS is eventually consistent after a creation (C8). */
    absentGrace: "60s",
} as const;

/**
 * When to poll, in milliseconds (C2). ECS asks its users to poll every 1 to 2 s after an operation; how long an instance
 * boots is not known: a fast boot must not be noticed late, and a slow one must not cost many requests.
 */
export const SCHEDULE = {
    /** Until so long after the start no instance is Starting yet, as a rule, and few have booted … */
    earlyUntilMs: 16_000,
    /** … so until then it is polled less often. A boot of 8 to 20 s is noticed 1.4 to 2 s late on average (bench). */
    earlyPollMs: 4_000,
    pollMs: 2_400,
    /** From so many open instances on they share requests well: then it is looked more often. */
    manyIds: 8,
    manyPollMs: 1_800,
    /** From so many on a round takes several requests: to poll a little less often saves many of them. */
    crowdIds: 200,
    crowdPollMs: 2_000,
    /** By then 97 of 100 instances have booted (median 35 s, σ 0.35): a later poll costs the few that are left little. */
    lateFromMs: 70_000,
    latePollMs: 3_000,
    /** From here on the interval grows. */
    denseUntilMs: 90_000,
    growth: 1.25,
    maxPollMs: 10_000,
    /** Share by which an interval may differ, so that jobs that started together do not stay together (C3). */
    jitter: 0.1,
    /** Below this an interval is refused, except for an endpoint on this machine. */
    minPollMs: 1_000,
} as const;

/** How long one attempt may take, from looking up the host name to the last byte (C5). */
export const ATTEMPT_TIMEOUT_MS = 10_000;

/**
 * How long ago an answer that counts may have been asked for when a wait ends. Older ones are asked for anew: the instance
 * may have left the target since.
 */
export const MAX_ANSWER_AGE_MS = 10_000;

/** Half of the lowest quota known for such calls (500 in 60 s): others of the account ask too. */
export const MAX_REQUESTS_PER_MINUTE = 250;

/** How often a wait reports its progress when nothing changes. */
export const PROGRESS_HEARTBEAT_MS = 30_000;
