import type { ObservedStatus } from "../domain/instance-status";
import type { DescribeInstanceStatusResponse } from "../ecs/ecs-api";
import type { EcsApiError } from "../errors/ecs-api-error";
import type { LookTicket } from "./look-ticket";
import { Quarantine } from "./quarantine";
import type { RunAnswer } from "./request-run";
import type { LookPart } from "./status-source";
import { ThrottleGuard } from "./throttle-guard";
import type { WatchList } from "./watch-list";

const NOTHING: ReadonlyMap<string, ObservedStatus> = new Map();

/** Who keeps the looks that answers are handed to. */
export interface LookKeeper {
    /** Whether the look's time has not come. */
    isEarly(ticket: LookTicket): boolean;
    /** Queues the look from its beginning on. */
    queueAgain(ticket: LookTicket, now: number): void;
    /** The look is settled. */
    forget(ticket: LookTicket): void;
}

/** Hands each answer to the looks that wait for it, and notes what it says of throttling and of ids that ECS refuses. */
export class AnswerDelivery {
    readonly throttle = new ThrottleGuard();
    readonly #quarantine = new Quarantine();
    readonly #watches: WatchList;
    readonly #keeper: LookKeeper;

    constructor(watches: WatchList, keeper: LookKeeper) {
        this.#watches = watches;
        this.#keeper = keeper;
    }

    take({ ids, response, fault, sentAt }: RunAnswer): void {
        if (fault?.kind !== "throttled" && fault?.kind !== "transient") {
            this.throttle.letThrough(sentAt);
        }
        if (response !== undefined) {
            this.#answered(ids, response, sentAt);
        } else {
            this.#failed(ids, fault, sentAt);
        }
    }

    /**
     * Whether an id that ECS has refused is to be asked for by itself, so that it does not spoil what others ask. Until it
     * is time for that, who waits for it hears at once what ECS said.
     */
    refusalOf(id: string, now: number): "ask alone" | "told" | undefined {
        const fault = this.#quarantine.faultOf(id, now);
        if (fault === undefined || fault === "ask alone") {
            return fault;
        }
        this.#deliver([id], NOTHING, { fault, refusedId: id }, now);
        return "told";
    }

    /** Queues the looks that still want these ids. */
    askAgain(ids: readonly string[], throttledSentAt = -Infinity): void {
        const now = performance.now();
        for (const ticket of this.#watches.ticketsOf(ids)) {
            if (ticket.isLast(now) && ticket.from <= throttledSentAt && !this.#keeper.isEarly(ticket)) {
                ticket.resolve(); // it has had its one look after the deadline
                this.#keeper.forget(ticket);
            } else {
                this.#keeper.queueAgain(ticket, now);
            }
        }
    }

    #answered(ids: readonly string[], { rows, requestId }: DescribeInstanceStatusResponse, sentAt: number): void {
        const seen = new Map(rows.map((row) => [row.instanceId, row.status]));
        ids.forEach((id) => this.#quarantine.release(id));
        this.#deliver(ids, new Map(ids.map((id) => [id, seen.get(id)])), { requestId }, sentAt);
    }

    #failed(ids: readonly string[], fault: EcsApiError, sentAt: number): void {
        const now = performance.now();
        const [id] = ids;
        if (fault.kind === "throttled") {
            this.throttle.throttled(fault.retryAfterMs, now);
            this.#deliver([], NOTHING, { fault }, sentAt, ids);
            this.askAgain(ids, sentAt); // the same look goes on when ECS lets it
        } else if (ids.length === 1 && id !== undefined && this.#quarantine.isFor(fault)) {
            this.#quarantine.add(id, fault, now);
            this.#deliver(ids, NOTHING, { fault, refusedId: id }, sentAt);
        } else {
            this.#deliver(ids, NOTHING, { fault }, sentAt);
        }
    }

    /**
     * Hands a part to each look that waits for any of these ids, with an error object of its own. What had been asked for
     * before a look's time came is not for that look: it may be older than the wait, or than what it is to be compared with.
     *
     * @param done - the ids that need not be asked any more
     * @param sentAt - when they had been asked for
     * @param concerned - the ids whose looks get it
     */
    #deliver(
        done: readonly string[],
        statusOf: LookPart["statusOf"],
        { fault, ...part }: Omit<LookPart, "statusOf" | "sentAt" | "throttledAt">,
        sentAt: number,
        concerned = done,
    ): void {
        const now = performance.now();
        const { throttledAt } = this.throttle;
        for (const ticket of this.#watches.ticketsOf(concerned)) {
            if (ticket.from > sentAt) {
                this.#keeper.queueAgain(ticket, now);
                continue;
            }
            const copy = fault?.copy(part.refusedId);
            if (ticket.receive({ ...part, fault: copy, statusOf, sentAt, throttledAt }, done)) {
                this.#keeper.forget(ticket);
            }
        }
    }
}
