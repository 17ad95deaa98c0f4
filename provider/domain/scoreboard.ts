import { MAX_ANSWER_AGE_MS } from "./defaults";
import { ABSENT, type ObservedStatus } from "./instance-status";
import { HISTORY_KEPT, type InstanceObservation, type StatusChange } from "./observations";
import { type InstanceVerdict, isInTarget, judgeInstance } from "./verdict";
import type { WaitConditions } from "./wait-conditions";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Entry extends Mutable<InstanceObservation> {
    history: StatusChange[];
    verdict: InstanceVerdict;
    refused: boolean;
}

/** Where a wait stands. */
export type Verdict =
    | { readonly kind: "satisfied" }
    /** Enough are in target, but some by answers that are too old: these have to be asked about again. */
    | { readonly kind: "outdated"; readonly again: readonly string[] }
    | { readonly kind: "pending" }
    /** The minimum can no longer be reached. */
    | {
          readonly kind: "impossible";
          readonly failed: readonly string[];
          readonly released: readonly string[];
          readonly missing: readonly string[];
      };

/**
 * The memory of one wait: what was seen of each instance, and where the wait stands. Taking in one status costs the
 * same however large the set is; only `sweep` and the lists go through all of it.
 */
export class Scoreboard {
    readonly #conditions: WaitConditions;
    readonly #entries: ReadonlyMap<string, Entry>;
    readonly #counts: Record<InstanceVerdict, number> = { reached: 0, pending: 0, failed: 0, released: 0, missing: 0 };
    #round = 0;
    /** Since when ECS is asked without a pause: no answer could be younger than those that came since then. */
    #askedSince = 0;
    #reachedSinceThen = 0;

    constructor(conditions: WaitConditions) {
        this.#conditions = conditions;
        this.#entries = new Map(conditions.instanceIds.map((instanceId) => [instanceId, unseen(instanceId)]));
        this.#counts.pending = this.#entries.size;
    }

    /** A new round begins. */
    beginRound(): void {
        this.#round += 1;
    }

    /** Before this moment nobody was asked for a while: what was seen before it may be too old. */
    beginAsking(at: number): void {
        if (at > this.#askedSince) {
            this.#askedSince = at;
            this.#countReached();
        }
    }

    /** How many rounds there have been. */
    get rounds(): number {
        return this.#round;
    }

    /**
     * Takes in an observation of the current round.
     *
     * @param at - milliseconds since the wait began
     * @param askedAt - when the request was sent
     * @returns whether its status changed
     */
    record(instanceId: string, status: ObservedStatus, at: number, askedAt = at): boolean {
        const entry = this.#entries.get(instanceId);
        if (entry === undefined) {
            return false;
        }
        const changed = !entry.looked || entry.status !== status;
        if (changed) {
            const isHeld = this.isInTarget(entry) && this.#conditions.targetStatuses.includes(status ?? ABSENT);
            entry.heldSince = isHeld ? entry.heldSince : at;
            entry.history.push({ status, at });
            if (entry.history.length > HISTORY_KEPT) {
                entry.history.shift();
            }
            entry.everListed ||= status !== undefined;
            entry.everPending ||= status === "Pending";
            entry.everStarted ||= status === "Starting" || status === "Running";
            entry.looked = true;
            entry.status = status;
            entry.since = at;
            entry.timesSeen = 0;
        }
        this.#reachedSinceThen -= Number(this.#isReachedSinceThen(entry));
        entry.refused = false;
        // another wait may have asked for it once more within this round
        entry.timesSeen += Number(changed || entry.lastRound !== this.#round);
        entry.lastRound = this.#round;
        entry.lastSeenAt = at;
        entry.askedAt = askedAt;
        this.#judge(entry, at);
        this.#reachedSinceThen += Number(this.#isReachedSinceThen(entry));
        return changed;
    }

