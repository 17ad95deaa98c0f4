import { SCHEDULE } from "../domain/defaults";

/** The intervals that the user gave, in milliseconds; the others are those of {@link SCHEDULE}. */
export interface ScheduleOptions {
    readonly initialDelayMs?: number | undefined;
    readonly pollIntervalMs?: number | undefined;
    readonly maxPollIntervalMs?: number | undefined;
}

/** What the next pause depends on. */
export interface ScheduleState {
    /** How many rounds there have been. */
    readonly rounds: number;
    readonly elapsedMs: number;
    /** The pause before this one. */
    readonly lastPauseMs: number;
    /** How many instances all waits together still wait for. */
    readonly openIds: number;
    /** Whether an instance is Starting: it may be there at any moment. */
    readonly isStarting: boolean;
}

/** The pause until the next round, and how far that may be moved. Milliseconds. */
export interface Pause {
    readonly ms: number;
    readonly earlierBy: number;
    readonly jitterMs: number;
    /** Whether the user gave it. */
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
    const ms = grown(defaultInterval(state), options, state);
    const earlierBy = Math.max(Math.min(ms / 2, ms - SCHEDULE.minPollMs), 0);
    return { ms, earlierBy, jitterMs: ms * SCHEDULE.jitter, isExplicit: false };
}

/**
 * Before `earlyUntilMs` and after `lateFromMs` it is polled less often; in between the more often, the more instances
 * share a request.
 */
function defaultInterval({ openIds, elapsedMs, isStarting }: ScheduleState): number {
    // half an interval before the end, so that jitter does not add one more
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
