import { ATTEMPT_TIMEOUT_MS, SCHEDULE } from "../domain/defaults";
import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { InstanceObservation } from "../domain/observations";
import type { Verdict } from "../domain/scoreboard";
import { nextChangeAt } from "../domain/verdict";
import type { Deadline } from "./deadline";
import { nextPause } from "./schedule";
import type { LookRequest } from "./status-source";
import type { WaitMemory } from "./wait-memory";
import type { WaitRequest } from "./wait-request";

/** Decides when a wait looks next, and at which instances. */
export class LookPlan {
    /** The look that comes next; the first one comes at once and covers all. */
    next: LookRequest;
    readonly #request: WaitRequest;
    readonly #memory: WaitMemory;
    readonly #deadline: Deadline;
    #lastPauseMs = 0;

    constructor(request: WaitRequest, memory: WaitMemory, deadline: Deadline) {
        this.#request = request;
        this.#memory = memory;
        this.#deadline = deadline;
        this.next = this.#exactly("first", performance.now(), request.conditions.instanceIds);
    }

    /** Whether the look that was planned last was the last one: its wait is over. */
    get isOver(): boolean {
        const lateBy = performance.now() - this.#deadline.at;
        // no look takes that long: the machine slept over the end, and one look afterwards is due
        return this.next.kind === "last" || (lateBy >= 0 && lateBy <= ATTEMPT_TIMEOUT_MS);
    }

    /**
     * Looks at once at what was seen in target too long ago, unless the look before did so already: while ECS does not
     * answer, it is not asked again and again.
     *
     * @returns whether it does
     */
    againAtOnce({ again }: Extract<Verdict, { kind: "outdated" }>): boolean {
        if (this.next.kind === "again" || this.next.kind === "last") {
            return false;
        }
        this.next = this.#exactly("again", performance.now(), again);
        return true;
    }

    /** Plans the look after a pause. */
    afterPause(openIdsOfAll: number): void {
        const { conditions, schedule } = this.#request;
        const { board, elapsedMs } = this.#memory;
        const all = board.all();
        const pause = nextPause(schedule, {
            looks: board.looks,
            elapsedMs,
            lastPauseMs: this.#lastPauseMs,
            openIds: openIdsOfAll,
            isStarting: all.some(({ status }) => status === "Starting"),
        });
        this.#lastPauseMs = pause.ms;
        const now = performance.now();
        const change = earliestChange(all, this.#request, elapsedMs);
        // what the user said always applies
        const isMoved = !pause.isExplicit && change !== undefined && change - elapsedMs < pause.ms;
        // instances of a large set change one after another: not each of them is worth a look of its own
        const at = now + (isMoved ? Math.max(change - elapsedMs, Math.min(pause.ms, SCHEDULE.minPollMs)) : pause.ms);
        if (this.#deadline.at - at < (schedule.pollIntervalMs ?? SCHEDULE.pollMs)) {
            // a pause that would leave less than one interval lasts until the deadline itself (C4)
            this.next = this.#exactly("last", this.#deadline.at, byUrgency(all));
            return;
        }
        const open = byUrgency(all.filter((one) => !board.isReached(one)));
        this.next = {
            kind: "next",
            instanceIds: open.length === 0 ? conditions.instanceIds : open,
            riders: ridersOf(all, open.length, (one) => board.isReached(one)),
            at,
            earlierBy: isMoved ? 0 : pause.earlierBy,
            jitterMs: isMoved ? 0 : pause.jitterMs,
            deadline: this.#deadline.at,
        };
    }

    #exactly(kind: LookRequest["kind"], at: number, instanceIds: readonly string[]): LookRequest {
        return { kind, instanceIds, riders: [], at, earlierBy: 0, jitterMs: 0, deadline: this.#deadline.at };
    }
}

/** Those that are about to change first, then those unseen for longest. */
function byUrgency(all: readonly InstanceObservation[]): string[] {
    const urgency = ({ status, lastSeenAt }: InstanceObservation): number => (status === "Starting" ? -1 : lastSeenAt);
    return [...all].sort((a, b) => urgency(a) - urgency(b)).map(({ instanceId }) => instanceId);
}

/** As many of the others as fit into the requests that are sent anyway: with them, nothing is left to confirm. */
function ridersOf(
    all: readonly InstanceObservation[],
    open: number,
    isReached: (one: InstanceObservation) => boolean,
): string[] {
    const room = Math.ceil(open / MAX_IDS_PER_REQUEST) * MAX_IDS_PER_REQUEST - open;
    const riders: string[] = [];
    for (const one of all) {
        if (riders.length >= room) {
            break;
        }
        if (isReached(one)) {
            riders.push(one.instanceId);
        }
    }
    return riders;
}

function earliestChange(
    all: readonly InstanceObservation[],
    { conditions }: WaitRequest,
    now: number,
): number | undefined {
    let earliest: number | undefined;
    for (const one of all) {
        const at = nextChangeAt(one, conditions, now);
        if (at !== undefined && (earliest === undefined || at < earliest)) {
            earliest = at;
        }
    }
    return earliest;
}
