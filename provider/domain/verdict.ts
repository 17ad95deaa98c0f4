import { ABSENT } from "./instance-status";
import { type InstanceObservation, type Observations, wasEver, wasEverListed } from "./observations";
import { type WaitConditions, waitsForAbsence } from "./wait-conditions";

/** A gap of one look may be a bad moment of ECS; two in a row are taken for a fact (waiting.md C8). */
const LOOKS_THAT_PROVE_ABSENCE = 2;
/** CreateInstance leaves an instance Stopped until it is started; one that stays so longer is not being started (C10). */
const STOPPED_GRACE_MS = 60_000;

/** Where one instance stands. */
export type InstanceVerdict = "reached" | "pending" | "failed" | "released" | "missing";

/** Where a wait stands. */
export type Verdict =
    | { readonly kind: "satisfied"; readonly reached: readonly string[] }
    /** Enough are in target, but not all of them in the latest look: these have to be looked at once more. */
    | { readonly kind: "unconfirmed"; readonly again: readonly string[] }
    | { readonly kind: "pending"; readonly open: readonly string[]; readonly nextChangeAt: number | undefined }
    /** The minimum can no longer be reached. */
    | {
          readonly kind: "impossible";
          readonly failed: readonly string[];
          readonly released: readonly string[];
          readonly missing: readonly string[];
      };

/** Judges the whole set. `now` is in milliseconds since the wait began. */
export function judge(observations: Observations, conditions: WaitConditions, now: number): Verdict {
    const all = observations.all();
    const ids: Record<InstanceVerdict, string[]> = { reached: [], pending: [], failed: [], released: [], missing: [] };
    for (const one of all) {
        ids[judgeInstance(one, conditions, now)].push(one.instanceId);
    }
    if (ids.reached.length >= conditions.minReached) {
        const stale = all.filter(
            (one) => ids.reached.includes(one.instanceId) && one.lastLook !== observations.latestLook,
        );
        return ids.reached.length - stale.length >= conditions.minReached
            ? { kind: "satisfied", reached: ids.reached }
            : { kind: "unconfirmed", again: stale.map(({ instanceId }) => instanceId) };
    }
    if (all.length - ids.failed.length - ids.released.length - ids.missing.length < conditions.minReached) {
        return { kind: "impossible", failed: ids.failed, released: ids.released, missing: ids.missing };
    }
    return { kind: "pending", open: ids.pending, nextChangeAt: nextChangeAt(all, conditions, now) };
}

/** Judges one instance by all that this wait has seen of it. */
export function judgeInstance(one: InstanceObservation, conditions: WaitConditions, now: number): InstanceVerdict {
    if (!one.looked) {
        return "pending";
    }
    if (isInTarget(one, conditions)) {
        return one.lastSeenAt - one.since >= conditions.stableForMs ? "reached" : "pending";
    }
    if (one.status === undefined) {
        return judgeAbsence(one, conditions, now);
    }
    return conditions.failFast && hasFailed(one, conditions, now) ? "failed" : "pending";
}

/** Whether it was in a target status at the latest look that covered it, however long ago it got there. */
export function isInTarget(one: InstanceObservation, conditions: WaitConditions): boolean {
    if (!one.looked) {
        return false;
    }
    if (one.status !== undefined) {
        return conditions.targetStatuses.includes(one.status);
    }
    if (!waitsForAbsence(conditions) || one.timesSeen < LOOKS_THAT_PROVE_ABSENCE) {
        return false;
    }
    // never listed: it may not be visible yet, so its absence counts only after the grace
    return wasEverListed(one) || one.lastSeenAt >= conditions.absentGraceMs;
}

function judgeAbsence(one: InstanceObservation, conditions: WaitConditions, now: number): InstanceVerdict {
    if (waitsForAbsence(conditions) || one.timesSeen < LOOKS_THAT_PROVE_ABSENCE) {
        return "pending";
    }
    if (wasEverListed(one)) {
        return "released";
    }
    return now >= conditions.absentGraceMs ? "missing" : "pending";
}

/** The rules for `Running` know that a new instance is Stopped before it starts; a list of the user's knows nothing. */
function hasFailed(one: InstanceObservation, { failStatuses, targetStatuses }: WaitConditions, now: number): boolean {
    if (failStatuses !== undefined) {
        return one.status !== undefined && failStatuses.includes(one.status);
    }
    if (targetStatuses.length !== 1 || targetStatuses[0] !== "Running") {
        return false;
    }
    if (one.status === "Stopping") {
        return true;
    }
    if (one.status !== "Stopped") {
        return false;
    }
    return wasEver(one, "Running", "Starting") || (now - one.since >= STOPPED_GRACE_MS && !wasEver(one, "Pending"));
}

/** When time alone, without a change at ECS, would change the verdict: the next look should not come later. */
function nextChangeAt(
    all: readonly InstanceObservation[],
    conditions: WaitConditions,
    now: number,
): number | undefined {
    const times: number[] = [];
    for (const one of all) {
        if (isInTarget(one, conditions)) {
            times.push(one.since + conditions.stableForMs);
        } else if (one.looked && one.status === undefined && !wasEverListed(one)) {
            times.push(conditions.absentGraceMs);
        } else if (one.status === "Stopped" && conditions.failFast) {
            times.push(one.since + STOPPED_GRACE_MS);
        }
    }
    return times.filter((time) => time > now).sort((a, b) => a - b)[0];
}

/** The word for a missing row where a target is listed. */
export function describeTargets(targetStatuses: readonly string[]): string {
    const words = targetStatuses.map((status) => (status === ABSENT ? "absent" : status));
    return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
