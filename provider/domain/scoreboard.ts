import { MAX_ANSWER_AGE_MS } from "./defaults";
import type { InstanceRow } from "./instance-row";
import { ABSENT } from "./instance-status";
import {
    HISTORY_KEPT,
    type InstanceObservation,
    type InstanceVerdict,
    type JudgedObservation,
    type StatusChange,
} from "./observations";
import { OrderedLookup } from "./ordered-lookup";
import { isInTarget, judgeInstance } from "./verdict";
import type { WaitConditions } from "./wait-conditions";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Entry extends Mutable<JudgedObservation> {
    history: StatusChange[];
    refused: boolean;
}

/** Where a wait stands after an answer. */
export type Verdict =
    | { readonly kind: "satisfied" }
    /** Enough are in target, but some by answers that are too old: these instances have to be polled again. */
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
 * The observations of one wait and its verdict. Recording one status costs the same for every size of the set; only
 * `sweep` and the lists go through the whole set.
 */
export class Scoreboard {
    readonly #conditions: WaitConditions;
    readonly #entries: readonly Entry[];
    readonly #entryOf: OrderedLookup<Entry>;
    readonly #counts: Record<InstanceVerdict, number> = { reached: 0, pending: 0, failed: 0, released: 0, missing: 0 };
    #round = 0;
    /**
     * The latest interruption of the polling. Answers from after it count, because the rate limiter allows no younger
     * ones.
     */
    #askedSince = 0;
    #reachedSinceThen = 0;

    constructor(conditions: WaitConditions) {
        this.#conditions = conditions;
        this.#entries = conditions.instanceIds.map(unseen);
        this.#entryOf = new OrderedLookup(conditions.instanceIds, this.#entries);
        this.#counts.pending = this.#entries.length;
    }

    /** Begins a round. */
    beginRound(): void {
        this.#round += 1;
    }

    /** Notes a pause that ended at this moment: answers from before it may be too old. */
    beginAsking(at: number): void {
        if (at > this.#askedSince) {
            this.#askedSince = at;
            this.#countReached();
        }
    }

    /** The number of rounds so far. */
    get rounds(): number {
        return this.#round;
    }

    /**
     * Records what an answer of the current round says of an instance.
     *
     * @param row - `undefined` when the instance is absent
     * @param at - milliseconds since the wait began
     * @param askedAt - when the request was sent
     * @returns whether the status changed
     */
    record(instanceId: string, row: InstanceRow | undefined, at: number, askedAt: number): boolean {
        const status = row?.status;
        const entry = this.#entryOf.find(instanceId);
        if (entry === undefined || askedAt < entry.askedAt) {
            return false; // an older answer than the one that is known
        }
        const changed = !entry.isObserved || entry.status !== status;
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
            entry.isObserved = true;
            entry.status = status;
            entry.since = at;
            entry.timesSeen = 0;
        }
        this.#reachedSinceThen -= Number(this.#isReachedSinceThen(entry));
        entry.refused = false;
        // within one round there may be a second answer, to a request of another wait: it counts once
        entry.timesSeen += Number(changed || entry.lastRound !== this.#round);
        entry.lastRound = this.#round;
        entry.lastSeenAt = at;
        entry.askedAt = askedAt;
        this.#judge(entry, at);
        this.#reachedSinceThen += Number(this.#isReachedSinceThen(entry));
        return changed;
    }

    /** Marks an id that ECS refuses: it counts as failed until ECS answers for it. */
    refuse(instanceId: string): void {
        const entry = this.#entryOf.find(instanceId);
        if (entry !== undefined) {
            this.#reachedSinceThen -= Number(this.#isReachedSinceThen(entry));
            entry.refused = true;
            this.#judge(entry, 0);
        }
    }

    /** Judges all instances again, because some verdicts depend on the time. */
    sweep(now: number): void {
        this.#reachedSinceThen = 0;
        for (const entry of this.#entries) {
            this.#judge(entry, now);
            this.#reachedSinceThen += Number(this.#isReachedSinceThen(entry));
        }
    }

    /**
     * The verdict by all answers so far. An answer counts when its request was sent within the last 10 s, or after the
     * latest interruption of the polling (C11).
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

    /** Whether the latest answer decides the wait, so that the rest of the round is not needed. */
    get isDecided(): boolean {
        return this.#reachedSinceThen >= this.#conditions.minReached || this.#isImpossible();
    }

    /** The observations, in the order of the instance ids. */
    all(): readonly JudgedObservation[] {
        return this.#entries;
    }

    /** How many instances the wait still waits for. */
    get openIds(): number {
        return this.#entries.length - this.#counts.reached;
    }

    /** Whether the minimum can still be reached after the loss of this number of further instances. */
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

    /** Whether too few instances are left for the minimum. */
    #isImpossible(): boolean {
        return !this.canLose(0);
    }

    /** The number of instances that are reached or pending. */
    get #left(): number {
        const { failed, released, missing } = this.#counts;
        return this.#entries.length - failed - released - missing;
    }

    #isReachedSinceThen(entry: Entry): boolean {
        return entry.verdict === "reached" && entry.askedAt >= this.#askedSince;
    }

    #countReached(): void {
        this.#reachedSinceThen = 0;
        for (const entry of this.#entries) {
            this.#reachedSinceThen += Number(this.#isReachedSinceThen(entry));
        }
    }

    #idsWhere(holds: (entry: Entry) => boolean): string[] {
        const ids: string[] = [];
        for (const entry of this.#entries) {
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
        isObserved: false,
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
