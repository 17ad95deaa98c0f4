import { SCHEDULE } from "../domain/defaults";
import type { Verdict } from "../domain/verdict";
import { throttlePauseMs } from "../time/throttle-pause";
import type { Deadline } from "./deadline";
import { nextPauseMs } from "./schedule";
import type { Look, LookRequest } from "./status-source";
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
        this.next = { instanceIds: request.conditions.instanceIds, riders: [], at: performance.now() };
    }

    /** Plans the look after this one. */
    after(look: Look, verdict: Verdict): void {
        const now = performance.now();
        if (verdict.kind === "unconfirmed") {
            // they were in target earlier: the wait ends only when all are so in the same look
            this.next = { instanceIds: verdict.again, riders: [], at: now };
            return;
        }
        const at = this.#notPastTheDeadline(now + this.#pauseMs(look, verdict, now));
        const all = this.#request.conditions.instanceIds;
        const open = verdict.kind === "pending" ? verdict.open : all;
        // the last look covers all, so that nothing is left to confirm after it
        this.next =
            at === this.#deadline.at || open.length === 0
                ? { instanceIds: all, riders: [], at }
                : { instanceIds: open, riders: all.filter((id) => !open.includes(id)), at };
    }

    #pauseMs(look: Look, verdict: Verdict, now: number): number {
        const throttled = look.faults.filter(({ kind }) => kind === "throttled");
        if (throttled.length > 0) {
            const hint = Math.max(...throttled.map(({ retryAfterMs }) => retryAfterMs ?? -1));
            return throttlePauseMs(hint < 0 ? undefined : hint, Date.now(), Math.random());
        }
        const scheduled = nextPauseMs(
            this.#request.schedule,
            {
                looks: this.#memory.observations.latestLook,
                elapsedMs: this.#memory.elapsedMs,
                lastPauseMs: this.#lastPauseMs,
                firstSeenStarting: this.#memory.observations.all().some(({ status }) => status === "Starting"),
            },
            Math.random(),
        );
        this.#lastPauseMs = scheduled;
        const change = verdict.kind === "pending" ? verdict.nextChangeAt : undefined;
        const untilChange = change === undefined ? Infinity : Math.max(change - this.#memory.elapsedMs, 0);
        return Math.min(scheduled - Math.min(now - look.startedAt, scheduled / 2), untilChange);
    }

    /** A pause that would leave less than one interval before the deadline lasts until the deadline itself (C4). */
    #notPastTheDeadline(at: number): number {
        return this.#deadline.at - at < SCHEDULE.pollMs ? this.#deadline.at : at;
    }
}
