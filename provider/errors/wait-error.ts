import { InstanceStatusError } from "./instance-status-error";
import { renderEvidence, rows } from "./evidence/render-evidence";
import type { ObservationSummary, SelectedSet, Trouble, WaitEvidence } from "./evidence/wait-evidence";

/** Base class of the errors of a wait. They carry its evidence. */
export class WaitError extends InstanceStatusError implements WaitEvidence {
    readonly targetStatuses: readonly string[];
    readonly targetHealth: readonly string[] | undefined;
    readonly selected: SelectedSet | undefined;
    readonly regionId: string | undefined;
    readonly minReached: number;
    readonly stableForMs: number | undefined;
    readonly observations: readonly ObservationSummary[];
    readonly elapsedMs: number;
    readonly polls: number;
    readonly throttledMs: number;
    readonly troubles: readonly Trouble[];
    readonly requestIds: readonly string[];

    /** @param advice - a line for each; none for `undefined` */
    constructor(
        code: string,
        headline: string,
        evidence: WaitEvidence,
        advice: string | readonly string[] | undefined = [],
        cause?: unknown,
    ) {
        super(code, [headline, ...renderEvidence(evidence), ...rows("try", [advice].flat())].join("\n"), { cause });
        this.targetStatuses = evidence.targetStatuses;
        this.targetHealth = evidence.targetHealth;
        this.selected = evidence.selected;
        this.regionId = evidence.regionId;
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
