import type { EcsApi } from "../ecs/ecs-api";
import { AnswerDelivery } from "./answer-delivery";
import { ArrivalWindow } from "./arrival-window";
import { LookQueue, type TakeId } from "./look-queue";
import { LookTicket } from "./look-ticket";
import { RegionProbe } from "./region-probe";
import { RequestBudget } from "./request-budget";
import { RequestRun } from "./request-run";
import { createSeat } from "./seat";
import type { LookRequest, OnPart, Seat, StatusSource } from "./status-source";
import { WakeTimer } from "./wake-timer";
import { WatchList } from "./watch-list";

/** How many requests are under way at a time (C1). */
const MAX_CONCURRENT_REQUESTS = 2;
/** While throttled, even looks whose wait ends now are asked no more often than this (C6). */
const PROBE_INTERVAL_MS = 1_000;

export interface PollerOptions {
    readonly api: EcsApi;
    readonly regionId: string;
    /** How many requests it may send in any 60 s. */
    readonly maxRequestsPerMinute: number;
}

/**
 * Looks for all waits of a process that ask the same place as the same identity. Whoever looks at about the same time
 * shares requests: n ids cost ⌈n/50⌉ of them, however many waits they belong to.
 *
 * A look is a ticket. It waits for its time, is queued at a tick, its ids are taken into requests as fast as concurrency,
 * budget and throttling allow, and it is settled when each of its ids was answered for.
 */
