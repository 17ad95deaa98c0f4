import type { StatusChange } from "../domain/observations";
import { type Sight, sightOf } from "../domain/sight";
import type { WaitEvidence } from "../errors/wait-evidence";

/** The state of a wait: passed to `onProgress`, and returned when the wait succeeds. */
export interface WaitReport extends Sight {
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
    return {
        ...sightOf(observations),
        elapsedMs,
        polls,
        requestIds: [...requestIds],
        history: Object.fromEntries(observations.map(({ instanceId, history }) => [instanceId, [...history]])),
    };
}
