import { MAX_ANSWER_AGE_MS } from "./defaults";
import type { InstanceRow, SystemEvent } from "./instance-row";
import { ABSENT } from "./instance-status";
import {
    HISTORY_KEPT,
    type InstanceObservation,
    type InstanceVerdict,
    type JudgedObservation,
    type StatusChange,
} from "./observations";
import { OrderedLookup } from "./ordered-lookup";
import { isInTarget, isTargetHealth, judgeInstance } from "./verdict";
import { leastSizeOf, requiredOf, type WaitConditions } from "./wait-conditions";

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
    readonly #entries: Entry[];
    readonly #entryOf: OrderedLookup<Entry>;
    readonly #counts: Record<InstanceVerdict, number> = {
        reached: 0,
        pending: 0,
        failed: 0,
        released: 0,
        missing: 0,
        left: 0,
    };
    /** Whether the set is known: with a selector, ECS has listed it at least once. */
    #isListed: boolean;
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
        this.#isListed = conditions.selector === undefined;
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
     * Records a listing of the selector: the whole set of this moment. A new instance joins the set, and an instance that
     * is not listed has left it.
     *
     * @returns whether the set or an instance of it changed
     */
    recordListing(rows: ReadonlyMap<string, InstanceRow>, at: number, askedAt: number): boolean {
        let changed = !this.#isListed;
        this.#isListed = true;
        for (const { instanceId, verdict } of this.#entries) {
            if (!rows.has(instanceId) && verdict !== "left") {
                changed = this.record(instanceId, undefined, at, askedAt) || changed;
            }
        }
        for (const [instanceId, row] of rows) {
            if (this.#entryOf.find(instanceId) === undefined) {
                const entry = unseen(instanceId);
                this.#entries.push(entry);
                this.#entryOf.add(instanceId, entry);
                this.#counts.pending += 1;
            }
            changed = this.record(instanceId, row, at, askedAt) || changed;
        }
        return changed;
    }

    /**
     * Records the answer for an instance in the current round.
     *
     * @param row - `undefined` when the answer has no row for it
     * @param at - milliseconds since the wait began
     * @param askedAt - when the request was sent
     * @returns whether status or health changed
     */
    record(instanceId: string, row: InstanceRow | undefined, at: number, askedAt: number): boolean {
        const entry = this.#entryOf.find(instanceId);
        if (entry === undefined || askedAt < entry.askedAt) {
            return false; // an older answer than the one that is known
        }
        const { status, health, events = NO_EVENTS } = row ?? NOT_LISTED;
        const changed = !entry.isObserved || entry.status !== status || entry.health !== health;
        if (changed) {
            const { targetStatuses } = this.#conditions;
            const isTarget = targetStatuses.includes(status ?? ABSENT) && isTargetHealth(health, this.#conditions);
            entry.heldSince = isTarget && this.isInTarget(entry) ? entry.heldSince : at;
            entry.history.push({ status, ...(health === undefined ? {} : { health }), at });
            if (entry.history.length > HISTORY_KEPT) {
                entry.history.shift();
            }
            entry.everListed ||= status !== undefined;
            entry.everPending ||= status === "Pending";
            entry.everStarted ||= status === "Starting" || status === "Running";
            entry.isObserved = true;
            entry.status = status;
            entry.health = health;
            entry.since = at;
            entry.timesSeen = 0;
        }
        entry.events = events;
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
        const { required } = this;
        if (this.#isReached(this.#reachedSinceThen)) {
            return { kind: "satisfied" };
        }
        if (this.#isReached(this.#counts.reached)) {
            const oldest = Math.min(this.#askedSince, now - MAX_ANSWER_AGE_MS);
            const again = this.#idsWhere((one) => one.verdict === "reached" && one.askedAt < oldest);
            return this.#counts.reached - again.length >= required
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
        return this.#isReached(this.#reachedSinceThen) || this.#isImpossible();
    }

    /** The observations, in the order of the instance ids. */
    all(): readonly JudgedObservation[] {
        return this.#entries;
    }

    /** Whether the set is known. The set of a selector is known as soon as ECS has listed it. */
    get isListed(): boolean {
        return this.#isListed;
    }

    /** The number of instances that count. */
    get size(): number {
        return this.#entries.length - this.#counts.left;
    }

    /** How many of them must be reached. */
    get required(): number {
        return requiredOf(this.#conditions, this.size);
    }

    /** How many instances the wait still waits for. */
    get openIds(): number {
        return Math.max(this.size, leastSizeOf(this.#conditions)) - this.#counts.reached;
    }

    /** Whether the set is complete, and all open instances are in a target status but not in a target health. */
    get onlyHealthIsMissing(): boolean {
        const { targetStatuses, targetHealth } = this.#conditions;
        return (
            targetHealth !== undefined &&
            this.#isComplete &&
            this.#entries.every(({ verdict, status = ABSENT }) => verdict === "left" || targetStatuses.includes(status))
        );
    }

    /** Whether the minimum can still be reached after the loss of this number of further instances. */
    canLose(more: number): boolean {
        // as long as a selector has found too few, more may come
        return !this.#isComplete || this.#left - more >= this.required;
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
        return this.size - failed - released - missing;
    }

    /** Whether the set has the least number of instances, and as many as must be reached. */
    get #isComplete(): boolean {
        const isSelected = this.#conditions.selector !== undefined;
        return !isSelected || (this.#isListed && this.size >= leastSizeOf(this.#conditions));
    }

    /** @param reached - how many instances are reached */
    #isReached(reached: number): boolean {
        return this.#isComplete && reached >= this.required;
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

const NO_EVENTS: readonly SystemEvent[] = [];
const NOT_LISTED = { status: undefined, health: undefined, events: NO_EVENTS };

function unseen(instanceId: string): Entry {
    return {
        instanceId,
        isObserved: false,
        status: undefined,
        health: undefined,
        events: NO_EVENTS,
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
