import { OrderedLookup } from "../domain/ordered-lookup";
import { CoalescingWindow } from "./coalescing-window";
import { Dispatcher } from "./dispatcher";
import type { PollCall } from "./poll-call";
import type { RateLimiter } from "./pace/rate-limiter";
import { Round } from "./rounds/round";
import { type Interest, Subjects } from "./rounds/subjects";
import type { OnResult, PollSource, RoundRequest, Subscription } from "./subscription";
import { WakeTimer } from "./wake-timer";

const MINUTE_MS = 60_000;
/** Calls whose subjects share no requests leave the rest of the budget to other waits. */
const BUDGET_SHARE = 0.75;

/** A subscription with its round that is due. */
interface OwnSubscription extends Subscription<unknown> {
    readonly subscribedAt: number;
    /** Its interests in these subjects, in this order. */
    interestsIn(subjects: readonly string[]): Interest[];
    round: Round | undefined;
    nextRound: Round | undefined;
}

/**
 * Polls for all waits of one account. Rounds that are due at about the same time share calls: n subjects cost
 * ⌈n/maxSubjects⌉ calls, however many waits subscribe to them.
 *
 * The poller keeps a round until it is due. Then the dispatcher sends the requests for its subjects. The round is
 * settled when each subject is answered for.
 */
export class Poller<Answer> implements PollSource<Answer> {
    readonly maxSubjects: number;
    readonly #limiter: RateLimiter;
    readonly #subjects = new Subjects();
    readonly #dispatcher: Dispatcher;
    readonly #window: CoalescingWindow;
    readonly #timer = new WakeTimer((plannedAt) => {
        this.#dispatcher.interruptions.check(performance.now(), plannedAt);
        this.#tick();
    });
    /** Rounds that are not due yet. */
    readonly #waiting = new Map<Round, OwnSubscription>();
    /** Jitter factor in [-1, 1], drawn once per tick, so that rounds that are polled together stay together. */
    #jitter = 0;
    #openIds = 0;

    /** @param limiter - the rate limiter of the account, which its pollers share */
    constructor(call: PollCall<Answer>, limiter: RateLimiter) {
        this.maxSubjects = call.maxSubjects;
        this.#limiter = limiter;
        this.#window = new CoalescingWindow(call.maxSubjects, () => this.#tick());
        this.#dispatcher = new Dispatcher({
            call,
            limiter,
            subjects: this.#subjects,
            wakeAt: (at, now) => this.#timer.wakeAt(at, now),
        });
    }

    get openIds(): number {
        return this.#openIds;
    }

    get budgetPauseMs(): number {
        if (this.maxSubjects > 1) {
            return 0; // subjects share requests
        }
        const requests = this.#subjects.size * this.#dispatcher.requestsPerCall;
        return (requests * MINUTE_MS) / (this.#limiter.perMinute * BUDGET_SHARE);
    }

    /**
     * @param maxRequestsPerMinute - the lowest limit of the present subscriptions holds for all of them. Default: that
     * of the rate limiter
     */
    subscribe(subjects: readonly string[], maxRequestsPerMinute?: number): Subscription<Answer> {
        const leaveLimiter = this.#limiter.join(maxRequestsPerMinute);
        let hasEnded = false;
        let openIds = 0;
        const countOpen = (count: number): void => {
            this.#openIds += count - openIds;
            openIds = count;
        };
        const subscriber: OwnSubscription = {
            get openIds() {
                return openIds;
            },
            set openIds(count) {
                countOpen(count);
            },
            subscribedAt: performance.now(),
            interestsIn: (some) => some.map((one) => interestIn.find(one) as Interest),
            round: undefined,
            nextRound: undefined,
            poll: (request, onResult, signal) => this.#poll(subscriber, request, onResult, signal),
            end: () => {
                if (!hasEnded) {
                    hasEnded = true;
                    countOpen(0);
                    this.#subjects.unsubscribe(interests);
                    leaveLimiter();
                }
            },
        };
        const interests = this.#subjects.subscribe(subjects, subscriber);
        const interestIn = new OrderedLookup(subjects, interests);
        return subscriber as Subscription<Answer>; // all answers are those of the call
    }

    async #poll(
        subscriber: OwnSubscription,
        request: RoundRequest,
        onResult: OnResult,
        signal: AbortSignal,
    ): Promise<void> {
        signal.throwIfAborted();
        const now = performance.now();
        const interests = subscriber.interestsIn(request.subjects);
        const optional = subscriber.interestsIn(request.optional).map(({ subject }) => subject);
        const { subscribedAt } = subscriber;
        const round = new Round(request, interests, optional, subscribedAt, this.#dueAt(request, now), onResult);
        const onAbort = (): void => {
            round.reject(signal.reason);
            this.#forget(round, subscriber);
        };
        signal.addEventListener("abort", onAbort, { once: true });
        this.#enter(round, subscriber, now);
        try {
            await round.settled;
        } finally {
            signal.removeEventListener("abort", onAbort);
            this.#forget(round, subscriber);
        }
    }

    #dueAt({ timing, at, jitterMs, deadline }: RoundRequest, now: number): number {
        return timing === "paced"
            ? Math.min(now + this.#dispatcher.backoff.stretch(at + this.#jitter * jitterMs - now), deadline)
            : at;
    }

    #enter(round: Round, subscriber: OwnSubscription, now: number): void {
        const isAlone = this.#waiting.size === 0 && this.#dispatcher.isIdle;
        this.#waiting.set(round, subscriber);
        subscriber.nextRound = round;
        if (round.request.timing === "first") {
            this.#window.arrive(round.interests.length, isAlone, now);
        } else {
            this.#timer.wakeAt(round.at, now);
        }
    }

    /** Removes all traces of a round that is settled. */
    #forget(round: Round, subscriber: OwnSubscription): void {
        this.#waiting.delete(round);
        if (subscriber.nextRound === round) {
            subscriber.nextRound = undefined;
        }
        if (subscriber.round === round) {
            this.#dispatcher.drop(round);
            subscriber.round = undefined;
        }
        if (this.#waiting.size === 0 && !this.#dispatcher.hasQueued) {
            this.#timer.cancel();
            this.#window.cancel();
        }
    }

    /** Dispatches every round that is due, together with the rounds that may start early. */
    #tick(): void {
        const now = performance.now();
        this.#timer.cancel();
        if (this.#hasDue(now)) {
            this.#window.cancel();
            this.#jitter = 2 * Math.random() - 1;
            this.#dispatchWhere((round) => round.from <= now, now);
            if (this.maxSubjects === 1) {
                // the answer to such a call takes long: waits that do not begin it together would hardly ever share it
                this.#dispatchWhere((round) => round.costsNoRequest, now);
            }
        }
        for (const { at } of this.#waiting.keys()) {
            this.#timer.wakeAt(at, now);
        }
        this.#dispatcher.send();
    }

    #dispatchWhere(isReady: (round: Round) => boolean, now: number): void {
        for (const [round, subscriber] of this.#waiting) {
            if (isReady(round)) {
                this.#waiting.delete(round);
                subscriber.nextRound = undefined;
                subscriber.round = round;
                round.from = Math.min(round.from, now);
                this.#dispatcher.add(round, now);
            }
        }
    }

    #hasDue(now: number): boolean {
        for (const { at } of this.#waiting.keys()) {
            if (at <= now) {
                return true;
            }
        }
        return false;
    }
}
