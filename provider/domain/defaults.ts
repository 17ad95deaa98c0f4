/** The defaults of a wait. C-numbers refer to the rules in provider/wait/README.md. */
export const WAIT_DEFAULTS = {
    /** The usual target of a deployment. */
    targetStatuses: ["Running"] as readonly string[],
    /** An empty set usually means that a query has not found the instances yet. */
    minInstanceCount: 1,
    stableFor: "0s",
    /** The create timeout of the alicloud provider, which waits for the same change. */
    timeout: "10m",
    /** ECS is eventually consistent after a creation (C8). */
    absentGrace: "60s",
} as const;

/**
 * When to poll, in milliseconds (C2). ECS asks its users to poll every 1 to 2 s after an operation. Boot times are not
 * known: a fast boot must be noticed soon, and a slow boot must not cost many requests.
 */
export const SCHEDULE = {
    /** In this time after the start few instances are Starting or Running … */
    earlyUntilMs: 16_000,
    /** … so the wait polls slowly. It notices a boot of 8 to 20 s with a mean delay of 1.4 to 2 s (bench). */
    earlyPollMs: 4_000,
    pollMs: 2_400,
    /** From this number of open instances on, they share requests well, so the wait polls faster. */
    manyIds: 8,
    manyPollMs: 1_800,
    /** From this number on, a round takes several requests, so a slightly longer interval saves many of them. */
    crowdIds: 200,
    crowdPollMs: 2_000,
    /**
     * At this time 97 of 100 instances have booted (median 35 s, σ 0.35), so a longer interval delays only few waits.
     */
    lateFromMs: 70_000,
    latePollMs: 3_000,
    /**
     * The interval while only the health is missing. ECS updates it once a minute, so a shorter interval costs requests and
     * hardly ends a wait earlier.
     */
    healthPollMs: 5_000,
    /** From this time on, the interval grows. */
    denseUntilMs: 90_000,
    growth: 1.25,
    maxPollMs: 10_000,
    /** The share by which jitter changes an interval, so that jobs that started together drift apart (C3). */
    jitter: 0.1,
    /** The shortest interval that is accepted, except for a loopback endpoint. */
    minPollMs: 1_000,
} as const;

/** The time limit of one attempt, from the DNS lookup to the last byte (C5). */
export const ATTEMPT_TIMEOUT_MS = 10_000;

/**
 * The maximum age of an answer that counts at the end of a wait, from the moment when its request was sent (C11).
 * Instances with older answers are polled again, because they may have left the target since.
 */
export const MAX_ANSWER_AGE_MS = 10_000;

/**
 * Half of the lowest known quota of a comparable call (500 in 60 s), because other clients of the account use it too
 * (C1).
 */
export const MAX_REQUESTS_PER_MINUTE = 250;

/** The interval of progress reports while nothing changes. */
export const PROGRESS_HEARTBEAT_MS = 30_000;
