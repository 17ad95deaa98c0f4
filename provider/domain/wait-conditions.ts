import { ABSENT } from "./instance-status";

/** What a wait waits for, with every default filled in. */
export interface WaitConditions {
    /** The set, each id once. */
    readonly instanceIds: readonly string[];
    /** Any of these counts; {@link ABSENT} among them stands for "gone". */
    readonly targetStatuses: readonly string[];
    /** Statuses that end the wait at once; nothing here means the rules for `Running` (see verdict.ts), if that is the target. */
    readonly failStatuses?: readonly string[] | undefined;
    /** Whether a fail status ends the wait. */
    readonly failFast: boolean;
    /** How many of the set have to be in a target status. */
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
