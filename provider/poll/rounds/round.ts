import type { Interest, Subject } from "./subjects";
import type { OnResult, PollResult, RoundRequest } from "../subscription";

/** One round of a wait, from its planning to its last answer. */
export class Round {
    readonly request: RoundRequest;
    /** The interests of its subscription in the subjects to ask for, in order of urgency. */
    readonly interests: readonly Interest[];
    /** The subjects that are asked for only where a request has room. */
    readonly optional: readonly Subject[];
    /** When its wait began. */
    readonly subscribedAt: number;
    /** The moment when it is due, including jitter and backoff. */
    readonly at: number;
    /** The earliest moment of its requests. Responses to earlier requests do not answer it. */
    from: number;
    readonly settled: Promise<void>;
    /** The number of subjects without an answer, from the moment when the round is due. */
    open = 0;
    /** The index of the next interest to take into a request. */
    cursor = 0;
    isSettled = false;

    readonly #onResult: OnResult;
    readonly #resolve: () => void;
    readonly #reject: (reason: unknown) => void;

    constructor(
        request: RoundRequest,
        interests: readonly Interest[],
        optional: readonly Subject[],
        subscribedAt: number,
        at: number,
        onResult: OnResult,
    ) {
        this.request = request;
        this.subscribedAt = subscribedAt;
        this.interests = interests;
        this.optional = optional;
        this.at = at;
        this.from = at - request.earlierBy;
        this.#onResult = onResult;
        let settle: [() => void, (reason: unknown) => void] | undefined;
        this.settled = new Promise((resolve, reject) => (settle = [resolve, reject]));
        [this.#resolve, this.#reject] = settle as unknown as [() => void, (reason: unknown) => void];
    }

    /** Whether all its subjects are asked for by other rounds, which are due now: then it costs no request to start early. */
    get costsNoRequest(): boolean {
        return this.request.earlierBy > 0 && this.interests.every(({ subject }) => subject.neededBy > 0);
    }

    /** Whether its wait is at the deadline: backoff does not hold such a round back. */
    isLast(now: number): boolean {
        return now >= this.request.deadline;
    }

    /** Delivers a result to the wait. The round is settled when the wait is decided or no subject is open. */
    deliver(result: PollResult): void {
        this.tell(result);
        if (this.open === 0) {
            this.resolve();
        }
    }

    /** Tells the wait what a request of another wait has seen. The round is settled when that decides the wait. */
    tell(result: PollResult): void {
        if (this.isSettled) {
            return;
        }
        try {
            if (this.#onResult(result)) {
                this.resolve();
            }
        } catch (error) {
            this.reject(error); // an exception of one wait does not end the others
        }
    }

    resolve(): void {
        this.isSettled = true;
        this.#resolve();
    }

    reject(reason: unknown): void {
        this.isSettled = true;
        this.#reject(reason);
    }
}
