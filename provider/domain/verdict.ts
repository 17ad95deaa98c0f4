import { ABSENT } from "./instance-status";
import type { InstanceObservation, InstanceVerdict } from "./observations";
import { type WaitConditions, waitsForAbsence } from "./wait-conditions";

/** A single round without the instance may be a passing fault of ECS; two in a row prove its absence (C8). */
const ROUNDS_THAT_PROVE_ABSENCE = 2;
/**
 * CreateInstance leaves an instance Stopped until it is started. After this time it probably is not going to start
 * (C10).
 */
export const STOPPED_GRACE_MS = 60_000;

type Targets = Pick<WaitConditions, "targetStatuses" | "targetHealth">;

/** Judges one instance by its observation. */
export function judgeInstance(one: InstanceObservation, conditions: WaitConditions, now: number): InstanceVerdict {
    if (!one.isObserved) {
        return "pending";
    }
    if (isInTarget(one, conditions)) {
        // until the latest request was sent: the time of a slow answer proves nothing
        const heldForMs = Math.max(one.askedAt - one.heldSince, 0);
        return heldForMs >= conditions.stableForMs ? "reached" : "pending";
    }
    if (one.status === undefined) {
        return judgeAbsence(one, conditions, now);
    }
    return hasFailed(one, conditions, now) ? "failed" : "pending";
}

/** Whether the latest answer is in target, for any length of time. */
export function isInTarget(one: InstanceObservation, conditions: WaitConditions): boolean {
    if (!one.isObserved) {
        return false;
    }
    if (one.status !== undefined) {
        return conditions.targetStatuses.includes(one.status) && isTargetHealth(one.health, conditions);
    }
    if (!waitsForAbsence(conditions) || one.timesSeen < ROUNDS_THAT_PROVE_ABSENCE) {
        return false;
    }
    // an instance that was never listed may not be visible yet, so its absence counts only after the grace
    return one.everListed || one.askedAt >= conditions.absentGraceMs;
}

/** Compared without case: Alibaba Cloud's documents spell the same health `Ok` and `OK`. */
export function isTargetHealth(
    health: string | undefined,
    { targetHealth }: Pick<WaitConditions, "targetHealth">,
): boolean {
    const isSame = (target: string): boolean => target.toLowerCase() === health?.toLowerCase();
    return targetHealth === undefined || targetHealth.some(isSame);
}

function judgeAbsence(one: InstanceObservation, conditions: WaitConditions, now: number): InstanceVerdict {
    if (conditions.selector !== undefined) {
        return "left"; // a set that changes is no failure
    }
    if (waitsForAbsence(conditions) || one.timesSeen < ROUNDS_THAT_PROVE_ABSENCE) {
        return "pending";
    }
    if (one.everListed) {
        return "released";
    }
    return now >= conditions.absentGraceMs ? "missing" : "pending";
}

/** Whether the default fail statuses apply, those for the target `Running` (C10). */
export function failsWhenStopped({ failFast, failStatuses, targetStatuses, selector }: WaitConditions): boolean {
    return (
        failFast &&
        failStatuses === undefined &&
        selector === undefined && // scaling in stops instances too
        targetStatuses.length === 1 &&
        targetStatuses[0] === "Running"
    );
}

/**
 * The default rules for `Running` respect that a new instance may be Stopped at first; a list of the user's is exact.
 */
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

/** When time alone changes the verdict of an instance. The next round should not be later than that. */
export function nextChangeAt(one: InstanceObservation, conditions: WaitConditions, now: number): number | undefined {
    const at = changeAt(one, conditions);
    return at !== undefined && at > now ? at : undefined;
}

function changeAt(one: InstanceObservation, conditions: WaitConditions): number | undefined {
    if (isInTarget(one, conditions)) {
        return one.heldSince + conditions.stableForMs;
    }
    if (one.isObserved && one.status === undefined && !one.everListed) {
        return conditions.absentGraceMs;
    }
    return one.status === "Stopped" && failsWhenStopped(conditions) ? one.since + STOPPED_GRACE_MS : undefined;
}

/** The targets as messages show them: "Running or absent", "Running and Ok". */
export function describeTargets({ targetStatuses, targetHealth }: Targets): string {
    const statuses = targetStatuses.map((status) => (status === ABSENT ? "absent" : status));
    return [statuses, targetHealth ?? []]
        .filter(({ length }) => length > 0)
        .map(anyOf)
        .join(" and ");
}

function anyOf(words: readonly string[]): string {
    return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
