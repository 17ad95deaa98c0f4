import type { EcsApiError } from "../errors/ecs-api-error";
import type { Interruptions } from "./pace/interruptions";
import type { Round } from "./rounds/round";
import type { RoundQueue } from "./rounds/round-queue";
import { nextRoundsOf, roundsOf, type Subject, type Subjects } from "./rounds/subjects";
import type { PollResult } from "./subscription";

/** What became of a batch. */
export type BatchResult = Omit<PollResult, "askedAt" | "beganAt" | "interruptedAt">;

/** The result of a batch that failed. */
export function failure(fault: EcsApiError, refused?: string): BatchResult {
    return { answered: [], answerOf: new Map(), requestIds: [], fault, refused };
}

/** Delivers the result of each batch to all rounds that need it, and queues the rounds that have to ask again. */
export class Delivery {
    readonly #subjects: Subjects;
    readonly #queue: RoundQueue;
    readonly #interruptions: Interruptions;

    constructor(subjects: Subjects, queue: RoundQueue, interruptions: Interruptions) {
        this.#subjects = subjects;
        this.#queue = queue;
        this.#interruptions = interruptions;
    }

    /**
     * Delivers a result to each round that needs one of these subjects. Each round gets its own error object. Waits between
     * two rounds are told too: otherwise one could end by an answer that is older than what the poller knows.
     */
    deliver(subjects: readonly Subject[], result: BatchResult, askedAt: number): void {
        this.#tellOthers(subjects, result, askedAt);
        this.#subjects.setInFlight(subjects, false);
        for (const round of this.#subjects.close(subjects, ({ from }) => from <= askedAt)) {
            if (round.from > askedAt) {
                // newer than what the wait has seen, so it counts; but the round still asks for itself
                if (askedAt >= round.subscribedAt && result.answered.length > 0) {
                    this.#give(round, result, askedAt);
                }
                this.#queueAgain(round);
                continue;
            }
            this.#give(round, result, askedAt);
        }
    }

    /** Tells the rounds of a throttled batch. They go on: `askAgain` follows. */
    deliverThrottled(subjects: readonly Subject[], fault: EcsApiError, askedAt: number, now: number): void {
        // a round after the deadline is asked once: it ends when no request for it is in flight any more
        const isOver = (round: Round): boolean => round.from <= askedAt && round.isLast(now);
        for (const round of this.#subjects.close(subjects, isOver)) {
            if (round.from <= askedAt) {
                this.#give(round, failure(fault), askedAt);
            }
            if (isOver(round) && !round.interests.some(({ isOpen, subject }) => isOpen && subject.isInFlight)) {
                round.resolve();
            }
        }
    }

    /** Rejects the rounds of a batch whose error is a bug of this package: a wait must fail, not hang. */
    reject(subjects: readonly Subject[], error: unknown): void {
        this.#subjects.setInFlight(subjects, false);
        roundsOf(subjects).forEach((round) => round.reject(error));
    }

    /** Asks for these subjects again. */
    askAgain(subjects: readonly Subject[]): void {
        this.#subjects.setInFlight(subjects, false);
        roundsOf(subjects).forEach((round) => this.#queueAgain(round));
    }

    #tellOthers(subjects: readonly Subject[], result: BatchResult, askedAt: number): void {
        if (result.answered.length === 0) {
            return;
        }
        for (const round of nextRoundsOf(subjects)) {
            if (askedAt >= round.subscribedAt) {
                round.tell({ ...result, askedAt, beganAt: askedAt, interruptedAt: this.#interruptions.latestAt });
            }
        }
    }

    #give(round: Round, result: BatchResult, askedAt: number): void {
        const fault = result.fault?.copy(result.refused);
        round.deliver({
            ...result,
            fault,
            askedAt,
            beganAt: Math.min(round.from, askedAt),
            interruptedAt: this.#interruptions.latestAt,
        });
    }

    /** Queues a round from its first subject on, because some of its subjects need another request. */
    #queueAgain(round: Round): void {
        if (!round.isSettled) {
            round.cursor = 0;
            this.#queue.add(round, performance.now());
        }
    }
}