export class Poller implements StatusSource {
    readonly #options: PollerOptions;
    readonly #budget: RequestBudget;
    readonly #probe: RegionProbe;
    readonly #arrivals = new ArrivalWindow(() => this.#tick());
    readonly #timer = new WakeTimer(() => this.#tick());
    /** Looks whose time has not come. */
    readonly #waiting = new Set<LookTicket>();
    readonly #queue = new LookQueue();
    readonly #watches = new WatchList();
    readonly #delivery = new AnswerDelivery(this.#watches, {
        isEarly: (ticket) => this.#waiting.has(ticket),
        queueAgain: (ticket, now) => this.#queueAgain(ticket, now),
        forget: (ticket) => this.#forget(ticket),
    });
    readonly #throttle = this.#delivery.throttle;
    readonly #runs = new Set<RequestRun>();
    #openIds = 0;
    #lastSentAt = -Infinity;
    /** The same for all looks that are planned between two ticks, so that those that look together stay together. */
    #chance = 0;

    constructor(options: PollerOptions) {
        this.#options = options;
        this.#budget = new RequestBudget(options.maxRequestsPerMinute);
        this.#probe = new RegionProbe(options.api, options.regionId, this.#budget);
    }

    get openIds(): number {
        return this.#openIds;
    }

    /** @param maxRequestsPerMinute - the lowest that one of those who hold a seat asks for holds for all of them */
    take(maxRequestsPerMinute = this.#options.maxRequestsPerMinute): Seat {
        const leaveBudget = this.#budget.join(maxRequestsPerMinute);
        return createSeat({
            leave: leaveBudget,
            look: (request, onPart, signal) => this.#look(request, onPart, signal),
            listsAnything: (signal) => this.#probe.listsAnything(signal),
            addOpenIds: (difference) => (this.#openIds += difference),
        });
    }

    async #look(request: LookRequest, onPart: OnPart, signal: AbortSignal): Promise<void> {
        signal.throwIfAborted();
        const now = performance.now();
        const ticket = new LookTicket(request, this.#timeOf(request, now), onPart);
        const onAbort = (): void => {
            ticket.reject(signal.reason);
            this.#forget(ticket);
        };
        signal.addEventListener("abort", onAbort, { once: true });
        this.#enter(ticket, now);
        try {
            await ticket.settled;
        } finally {
            signal.removeEventListener("abort", onAbort);
            this.#forget(ticket);
        }
    }

    #timeOf({ kind, at, jitterMs, deadline }: LookRequest, now: number): number {
        if (kind !== "next") {
            return at;
        }
        const pause = this.#throttle.stretch(at + this.#chance * jitterMs - now);
        return Math.min(now + pause, deadline);
    }

    #enter(ticket: LookTicket, now: number): void {
        const isAlone = this.#watches.isEmpty && this.#runs.size === 0;
        this.#watches.add(ticket);
        this.#waiting.add(ticket);
        if (ticket.request.kind === "first") {
            this.#arrivals.arrive(ticket.request.instanceIds.length, isAlone, now);
        } else {
            this.#timer.wakeAt(ticket.at, now);
        }
    }

    /** Removes all traces of a look that is settled; a request that nobody waits for any more is ended. */
    #forget(ticket: LookTicket): void {
        this.#waiting.delete(ticket);
        this.#queue.remove(ticket);
        this.#watches.remove(ticket);
        for (const run of this.#runs) {
            if (!this.#watches.wants(run.ids)) {
                run.abandon();
            }
        }
        if (this.#waiting.size === 0 && this.#queue.isEmpty) {
            this.#timer.cancel();
            this.#arrivals.cancel();
        }
    }

    /** Queues every look whose time has come, and with them whoever may look a little earlier. */
    #tick(): void {
        const now = performance.now();
        this.#timer.cancel();
        if (this.#hasDue(now)) {
            this.#arrivals.cancel();
            this.#chance = 2 * Math.random() - 1;
            for (const ticket of this.#waiting) {
                if (ticket.from <= now) {
                    this.#waiting.delete(ticket);
                    this.#queue.add(ticket, now);
                }
            }
        }
        for (const { at } of this.#waiting) {
            this.#timer.wakeAt(at, now);
        }
        this.#pump();
    }

    #hasDue(now: number): boolean {
        for (const { at } of this.#waiting) {
            if (at <= now) {
                return true;
            }
        }
        return false;
    }

    /** Sends as much as concurrency, budget and throttling allow, and comes back when they allow more. */
    #pump(): void {
        for (;;) {
            const now = performance.now();
            const concurrency = this.#throttle.isProbing ? 1 : MAX_CONCURRENT_REQUESTS;
            if (this.#queue.isEmpty || this.#runs.size >= concurrency) {
                return;
            }
            this.#queue.promote(now);
            const allowedAt = Math.max(this.#budget.nextAt(now, this.#queue.requests), this.#throttleAllows(now));
            if (allowedAt > now) {
                this.#timer.wakeAt(Math.min(allowedAt, this.#queue.nextDeadline), now);
                return;
            }
            const isPaused = this.#throttle.pausedUntil > now;
            const ids = this.#queue.next(isPaused, (id, taken) => this.#takeId(id, taken, now));
            if (ids.length > 0) {
                this.#lastSentAt = now;
                this.#budget.take(now);
                void this.#run(new RequestRun(ids));
            }
        }
    }

    /** While throttled nothing is sent, except for waits that end now: a pause never swallows their last look. */
    #throttleAllows(now: number): number {
        if (this.#throttle.pausedUntil <= now) {
            return now;
        }
        return this.#queue.hasLast ? this.#lastSentAt + PROBE_INTERVAL_MS : this.#throttle.pausedUntil;
    }

    #takeId(id: string, taken: number, now: number): TakeId {
        if (!this.#watches.isAskable(id)) {
            return "pass"; // who waits for it gets the answer that is on its way
        }
        const refusal = this.#delivery.refusalOf(id, now);
        if (refusal === "told") {
            return "pass";
        }
        if (refusal === "ask alone" && taken > 0) {
            return "stop";
        }
        this.#watches.setInFlight([id], true); // at once: another look may want it in the same request
        return refusal === undefined ? "take" : "take alone";
    }

    async #run(run: RequestRun): Promise<void> {
        this.#runs.add(run);
        try {
            const { api, regionId } = this.#options;
            for await (const answer of run.answers(api, regionId, this.#budget, this.#throttle)) {
                this.#watches.setInFlight(answer.ids, false);
                this.#delivery.take(answer);
            }
        } catch (error) {
            this.#watches.setInFlight(run.ids, false);
            if (run.isAbandoned) {
                this.#delivery.askAgain(run.ids); // who came after it was given up relied on it
            } else {
                // a fault of this package: it must surface, not hang
                this.#watches.ticketsOf(run.ids).forEach((ticket) => ticket.reject(error));
            }
        } finally {
            this.#runs.delete(run);
            if (this.#queue.isEmpty && this.#runs.size === 0 && !this.#throttle.isProbing) {
                this.#throttle.cleanLook();
            }
            this.#pump();
        }
    }

    /** Queues a look from its beginning on. */
    #queueAgain(ticket: LookTicket, now: number): void {
        if (!ticket.isSettled && !this.#waiting.has(ticket)) {
            ticket.cursor = 0;
            this.#queue.add(ticket, now);
        }
    }
}
