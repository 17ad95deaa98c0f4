import { ATTEMPT_TIMEOUT_MS, SCHEDULE } from "../domain/defaults";
import type { InstanceObservation, JudgedObservation } from "../domain/observations";
import type { Scoreboard, Verdict } from "../domain/scoreboard";
import { nextChangeAt } from "../domain/verdict";
import type { WaitConditions } from "../domain/wait-conditions";
import { nextPause, type ScheduleOptions } from "./schedule";
import type { PollSource, RoundRequest } from "../poll/subscription";
import { listingOfWait } from "./status-source";

/** The state of a wait, as far as planning needs it. */
export interface WaitState {
    readonly board: Scoreboard;
    readonly elapsedMs: number;
}

/** The state of the poller that all waits share, as far as planning needs it. */
type PollerState = Pick<PollSource<unknown>, "openIds" | "maxSubjects" | "budgetPauseMs">;

/** Decides when a wait polls next, and for which instances. With a selector each round asks for the whole set. */
export class RoundPlan {
    /** The next round. The first one starts at once and covers all instances. */
    next: RoundRequest;
    /** Whether the next round follows without a pause. */
    isFollowUp = false;
    readonly #schedule: ScheduleOptions;
    readonly #conditions: WaitConditions;
    readonly #deadline: number;
    /** The only subject of a wait with a selector. */
    readonly #listing: string | undefined;
    #isLast = false;
    #lastPauseMs = 0;

    /** @param deadline - no round begins after this moment (`performance.now()`) */
    constructor(schedule: ScheduleOptions, conditions: WaitConditions, deadline: number) {
        this.#schedule = schedule;
        this.#conditions = conditions;
        this.#deadline = deadline;
        this.#listing = listingOfWait(conditions);
        this.next = { ...this.#exactly(performance.now(), conditions.instanceIds), timing: "first" };
    }

    /**
     * Plans the next round.
     *
     * @returns false after the last round
     */
    planNext(verdict: Verdict, state: WaitState, poller: PollerState): boolean {
        // only one follow-up without a pause: otherwise the wait polls in a hot loop while ECS does not answer
        if (verdict.kind === "outdated" && !this.isFollowUp && !this.#isLast) {
            this.isFollowUp = true;
            this.next = this.#exactly(performance.now(), verdict.again);
            return true;
        }
        this.isFollowUp = false;
        const isOver = this.#isOver();
        if (!isOver) {
            this.#planAfterPause(state, poller);
        }
        return !isOver;
    }

    #isOver(): boolean {
        const lateBy = performance.now() - this.#deadline;
        // no round ends later than one attempt after the deadline; if it does, the machine was suspended, and the last
        // round is still due
        return this.#isLast || (lateBy >= 0 && lateBy <= ATTEMPT_TIMEOUT_MS);
    }

    #planAfterPause({ board, elapsedMs }: WaitState, { openIds, maxSubjects, budgetPauseMs = 0 }: PollerState): void {
        const all = board.all();
        const pause = nextPause(this.#schedule, {
            rounds: board.rounds,
            elapsedMs,
            lastPauseMs: this.#lastPauseMs,
            openIds,
            budgetPauseMs,
            isStarting: all.some(({ status }) => status === "Starting"),
            onlyHealthIsMissing: board.onlyHealthIsMissing,
        });
        this.#lastPauseMs = pause.ms;
        const now = performance.now();
        const change = pause.isExplicit ? undefined : this.#earliestChange(all, elapsedMs);
        const isMoved = change !== undefined && change - elapsedMs < pause.ms;
        // the instances of a large set change one after another: one round covers several changes
        const at = now + (isMoved ? Math.max(change - elapsedMs, Math.min(pause.ms, SCHEDULE.minPollMs)) : pause.ms);
        if (this.#deadline - at < (this.#schedule.pollIntervalMs ?? SCHEDULE.pollMs)) {
            // a pause that would leave less than one interval lasts until the deadline itself (C4)
            this.#isLast = true;
            this.next = this.#exactly(this.#deadline, longestUnseenFirst(all));
            return;
        }
        const { open, reached } = byUrgency(all);
        this.next = {
            ...this.#exactly(at, open.length === 0 ? this.#conditions.instanceIds : open),
            timing: "paced",
            optional: this.#listing === undefined ? reached.slice(0, roomIn(open.length, maxSubjects)) : [],
            earlierBy: isMoved ? 0 : pause.earlierBy,
            jitterMs: isMoved ? 0 : pause.jitterMs,
        };
    }

    #exactly(at: number, instanceIds: readonly string[]): RoundRequest {
        return {
            timing: "exact",
            subjects: this.#listing === undefined ? instanceIds : [this.#listing],
            optional: [],
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

/** The ids of the open instances, with the Starting ones first because they are about to change, and of the others. */
function byUrgency(all: readonly JudgedObservation[]): { open: string[]; reached: string[] } {
    const starting: string[] = [];
    const others: string[] = [];
    const reached: string[] = [];
    for (const { instanceId, status, verdict } of all) {
        const list = verdict === "reached" ? reached : status === "Starting" ? starting : others;
        list.push(instanceId);
    }
    return { open: [...starting, ...others], reached };
}

/** The order of the last round, which may not reach the end of a large set. */
function longestUnseenFirst(all: readonly InstanceObservation[]): string[] {
    const urgency = ({ status, lastSeenAt }: InstanceObservation): number => (status === "Starting" ? -1 : lastSeenAt);
    return [...all].sort((a, b) => urgency(a) - urgency(b)).map(({ instanceId }) => instanceId);
}

/** The number of further ids that fit into the requests for this many ids. */
function roomIn(ids: number, maxIds: number): number {
    return Math.ceil(ids / maxIds) * maxIds - ids;
}
