import { SCHEDULE } from "../domain/defaults";

/** The user's intervals, in milliseconds. {@link SCHEDULE} has the defaults for the others. */
export interface ScheduleOptions {
    readonly initialDelayMs?: number | undefined;
    readonly pollIntervalMs?: number | undefined;
    readonly maxPollIntervalMs?: number | undefined;
}

/** The state of the wait on which the next pause depends. */
export interface ScheduleState {
    /** The number of rounds so far. */
    readonly rounds: number;
    readonly elapsedMs: number;
    /** The pause before this one. */
    readonly lastPauseMs: number;
    /** The number of instances that all waits together still wait for. */
    readonly openIds: number;
    /** The shortest pause with which the budget suffices for all waits. */
    readonly budgetPauseMs: number;
    /** Whether an instance is Starting: it is about to be Running. */
    readonly isStarting: boolean;
    /** Whether all open instances are in a target status, and only their health is not in target. */
    readonly onlyHealthIsMissing: boolean;
}

/** The pause until the next round, and by how much it may be moved. Milliseconds. */
export interface Pause {
    readonly ms: number;
    readonly earlierBy: number;
    readonly jitterMs: number;
    /** Whether the user set it. */
    readonly isExplicit: boolean;
}

/** The pause until the next round. Explicit values always apply; jitter moves intervals, not `initialDelay`. */
export function nextPause(options: ScheduleOptions, state: ScheduleState): Pause {
    if (state.rounds === 1 && options.initialDelayMs !== undefined) {
        return { ms: options.initialDelayMs, earlierBy: 0, jitterMs: 0, isExplicit: true };
    }
    if (options.pollIntervalMs !== undefined) {
        const ms = grown(options.pollIntervalMs, options, state);
        return { ms, earlierBy: 0, jitterMs: ms * SCHEDULE.jitter, isExplicit: true };
    }
    const longest = options.maxPollIntervalMs ?? Infinity;
    const interval = Math.max(defaultInterval(state), state.budgetPauseMs);
    const ms = grown(Math.min(interval, longest), options, state);
    const earlierBy = Math.max(Math.min(ms / 2, ms - SCHEDULE.minPollMs), 0);
    return { ms, earlierBy, jitterMs: ms * SCHEDULE.jitter, isExplicit: false };
}

/**
 * Before `earlyUntilMs` and after `lateFromMs` poll slowly. In between poll fast, and faster when many instances share
 * requests.
 */
function defaultInterval({ openIds, elapsedMs, isStarting, onlyHealthIsMissing }: ScheduleState): number {
    if (onlyHealthIsMissing) {
        return SCHEDULE.healthPollMs;
    }
    // up to half an interval before the end: otherwise jitter can add one more slow interval
    if (!isStarting && elapsedMs < SCHEDULE.earlyUntilMs - SCHEDULE.earlyPollMs / 2) {
        return SCHEDULE.earlyPollMs;
    }
    if (elapsedMs >= SCHEDULE.lateFromMs) {
        return SCHEDULE.latePollMs;
    }
    if (openIds < SCHEDULE.manyIds) {
        return SCHEDULE.pollMs;
    }
    return openIds < SCHEDULE.crowdIds ? SCHEDULE.manyPollMs : SCHEDULE.crowdPollMs;
}

function grown(interval: number, options: ScheduleOptions, state: ScheduleState): number {
    if (state.elapsedMs < SCHEDULE.denseUntilMs) {
        return interval;
    }
    const longest = Math.max(options.maxPollIntervalMs ?? SCHEDULE.maxPollMs, interval);
    return Math.min(Math.max(interval, state.lastPauseMs * SCHEDULE.growth), longest);
}
