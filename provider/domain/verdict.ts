import { ABSENT } from "./instance-status";
import type { InstanceObservation } from "./observations";
import { type WaitConditions, waitsForAbsence } from "./wait-conditions";

/** One round without the instance may be a bad moment of ECS; two in a row prove its absence (C8). */
const ROUNDS_THAT_PROVE_ABSENCE = 2;
/** CreateInstance leaves an instance Stopped until it is started; one that stays so longer is not being started (C10). */
export const STOPPED_GRACE_MS = 60_000;

/** Where one instance stands. */
export type InstanceVerdict = "reached" | "pending" | "failed" | "released" | "missing";

/** Judges one instance by all that this wait has seen of it. */
export function judgeInstance(one: InstanceObservation, conditions: WaitConditions, now: number): InstanceVerdict {
    if (!one.looked) {
        return "pending";
    }
    if (isInTarget(one, conditions)) {
        return one.lastSeenAt - one.heldSince >= conditions.stableForMs ? "reached" : "pending";
    }
    if (one.status === undefined) {
        return judgeAbsence(one, conditions, now);
    }
    return hasFailed(one, conditions, now) ? "failed" : "pending";
}

/** Whether it was in a target status at its latest observation, for however long. */
export function isInTarget(one: InstanceObservation, conditions: WaitConditions): boolean {
    if (!one.looked) {
        return false;
    }
    if (one.status !== undefined) {
        return conditions.targetStatuses.includes(one.status);
    }
    if (!waitsForAbsence(conditions) || one.timesSeen < ROUNDS_THAT_PROVE_ABSENCE) {
        return false;
    }
    // never listed: it may not be visible yet, so its absence counts only after the grace
    return one.everListed || one.lastSeenAt >= conditions.absentGraceMs;
}

function judgeAbsence(one: InstanceObservation, conditions: WaitConditions, now: number): InstanceVerdict {
    if (waitsForAbsence(conditions) || one.timesSeen < ROUNDS_THAT_PROVE_ABSENCE) {
        return "pending";
    }
    if (one.everListed) {
        return "released";
    }
    return now >= conditions.absentGraceMs ? "missing" : "pending";
}

/** Whether the rules for `Running` apply, by which an instance that is stopped and stays so has failed. */
export function failsWhenStopped({ failFast, failStatuses, targetStatuses }: WaitConditions): boolean {
    return failFast && failStatuses === undefined && targetStatuses.length === 1 && targetStatuses[0] === "Running";
}

/** The rules for `Running` know that a new instance is Stopped before it starts; a list of the user's knows nothing. */
function hasFailed(one: InstanceObservation, conditions: WaitConditions, now: number): boolean {
    if (conditions.failStatuses !== undefined) {
        return conditions.failFast && one.status !== undefined && conditions.failStatuses.includes(one.status);
    }
    if (!failsWhenStopped(conditions)) {
        return false;
    }
    if (one.status === "Stopping") {
        return true;
    }
    return one.status === "Stopped" && (one.everStarted || (now - one.since >= STOPPED_GRACE_MS && !one.everPending));
}

/** When time alone, without a change at ECS, changes the verdict of an instance: the next round should not be later. */
export function nextChangeAt(one: InstanceObservation, conditions: WaitConditions, now: number): number | undefined {
    const at = changeAt(one, conditions);
    return at !== undefined && at > now ? at : undefined;
}

function changeAt(one: InstanceObservation, conditions: WaitConditions): number | undefined {
    if (isInTarget(one, conditions)) {
        return one.heldSince + conditions.stableForMs;
    }
    if (one.looked && one.status === undefined && !one.everListed) {
        return conditions.absentGraceMs;
    }
    return one.status === "Stopped" && failsWhenStopped(conditions) ? one.since + STOPPED_GRACE_MS : undefined;
}

/** The word for a missing row where a target is listed. */
export function describeTargets(targetStatuses: readonly string[]): string {
    const words = targetStatuses.map((status) => (status === ABSENT ? "absent" : status));
    return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
