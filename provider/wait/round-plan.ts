import { ATTEMPT_TIMEOUT_MS, SCHEDULE } from "../domain/defaults";
import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { InstanceObservation } from "../domain/observations";
import type { Scoreboard, Verdict } from "../domain/scoreboard";
import { nextChangeAt } from "../domain/verdict";
import type { WaitConditions } from "../domain/wait-conditions";
import { nextPause, type ScheduleOptions } from "./schedule";
import type { RoundRequest } from "../poll/subscription";

/** What a plan needs to know of the wait. */
export interface WaitState {
    readonly board: Scoreboard;
    readonly elapsedMs: number;
}

/** Decides when a wait polls next, and for which instances. */
export class RoundPlan {
    /** The round that comes next; the first one comes at once and covers all instances. */
    next: RoundRequest;
    /** Whether the next round follows the one before at once. */
    isFollowUp = false;
    readonly #schedule: ScheduleOptions;
    readonly #conditions: WaitConditions;
    readonly #deadline: number;
    #isLast = false;
    #lastPauseMs = 0;

    /** @param deadline - after this moment (`performance.now()`) no round begins */
    constructor(schedule: ScheduleOptions, conditions: WaitConditions, deadline: number) {
        this.#schedule = schedule;
        this.#conditions = conditions;
        this.#deadline = deadline;
        this.next = { ...this.#exactly(performance.now(), conditions.instanceIds), timing: "first" };
    }

    /**
     * Plans the round after the one that was planned last.
     *
     * @param openIdsOfAll - how many instances all waits together still wait for
     * @returns whether there is one: not after the last round
     */
    planNext(verdict: Verdict, state: WaitState, openIdsOfAll: number): boolean {
        // at once, but only once: while ECS does not answer, it is not asked again and again
        if (verdict.kind === "outdated" && !this.isFollowUp && !this.#isLast) {
            this.isFollowUp = true;
            this.next = this.#exactly(performance.now(), verdict.again);
            return true;
        }
        this.isFollowUp = false;
        const isOver = this.#isOver();
        if (!isOver) {
            this.#planAfterPause(state, openIdsOfAll);
        }
        return !isOver;
    }

    #isOver(): boolean {
        const lateBy = performance.now() - this.#deadline;
        // no round takes longer: the machine slept over the end, and one round afterwards is due
        return this.#isLast || (lateBy >= 0 && lateBy <= ATTEMPT_TIMEOUT_MS);
    }

    #planAfterPause({ board, elapsedMs }: WaitState, openIdsOfAll: number): void {
        const all = board.all();
        const pause = nextPause(this.#schedule, {
            rounds: board.rounds,
            elapsedMs,
            lastPauseMs: this.#lastPauseMs,
            openIds: openIdsOfAll,
            isStarting: all.some(({ status }) => status === "Starting"),
        });
        this.#lastPauseMs = pause.ms;
        const now = performance.now();
        const change = pause.isExplicit ? undefined : this.#earliestChange(all, elapsedMs);
        const isMoved = change !== undefined && change - elapsedMs < pause.ms;
        // instances of a large set change one after another: not each of them is worth a round of its own
        const at = now + (isMoved ? Math.max(change - elapsedMs, Math.min(pause.ms, SCHEDULE.minPollMs)) : pause.ms);
        if (this.#deadline - at < (this.#schedule.pollIntervalMs ?? SCHEDULE.pollMs)) {
            // a pause that would leave less than one interval lasts until the deadline itself (C4)
            this.#isLast = true;
            this.next = this.#exactly(this.#deadline, longestUnseenFirst(all));
            return;
        }
        const open = startingFirst(all.filter((one) => !board.isReached(one)));
        this.next = {
            ...this.#exactly(at, open.length === 0 ? this.#conditions.instanceIds : open),
            timing: "paced",
            optionalIds: roomIn(open.length) === 0 ? [] : reachedIds(board, roomIn(open.length)),
            earlierBy: isMoved ? 0 : pause.earlierBy,
            jitterMs: isMoved ? 0 : pause.jitterMs,
        };
    }

    #exactly(at: number, instanceIds: readonly string[]): RoundRequest {
        return {
            timing: "exact",
            instanceIds,
            optionalIds: [],
            at,
            earlierBy: 0,
            jitterMs: 0,
            deadline: this.#deadline,
        };
    }

    #earliestChange(all: readonly InstanceObservation[], now: number): number | undefined {
        let earliest: number | undefined;
        for (const one of all) {
            const at = nextChangeAt(one, this.#conditions, now);
            if (at !== undefined && (earliest === undefined || at < earliest)) {
                earliest = at;
            }
        }
        return earliest;
    }
}

/** Those that are about to change first. */
function startingFirst(all: readonly InstanceObservation[]): string[] {
    const isStarting = ({ status }: InstanceObservation): boolean => status === "Starting";
    const others = all.filter((one) => !isStarting(one));
    return [...all.filter(isStarting), ...others].map(({ instanceId }) => instanceId);
}

/** For the last round, which may not get through all of a large set. */
function longestUnseenFirst(all: readonly InstanceObservation[]): string[] {
    const urgency = ({ status, lastSeenAt }: InstanceObservation): number => (status === "Starting" ? -1 : lastSeenAt);
    return [...all].sort((a, b) => urgency(a) - urgency(b)).map(({ instanceId }) => instanceId);
}

/** How many more ids the requests for these have room for. */
function roomIn(ids: number): number {
    return Math.ceil(ids / MAX_IDS_PER_REQUEST) * MAX_IDS_PER_REQUEST - ids;
}

function reachedIds(board: Scoreboard, most: number): string[] {
    const ids: string[] = [];
    for (const one of board.all()) {
        if (ids.length >= most) {
            break;
        }
        if (board.isReached(one)) {
            ids.push(one.instanceId);
        }
    }
    return ids;
}
