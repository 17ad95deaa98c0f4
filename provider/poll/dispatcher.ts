import { ATTEMPT_TIMEOUT_MS } from "../domain/defaults";
import { EcsApiError } from "../errors/ecs-api-error";
import { Backoff } from "./backoff";
import { Batch } from "./batch";
import { Interruptions } from "./interruptions";
import type { PollAnswer, PollCall } from "./poll-call";
import { Quarantine } from "./quarantine";
import type { RateLimiter } from "./rate-limiter";
import type { Round } from "./round";
import { RoundQueue } from "./round-queue";
import { type Interest, isAskable, roundsOf, type Subject, type Subjects } from "./subjects";
import type { PollResult } from "./subscription";

/** The number of requests that may be in flight at a time (C1). */
const MAX_CONCURRENT_REQUESTS = 2;
/** While throttled, last rounds may send one request per this interval (C6). */
const LAST_ROUNDS_INTERVAL_MS = 1_000;

const FAILED: Pick<PollResult, "answerOf" | "requestIds"> = { answerOf: new Map(), requestIds: [] };

export interface DispatcherOptions {
    readonly call: PollCall<unknown>;
    readonly limiter: RateLimiter;
    readonly subjects: Subjects;
    /** Schedules a call of `send` for this moment (`performance.now()`). */
    readonly wakeAt: (at: number, now: number) => void;
}

/**
 * Sends the requests for the rounds that are due: puts their subjects into batches as fast as concurrency, rate limiter
 * and backoff allow, and delivers each answer to all rounds that need it.
 */
export class Dispatcher {
    readonly backoff = new Backoff();
    readonly #options: DispatcherOptions;
    readonly #subjects: Subjects;
    readonly interruptions = new Interruptions();
    readonly #quarantine = new Quarantine();
    readonly #queue: RoundQueue;
    /** The halves of refused batches. They are sent before anything else. */
    #again: Batch[] = [];
    readonly #underWay = new Set<Batch>();
    #lastSentAt = -Infinity;

    constructor(options: DispatcherOptions) {
        this.#options = options;
        this.#subjects = options.subjects;
        this.#queue = new RoundQueue(options.call.maxSubjects);
    }

    /** Whether anything waits to be sent: a queued round, or a part of a search. */
    get hasQueued(): boolean {
        return !this.#queue.isEmpty || this.#again.length > 0;
    }

    /** Whether nothing waits to be sent, and no request is in flight. */
    get isIdle(): boolean {
        return !this.hasQueued && this.#underWay.size === 0;
    }

    /** Adds a round that is due. */
    add(round: Round, now: number): void {
        this.#subjects.open(round);
        this.#queue.add(round, now);
    }

    /** Drops a settled round, and aborts the requests that no other round needs. */
    drop(round: Round): void {
        this.#queue.remove(round);
        this.#subjects.drop(round);
        this.#underWay.forEach((batch) => batch.abortUnlessNeeded());
    }

