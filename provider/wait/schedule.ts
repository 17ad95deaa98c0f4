import { SCHEDULE } from "../domain/defaults";

/** The user's say in when to look, in milliseconds; what is not given is taken from {@link SCHEDULE}. */
export interface ScheduleOptions {
    readonly initialDelayMs?: number | undefined;
    readonly pollIntervalMs?: number | undefined;
    readonly maxPollIntervalMs?: number | undefined;
}

/** What the next pause depends on. */
export interface ScheduleState {
    /** How many looks there have been. */
    readonly looks: number;
    readonly elapsedMs: number;
    /** The pause before this one. */
    readonly lastPauseMs: number;
    /** Whether an instance was Starting at the first look: it may be Running any moment. */
    readonly firstSeenStarting: boolean;
}

/** The pause until the next look. `random` is uniform in [0, 1). */
export function nextPauseMs(options: ScheduleOptions, state: ScheduleState, random: number): number {
    if (state.looks === 1) {
        const hold =
            options.initialDelayMs ??
            (state.firstSeenStarting || options.pollIntervalMs !== undefined ? undefined : SCHEDULE.holdMs);
        if (hold !== undefined) {
            return hold;
        }
    }
    const interval = options.pollIntervalMs ?? SCHEDULE.pollMs;
    const longest = Math.max(options.maxPollIntervalMs ?? SCHEDULE.maxPollMs, interval);
    const grown =
        state.elapsedMs < SCHEDULE.denseUntilMs ? interval : Math.max(interval, state.lastPauseMs * SCHEDULE.growth);
    return Math.min(grown, longest) * (1 + SCHEDULE.jitter * (2 * random - 1));
}
