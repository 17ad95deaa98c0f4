import { EcsApiError } from "../../errors/ecs-api-error";
import { Batch } from "./batch";
import { type Delivery, failure } from "../delivery";
import type { Quarantine } from "./quarantine";
import type { Round } from "../rounds/round";
import type { RoundQueue } from "../rounds/round-queue";
import { type Interest, isAskable, type Subject, type Subjects } from "../rounds/subjects";

export interface BatchFillerOptions {
    readonly maxSubjects: number;
    readonly subjects: Subjects;
    readonly queue: RoundQueue;
    readonly quarantine: Quarantine;
    readonly delivery: Delivery;
}

/** Fills batches with the subjects of the queued rounds. */
export class BatchFiller {
    readonly #options: BatchFillerOptions;

    constructor(options: BatchFillerOptions) {
        this.#options = options;
    }

    /**
     * @param onlyEnding - serves only the rounds of waits at their deadline
     * @returns `undefined` if no subject needs a request
     */
    next(onlyEnding: boolean, now: number): Batch | undefined {
        const subjects: Subject[] = [];
        const rounds: Round[] = [];
        this.#options.queue.serve(onlyEnding, (round) => {
            rounds.push(round);
            return this.#takeFrom(round, subjects, now);
        });
        if (subjects.length === 0) {
            return undefined;
        }
        this.#fillUp(subjects, rounds);
        return new Batch(subjects);
    }

    /** @returns whether the batch is full before all subjects of the round are taken */
    #takeFrom(round: Round, subjects: Subject[], now: number): boolean {
        const { maxSubjects, quarantine, delivery } = this.#options;
        for (; round.cursor < round.interests.length && !round.isSettled; round.cursor += 1) {
            const { subject, isOpen } = round.interests[round.cursor] as Interest;
            // a subject that is already in flight: the round gets that answer
            if (!isOpen || !isAskable(subject)) {
                continue;
            }
            const refusal = quarantine.refusalOf(subject.key, now);
            if (refusal === "ask alone" ? subjects.length > 0 : subjects.length >= maxSubjects) {
                return true;
            }
            if (refusal instanceof EcsApiError) {
                delivery.deliver([subject], failure(refusal, subject.key), now);
                continue;
            }
            this.#take(subject, subjects);
            if (refusal === "ask alone") {
                round.cursor += 1;
                return true;
            }
        }
        return false;
    }

    /** Fills the batch with optional subjects: they cost no further request. */
    #fillUp(subjects: Subject[], rounds: readonly Round[]): void {
        const { maxSubjects, quarantine } = this.#options;
        if (quarantine.holds(subjects[0]?.key)) {
            return; // a subject in quarantine is asked alone
        }
        for (const subject of rounds.flatMap(({ optional }) => optional)) {
            if (subjects.length >= maxSubjects) {
                return;
            }
            if (!subject.isInFlight && !quarantine.holds(subject.key)) {
                this.#take(subject, subjects);
            }
        }
    }

    #take(subject: Subject, subjects: Subject[]): void {
        subjects.push(subject);
        this.#options.subjects.setInFlight([subject], true);
    }
}
