import { InstanceStatusError } from "./instance-status-error";
import { renderEvidence, row } from "./render-evidence";
import type { ObservationSummary, SelectedSet, Trouble, WaitEvidence } from "./wait-evidence";

/** Base class of the errors of a wait. They carry its evidence. */
export class WaitError extends InstanceStatusError implements WaitEvidence {
    readonly targetStatuses: readonly string[];
    readonly targetHealth: readonly string[] | undefined;
    readonly selected: SelectedSet | undefined;
    readonly minReached: number;
    readonly stableForMs: number | undefined;
    readonly observations: readonly ObservationSummary[];
    readonly elapsedMs: number;
    readonly polls: number;
    readonly throttledMs: number;
    readonly troubles: readonly Trouble[];
    readonly requestIds: readonly string[];

    constructor(code: string, headline: string, evidence: WaitEvidence, advice: string | undefined, cause?: unknown) {
        super(code, [headline, ...renderEvidence(evidence), ...(advice ? [row("try", advice)] : [])].join("\n"), {
            cause,
        });
        this.targetStatuses = evidence.targetStatuses;
        this.targetHealth = evidence.targetHealth;
        this.selected = evidence.selected;
        this.minReached = evidence.minReached;
        this.stableForMs = evidence.stableForMs;
        this.observations = evidence.observations;
        this.elapsedMs = evidence.elapsedMs;
        this.polls = evidence.polls;
        this.throttledMs = evidence.throttledMs;
        this.troubles = evidence.troubles;
        this.requestIds = evidence.requestIds;
    }
}