    /** ECS refuses this id: whatever else happens, it will not reach the target. */
    refuse(instanceId: string): void {
        const entry = this.#entries.get(instanceId);
        if (entry !== undefined) {
            entry.refused = true;
            this.#judge(entry, 0);
        }
    }

    /** Judges all once more: time has passed, and some verdicts depend on it. */
    sweep(now: number): void {
        for (const entry of this.#entries.values()) {
            this.#judge(entry, now);
        }
        this.#countReached();
    }

    /**
     * Where the wait stands, by what was taken in so far. An answer counts when it was asked for within the last 10 s, or
     * since ECS is asked without a pause.
     */
    verdict(now: number): Verdict {
        const { minReached } = this.#conditions;
        if (this.#reachedSinceThen >= minReached) {
            return { kind: "satisfied" };
        }
        if (this.#counts.reached >= minReached) {
            const oldest = Math.min(this.#askedSince, now - MAX_ANSWER_AGE_MS);
            const again = this.#idsWhere((one) => one.verdict === "reached" && one.askedAt < oldest);
            return this.#counts.reached - again.length >= minReached
                ? { kind: "satisfied" }
                : { kind: "outdated", again };
        }
        if (this.#isImpossible()) {
            const idsOf = (verdict: InstanceVerdict): string[] => this.#idsWhere((one) => one.verdict === verdict);
            return {
                kind: "impossible",
                failed: idsOf("failed"),
                released: idsOf("released"),
                missing: idsOf("missing"),
            };
        }
        return { kind: "pending" };
    }

    /** Whether the latest answer decided the wait, so that the rest of the round need not be asked. */
    get isDecided(): boolean {
        return this.#reachedSinceThen >= this.#conditions.minReached || this.#isImpossible();
    }

    /** The instances, in the order in which they were asked for. */
    all(): readonly InstanceObservation[] {
        return [...this.#entries.values()];
    }

    verdictOf({ instanceId }: InstanceObservation): InstanceVerdict | undefined {
        return this.#entries.get(instanceId)?.verdict;
    }

    isReached(one: InstanceObservation): boolean {
        return this.verdictOf(one) === "reached";
    }

    /** Whether the minimum can still be reached when so many more instances are lost. */
    canLose(more: number): boolean {
        return this.#left - more >= this.#conditions.minReached;
    }

    isInTarget(one: InstanceObservation): boolean {
        return isInTarget(one, this.#conditions);
    }

    #judge(entry: Entry, now: number): void {
        const verdict = entry.refused ? "failed" : judgeInstance(entry, this.#conditions, now);
        this.#counts[entry.verdict] -= 1;
        this.#counts[verdict] += 1;
        entry.verdict = verdict;
    }

    /** Whether too few are left for the minimum. */
    #isImpossible(): boolean {
        return !this.canLose(0);
    }

    /** How many instances are reached or may still be. */
    get #left(): number {
        const { failed, released, missing } = this.#counts;
        return this.#entries.size - failed - released - missing;
    }

    #isReachedSinceThen(entry: Entry): boolean {
        return entry.verdict === "reached" && entry.askedAt >= this.#askedSince;
    }

    #countReached(): void {
        this.#reachedSinceThen = 0;
        for (const entry of this.#entries.values()) {
            this.#reachedSinceThen += Number(this.#isReachedSinceThen(entry));
        }
    }

    #idsWhere(holds: (entry: Entry) => boolean): string[] {
        const ids: string[] = [];
        for (const entry of this.#entries.values()) {
            if (holds(entry)) {
                ids.push(entry.instanceId);
            }
        }
        return ids;
    }
}

function unseen(instanceId: string): Entry {
    return {
        instanceId,
        looked: false,
        status: undefined,
        since: 0,
        heldSince: 0,
        timesSeen: 0,
        lastRound: 0,
        lastSeenAt: 0,
        askedAt: 0,
        history: [],
        everListed: false,
        everPending: false,
        everStarted: false,
        verdict: "pending",
        refused: false,
    };
}
