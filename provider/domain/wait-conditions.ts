import { ABSENT } from "./instance-status";

/** The conditions of a wait, with all defaults. */
export interface WaitConditions {
    /** The ids of the instances, without duplicates. */
    readonly instanceIds: readonly string[];
    /** The target statuses; any of them counts. {@link ABSENT} means that the instance is gone. */
    readonly targetStatuses: readonly string[];
    /** Statuses that end the wait at once. Default: the rules for `Running` in verdict.ts, if that is the target. */
    readonly failStatuses?: readonly string[] | undefined;
    /** Whether fail statuses end the wait. */
    readonly failFast: boolean;
    /** The number of instances that have to be in a target status. */
    readonly minReached: number;
    /** How long the targets must hold without a break before they count. */
    readonly stableForMs: number;
    /** How long an id may be absent before that counts against it. */
    readonly absentGraceMs: number;
}

/** Whether instances that are gone count as reached. */
export function waitsForAbsence({ targetStatuses }: WaitConditions): boolean {
    return targetStatuses.includes(ABSENT);
}
