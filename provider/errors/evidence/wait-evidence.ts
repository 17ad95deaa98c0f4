import type { SystemEvent } from "../../domain/instance-row";
import type { ObservedStatus } from "../../domain/instance-status";
import type { StatusChange } from "../../domain/observations";
import type { Selector } from "../../domain/selector";

/** The observation of one instance at the end of a wait. */
export interface ObservationSummary {
    readonly instanceId: string;
    /** The last status, as ECS wrote it; `undefined` when it was absent or never seen. */
    readonly status: ObservedStatus;
    /** The last health, as ECS wrote it; only where the wait asked for it. */
    readonly health?: string;
    /** The scheduled system events of the last answer; they come with the health. */
    readonly events?: readonly SystemEvent[];
    /** Whether it counted as reached at the end. */
    readonly reached: boolean;
    /** Whether it left the set of the selector: then it does not count. */
    readonly left?: boolean;
    /** How long it had had this status and health at the end of the wait, in milliseconds. */
    readonly forMs: number;
    /** The number of consecutive rounds with this status and health; 0: never seen. */
    readonly timesSeen: number;
    /** All changes, in order. */
    readonly history: readonly StatusChange[];
}

/** A fault during the wait, and how often it happened. */
export interface Trouble {
    readonly code: string;
    readonly message: string;
    readonly count: number;
}

/** The set of a selector. */
export interface SelectedSet {
    readonly selector: Selector;
    /** The least number of instances that it had to have: `minInstanceCount`, or `minReached` if that is more. */
    readonly minInstanceCount: number;
    /** Which percentage of it had to be reached, if the wait was given one. */
    readonly minReachedPercent?: number | undefined;
    /** The number of instances in the latest listing; `undefined` if no listing was answered. */
    readonly found?: number | undefined;
}

/** What a wait saw: for its result, its progress and its error. */
export interface WaitEvidence {
    readonly targetStatuses: readonly string[];
    /** The target health, if the wait asked for it. */
    readonly targetHealth?: readonly string[] | undefined;
    /** Present when a selector chose the instances. */
    readonly selected?: SelectedSet | undefined;
    /** The region that was asked. */
    readonly regionId?: string | undefined;
    /** The number of instances that had to be reached. With a selector, it follows from its set at the end. */
    readonly minReached: number;
    /** How long the target had to hold, in milliseconds. Default: 0. */
    readonly stableForMs?: number | undefined;
    readonly observations: readonly ObservationSummary[];
    readonly elapsedMs: number;
    /** The number of rounds. */
    readonly polls: number;
    /** How long ECS throttled, in milliseconds. */
    readonly throttledMs: number;
    readonly troubles: readonly Trouble[];
    /** The latest request ids, at most 10. Alibaba Cloud's support asks for them. */
    readonly requestIds: readonly string[];
}

/** The instances that count: all but those that left the set of a selector. */
export function membersOf({ observations }: Pick<WaitEvidence, "observations">): readonly ObservationSummary[] {
    return observations.filter(({ left }) => left !== true);
}

/** How many instances the set of a selector lacks. */
export function lackOf(evidence: WaitEvidence): number {
    return Math.max((evidence.selected?.minInstanceCount ?? 0) - membersOf(evidence).length, 0);
}

/** The API calls that the wait needed. */
export function actionsOf({ selected, targetHealth }: Pick<WaitEvidence, "selected" | "targetHealth">): string[] {
    const health = targetHealth === undefined ? [] : ["DescribeInstancesFullStatus"];
    if (selected !== undefined) {
        return ["DescribeInstances", ...health];
    }
    return health.length > 0 ? health : ["DescribeInstanceStatus"];
}