    /** Sends as many requests as concurrency, rate limiter and backoff allow, and schedules the next call. */
    send(): void {
        for (;;) {
            const now = performance.now();
            this.interruptions.check(now, now);
            const concurrency = this.backoff.isProbing ? 1 : MAX_CONCURRENT_REQUESTS;
            if (!this.hasQueued || this.#underWay.size >= concurrency) {
                return;
            }
            this.#queue.promote(now);
            const demand = Math.ceil(this.#subjects.askable / this.#options.call.maxSubjects) + this.#again.length;
            const allowedAt = Math.max(this.#options.limiter.nextAt(now, demand), this.#backoffAllows(now));
            if (allowedAt > now) {
                this.#options.wakeAt(Math.min(allowedAt, this.#queue.nextDeadline), now);
                return;
            }
            const batch = this.#nextBatch(now);
            if (batch !== undefined) {
                void this.#ask(batch, now);
            } else if (this.#queue.isEmpty) {
                return; // the rest of a search continues when its request in flight is answered
            }
        }
    }

    /** While throttled, only waits at their deadline send requests: backoff never prevents a last round. */
    #backoffAllows(now: number): number {
        if (this.backoff.pausedUntil <= now) {
            return now;
        }
        return this.#queue.hasEnding ? this.#lastSentAt + LAST_ROUNDS_INTERVAL_MS : this.backoff.pausedUntil;
    }

    #nextBatch(now: number): Batch | undefined {
        const isPaused = this.backoff.pausedUntil > now;
        const again = isPaused ? undefined : this.#nextOfSearches();
        if (again !== undefined) {
            return again;
        }
        const subjects: Subject[] = [];
        const rounds: Round[] = [];
        this.#queue.serve(isPaused, (round) => {
            rounds.push(round);
            return this.#takeFrom(round, subjects, now);
        });
        if (subjects.length === 0) {
            return undefined;
        }
        this.#fillUp(subjects, rounds);
        return new Batch(subjects);
    }

    /**
     * The next half of a refused batch. Each search sends one batch at a time, because its result decides the next
     * step.
     */
    #nextOfSearches(): Batch | undefined {
        for (const batch of this.#again) {
            const isSearching = [...this.#underWay].some((other) => other.isOfSameSearch(batch));
            if (isSearching && batch.isNeeded) {
                continue;
            }
            this.#again = this.#again.filter((other) => other !== batch);
            if (batch.isNeeded) {
                return batch;
            }
            this.#subjects.setInFlight(batch.subjects, false);
        }
        return undefined;
    }

    /** @returns whether the request is full before all subjects of the round are taken */
    #takeFrom(round: Round, subjects: Subject[], now: number): boolean {
        for (; round.cursor < round.interests.length && !round.isSettled; round.cursor += 1) {
            const { subject, isOpen } = round.interests[round.cursor] as Interest;
            // a subject that is already in flight: the round gets that answer
            if (!isOpen || !isAskable(subject)) {
                continue;
            }
            const refusal = this.#quarantine.refusalOf(subject.key, now);
            if (refusal === "ask alone" ? subjects.length > 0 : subjects.length >= this.#options.call.maxSubjects) {
                return true;
            }
            if (refusal instanceof EcsApiError) {
                this.#deliver([subject], { ...FAILED, fault: refusal, refused: subject.key }, now);
                continue;
            }
            subjects.push(subject);
            this.#subjects.setInFlight([subject], true);
            if (refusal === "ask alone") {
                round.cursor += 1;
                return true;
            }
        }
        return false;
    }

    /** Fills the request with optional subjects: they cost no further request. */
    #fillUp(subjects: Subject[], rounds: readonly Round[]): void {
        if (this.#quarantine.holds(subjects[0]?.key)) {
            return; // a subject in quarantine is asked alone
        }
        for (const { optional } of rounds) {
            for (const subject of optional) {
                if (subjects.length >= this.#options.call.maxSubjects) {
                    return;
                }
                if (!subject.isInFlight && !this.#quarantine.holds(subject.key)) {
                    subjects.push(subject);
                    this.#subjects.setInFlight([subject], true);
                }
            }
        }
    }

    async #ask(batch: Batch, now: number): Promise<void> {
        this.#lastSentAt = now;
        this.#options.limiter.take(now);
        this.#underWay.add(batch);
        try {
            const keys = batch.subjects.map(({ key }) => key);
            const answer = await this.#options.call.ask(keys, batch.begin());
            this.#underWay.delete(batch);
            this.interruptions.check(performance.now(), now + ATTEMPT_TIMEOUT_MS);
            this.backoff.letThrough(now);
            this.#answered(batch, answer, now);
            if (this.isIdle && !this.backoff.isProbing) {
                this.backoff.cleanRound();
            }
        } catch (error) {
            this.#underWay.delete(batch);
            this.#failed(batch, error, now);
        }
        this.send();
    }

    #answered({ subjects }: Batch, answer: PollAnswer<unknown>, askedAt: number): void {
        const answerOf = new Map<string, unknown>();
        for (const { key } of subjects) {
            answerOf.set(key, answer.answerOf.get(key));
            this.#quarantine.release(key);
        }
        this.#deliver(subjects, { ...answer, answerOf }, askedAt);
    }

    #failed(batch: Batch, error: unknown, askedAt: number): void {
        const { subjects } = batch;
        const now = performance.now();
        this.interruptions.failed(askedAt, now); // an aborted request has delayed the others too
        if (!(error instanceof EcsApiError)) {
            this.#subjects.setInFlight(subjects, false);
            for (const round of roundsOf(subjects)) {
                if (batch.isAborted) {
                    this.#queueAgain(round); // this round began after the request was aborted
                } else {
                    round.reject(error); // a bug of this package: the wait must fail, not hang
                }
            }
            return;
        }
        const { kind } = error;
        if (kind === "throttled") {
            this.#throttled(subjects, error, askedAt);
            return;
        }
        if (kind !== "transient") {
            this.backoff.letThrough(askedAt);
        }
        const { next, refused, isAbsent } = batch.after(error);
        if (next !== undefined) {
            if (this.backoff.pausedUntil > now) {
                this.#askAgain(subjects); // the search begins when ECS allows it
            } else {
                this.#again.unshift(...next);
            }
            return;
        }
        if (isAbsent) {
            const requestIds = error.requestId === undefined ? [] : [error.requestId];
            this.#answered(batch, { answerOf: new Map(), requestIds }, askedAt);
            return;
        }
        if (refused !== undefined) {
            this.#quarantine.add(refused, error, now);
        }
        // the rest of the search would get the same error
        const rest = kind === "denied" || kind === "credentials" ? this.#endSearch(batch) : [];
        this.#deliver([...subjects, ...rest], { ...FAILED, fault: error, refused }, askedAt);
    }

    /** After throttling, the same rounds continue when ECS allows it. */
    #throttled(subjects: readonly Subject[], fault: EcsApiError, askedAt: number): void {
        const now = performance.now();
        this.backoff.throttled(fault.retryAfterMs, now);
        this.interruptions.throttled(now);
        // a round after the deadline is asked once: it ends when no request for it is in flight any more
        const isAnswered = (round: Round): boolean => round.from <= askedAt && round.isLast(now);
        for (const round of this.#subjects.close(subjects, isAnswered)) {
            if (round.from <= askedAt) {
                round.deliver(this.#resultOf({ ...FAILED, fault: fault.copy() }, askedAt));
            }
            if (isAnswered(round) && !round.interests.some(({ isOpen, subject }) => isOpen && subject.isInFlight)) {
                round.resolve();
            }
        }
        // searches start again: a last round may need the subjects of a batch that is still to be sent
        const parts = this.#again.flatMap((batch) => batch.subjects);
        this.#again = [];
        this.#askAgain([...subjects, ...parts]);
    }

    #askAgain(subjects: readonly Subject[]): void {
        this.#subjects.setInFlight(subjects, false);
        roundsOf(subjects).forEach((round) => this.#queueAgain(round));
    }

    /** Drops the rest of a search. @returns its subjects */
    #endSearch(batch: Batch): Subject[] {
        const ended = this.#again.filter((one) => one.isOfSameSearch(batch));
        this.#again = this.#again.filter((one) => !one.isOfSameSearch(batch));
        return ended.flatMap(({ subjects }) => subjects);
    }

    /** Delivers a result to each round that needs one of these subjects. Each round gets its own error object. */
    #deliver(
        subjects: readonly Subject[],
        result: Omit<PollResult, "askedAt" | "interruptedAt">,
        askedAt: number,
    ): void {
        this.#subjects.setInFlight(subjects, false);
        for (const round of this.#subjects.close(subjects, ({ from }) => from <= askedAt)) {
            if (round.from > askedAt) {
                // newer than what the wait has seen, so it counts; but the round still asks for itself
                if (askedAt >= round.subscribedAt && result.answerOf.size > 0) {
                    round.deliver(this.#resultOf(result, askedAt));
                }
                this.#queueAgain(round);
                continue;
            }
            round.deliver(this.#resultOf({ ...result, fault: result.fault?.copy(result.refused) }, askedAt));
        }
    }

    #resultOf(result: Omit<PollResult, "askedAt" | "interruptedAt">, askedAt: number): PollResult {
        return { ...result, askedAt, interruptedAt: this.interruptions.latestAt };
    }

    /** Queues a round from its first subject on, because some of its subjects need another request. */
    #queueAgain(round: Round): void {
        if (!round.isSettled) {
            round.cursor = 0;
            this.#queue.add(round, performance.now());
        }
    }
}
