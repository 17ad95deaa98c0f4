import { ATTEMPT_TIMEOUT_MS } from "../domain/defaults";
import { EcsApiError } from "../errors/ecs-api-error";
import { Backoff } from "./pace/backoff";
import type { Batch } from "./batches/batch";
import { BatchFiller } from "./batches/batch-filler";
import { Delivery, failure } from "./delivery";
import { Interruptions } from "./pace/interruptions";
import { Permits } from "./pace/permits";
import type { Permit, PollAnswer, PollCall } from "./poll-call";
import { Quarantine } from "./batches/quarantine";
import type { RateLimiter } from "./pace/rate-limiter";
import type { Round } from "./rounds/round";
import { RoundQueue } from "./rounds/round-queue";
import { Searches } from "./batches/searches";
import type { Subjects } from "./rounds/subjects";

/** The number of requests that may be in flight at a time (C1). */
const MAX_CONCURRENT_REQUESTS = 2;
/** While throttled, last rounds may send one request per this interval (C6). */
const LAST_ROUNDS_INTERVAL_MS = 1_000;
/** The weight of the latest call in the average number of requests: it follows a change within a few calls. */
const WEIGHT_OF_LATEST = 0.25;

export interface DispatcherOptions {
    readonly call: PollCall<unknown>;
    readonly limiter: RateLimiter;
    readonly subjects: Subjects;
    /** Schedules a call of `send` for this moment (`performance.now()`). */
    readonly wakeAt: (at: number, now: number) => void;
}

/**
 * Sends the batches of the rounds that are due, as fast as concurrency, rate limiter and backoff allow, and decides what
 * becomes of a batch that failed. `batches/batch-filler.ts` makes the batches, `delivery.ts` takes their results.
 */
export class Dispatcher {
    readonly backoff = new Backoff();
    readonly interruptions = new Interruptions();
    readonly #options: DispatcherOptions;
    readonly #subjects: Subjects;
    readonly #queue: RoundQueue;
    readonly #quarantine = new Quarantine();
    readonly #searches: Searches;
    readonly #delivery: Delivery;
    readonly #filler: BatchFiller;
    readonly #permits = new Permits();
    /** The batches whose calls have begun. Some of them may wait for a permit. */
    readonly #underWay = new Set<Batch>();
    #lastSentAt = -Infinity;
    #requestsPerCall = 1;

