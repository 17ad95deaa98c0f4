import type { StatusChange } from "../domain/observations";
import { type Sight, sightOf } from "../domain/sight";
import { membersOf, type ObservationSummary, type WaitEvidence } from "../errors/evidence/wait-evidence";

/** The state of a wait: passed to `onProgress`, and returned when the wait succeeds. */
export interface WaitReport extends Sight {
    /** The instances that count: those of the argument, or with a selector those of its latest set, sorted. */
    readonly instanceIds: string[];
    readonly elapsedMs: number;
    /** The number of rounds. */
    readonly polls: number;
    /** The latest request ids, at most 10. */
    readonly requestIds: string[];
    /**
     * The changes of each instance, also of those that left the set of a selector, with their time in milliseconds since
     * the start.
     */
    readonly history: Record<string, StatusChange[]>;
}

/** The same evidence as in an error, in the shape of a result. */
export function reportOf(evidence: WaitEvidence): WaitReport {
    const { observations, selected, targetHealth, elapsedMs, polls, requestIds } = evidence;
    const members = selected === undefined ? membersOf(evidence) : sortedById(membersOf(evidence));
    return {
        instanceIds: members.map(({ instanceId }) => instanceId),
        ...sightOf(members, targetHealth !== undefined),
        elapsedMs,
        polls,
        requestIds: [...requestIds],
        history: Object.fromEntries(observations.map(({ instanceId, history }) => [instanceId, [...history]])),
    };
}

/** Members join a set in any order: a refresh that finds the same ones must record the same. */
function sortedById(members: readonly ObservationSummary[]): readonly ObservationSummary[] {
    return [...members].sort((one, other) => (one.instanceId < other.instanceId ? -1 : 1));
}
