import type { StatusChange } from "../domain/observations";
import type { ObservationSummary, WaitEvidence } from "../errors/wait-evidence";

/** The state of a wait: passed to `onProgress`, and returned when the wait succeeds. */
export interface WaitReport {
    readonly reachedInstanceIds: string[];
    /** The last status of every instance that ECS lists. */
    readonly statusById: Record<string, string>;
    readonly absentInstanceIds: string[];
    readonly elapsedMs: number;
    /** The number of rounds. */
    readonly polls: number;
    /** The latest request ids, at most 10. */
    readonly requestIds: string[];
    /** The changes of each instance, with their time in milliseconds since the start. */
    readonly history: Record<string, StatusChange[]>;
}

/** The same evidence as in an error, in the shape of a result. */
export function reportOf({ observations, elapsedMs, polls, requestIds }: WaitEvidence): WaitReport {
    const idsOf = (some: readonly ObservationSummary[]): string[] => some.map(({ instanceId }) => instanceId);
    return {
        reachedInstanceIds: idsOf(observations.filter(({ reached }) => reached)),
        statusById: Object.fromEntries(
            observations.flatMap(({ instanceId, status }) =>
                status === undefined ? [] : [[instanceId, status] as const],
            ),
        ),
        absentInstanceIds: idsOf(observations.filter(({ timesSeen, status }) => timesSeen > 0 && status === undefined)),
        elapsedMs,
        polls,
        requestIds: [...requestIds],
        history: Object.fromEntries(observations.map(({ instanceId, history }) => [instanceId, [...history]])),
    };
}