    constructor(options: DispatcherOptions) {
        const { call, subjects } = options;
        this.#options = options;
        this.#subjects = subjects;
        this.#queue = new RoundQueue(call.maxSubjects);
        this.#searches = new Searches(subjects);
        this.#delivery = new Delivery(subjects, this.#queue, this.interruptions);
        this.#filler = new BatchFiller({
            maxSubjects: call.maxSubjects,
            subjects,
            queue: this.#queue,
            quarantine: this.#quarantine,
            delivery: this.#delivery,
        });
    }

    /** Whether anything waits to be sent: a queued round, a part of a search, or a further request of a call. */
    get hasQueued(): boolean {
        return this.#hasBatches || this.#permits.size > 0;
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
            const isPaused = this.backoff.pausedUntil > now;
            const concurrency = this.backoff.isProbing ? 1 : MAX_CONCURRENT_REQUESTS;
            const inFlight = this.#underWay.size - this.#permits.size;
            if (inFlight >= concurrency) {
                return;
            }
            this.#queue.promote(now);
            // calls that have begun come first, but they do not hold back waits at their deadline
            const onlyEnding = isPaused || this.#queue.hasEnding;
            const canContinue = this.#permits.size > 0;
            const canBegin = this.#hasBatches && (onlyEnding || this.#underWay.size < concurrency);
            if (!canContinue && !canBegin) {
                return;
            }
            const permit = canContinue ? this.#permits.next(onlyEnding, now) : undefined;
            const hasEnding = permit !== undefined || (canBegin && this.#queue.hasEnding);
            const allowedAt = Math.max(this.#limiterAllows(now), this.#backoffAllows(now, hasEnding));
            if (allowedAt > now) {
                const deadline = Math.min(this.#queue.nextDeadline, this.#permits.nextDeadline(now));
                this.#options.wakeAt(Math.min(allowedAt, deadline), now);
                return;
            }
            if (permit !== undefined) {
                this.#count(permit.batch, now);
                permit.grant();
                continue;
            }
            const batch = this.#nextBatch(isPaused, now);
            if (batch !== undefined) {
                void this.#ask(batch, now);
            } else if (this.#queue.isEmpty && this.#permits.size === 0) {
                return; // the rest of a search continues when its request in flight is answered
            }
        }
    }

    /** How many requests a call has needed, on average. */
    get requestsPerCall(): number {
        return this.#requestsPerCall;
    }

    get #hasBatches(): boolean {
        return !this.#queue.isEmpty || this.#searches.size > 0;
    }

    #limiterAllows(now: number): number {
        const { call, limiter } = this.#options;
        const batches = Math.ceil(this.#subjects.askable / call.maxSubjects) + this.#searches.size;
        return limiter.nextAt(now, batches + this.#permits.size, this);
    }

    /** While throttled, only waits at their deadline send requests: backoff never prevents a last round. */
    #backoffAllows(now: number, hasEnding: boolean): number {
        if (this.backoff.pausedUntil <= now) {
            return now;
        }
        return hasEnding ? this.#lastSentAt + LAST_ROUNDS_INTERVAL_MS : this.backoff.pausedUntil;
    }

    #nextBatch(isPaused: boolean, now: number): Batch | undefined {
        return (isPaused ? undefined : this.#searches.next(this.#underWay)) ?? this.#filler.next(isPaused, now);
    }

    /** Counts a request that is sent now. */
    #count(batch: Batch, now: number): void {
        batch.sentAt = now;
        batch.isAnswered = false;
        if (this.backoff.isProbing && this.backoff.pausedUntil <= now) {
            this.interruptions.throttled(now); // until now: in the pause only last rounds were polled
        }
        this.#lastSentAt = now;
        this.#options.limiter.take(now, this);
    }

    /** Waits until a call may send a further request. The one before has been answered. */
    #permit(batch: Batch, signal: AbortSignal): Promise<void> {
        this.#noteAnswer(batch);
        const granted = this.#permits.wait(batch, signal);
        this.send();
        return granted;
    }

    #noteAnswer(batch: Batch): void {
        batch.isAnswered = true;
        this.interruptions.check(performance.now(), batch.sentAt + ATTEMPT_TIMEOUT_MS);
        this.backoff.letThrough(batch.sentAt);
    }

    async #ask(batch: Batch, now: number): Promise<void> {
        this.#count(batch, now);
        this.#underWay.add(batch);
        try {
            const keys = batch.subjects.map(({ key }) => key);
            const permit: Permit = (signal) => this.#permit(batch, signal);
            const answer = await this.#options.call.ask(keys, permit, batch.begin());
            this.#underWay.delete(batch);
            this.#noteAnswer(batch);
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
        const requests = Math.max(answer.requestIds.length, 1);
        this.#requestsPerCall += (requests - this.#requestsPerCall) * WEIGHT_OF_LATEST;
        const answered = subjects.map(({ key }) => key);
        answered.forEach((key) => this.#quarantine.release(key));
        this.#delivery.deliver(subjects, { ...answer, answered }, askedAt);
    }

    #failed(batch: Batch, error: unknown, askedAt: number): void {
        const { subjects } = batch;
        const now = performance.now();
        if (!batch.isAnswered) {
            this.interruptions.failed(batch.sentAt, now); // an aborted request has delayed the others too
        }
        if (!(error instanceof EcsApiError)) {
            if (batch.isAborted) {
                this.#delivery.askAgain(subjects); // for rounds that began after the request was aborted
            } else {
                this.#delivery.reject(subjects, error);
            }
            return;
        }
        if (error.kind === "throttled") {
            this.#throttled(batch, error, askedAt, now);
            return;
        }
        if (error.kind !== "transient") {
            this.backoff.letThrough(batch.sentAt);
        }
        const maySearch = this.#options.call.maxSubjects > 1;
        const { next, refused, isAbsent } = batch.after(error, maySearch);
        if (next !== undefined) {
            if (this.backoff.pausedUntil > now) {
                this.#delivery.askAgain(subjects); // the search begins when ECS allows it
            } else {
                this.#searches.add(next);
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
        const rest = error.kind === "denied" || error.kind === "credentials" ? this.#searches.end(batch) : [];
        this.#delivery.deliver([...subjects, ...rest], failure(error, refused), askedAt);
    }

    /** After throttling, the same rounds continue when ECS allows it. */
    #throttled({ subjects }: Batch, fault: EcsApiError, askedAt: number, now: number): void {
        this.backoff.throttled(fault.retryAfterMs, now);
        this.interruptions.throttled(now);
        this.#delivery.deliverThrottled(subjects, fault, askedAt, now);
        // searches start again: a last round may need the subjects of a batch that is still to be sent
        this.#delivery.askAgain([...subjects, ...this.#searches.endAll()]);
    }
}
