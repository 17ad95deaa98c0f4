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
 * When to look, in milliseconds (C2: hold, then often, then less and less). ECS asks its users not to look for a while
 * after an operation and then every 1 to 2 s; an instance takes about half a minute to boot.
 */
export const SCHEDULE = {
    /** After the first look, unless the instance is already Starting. */
    holdMs: 18_000,
    pollMs: 2_400,
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

/** How often a wait reports its progress when nothing changes. */
export const PROGRESS_HEARTBEAT_MS = 30_000;
