import type { EcsApiError } from "../errors/ecs-api-error";

/** One pass of a wait over the subjects that it still needs. Times are those of `performance.now()`. */
export interface RoundRequest {
    /** The subjects to ask for, in order of urgency. */
    readonly subjects: readonly string[];
    /** Further subjects of the wait. They are asked for only where a request of this round has room. */
    readonly optional: readonly string[];
    /**
     * `first`: at once, or with the other waits of the coalescing window · `paced`: at `at`, moved by jitter and
     * backoff, or early together with other rounds · `exact`: at `at`.
     */
    readonly timing: "first" | "paced" | "exact";
    readonly at: number;
    /**
     * By how much a paced round may start early, to share requests with other rounds. Milliseconds. Unless it is 0, the
     * round starts at any time with a listing that others ask for.
     */
    readonly earlierBy: number;
    /** By how much jitter may move a paced round in both directions. Milliseconds. */
    readonly jitterMs: number;
    /** The deadline of the wait. A round that is open then is the last one, and backoff does not hold it back. */
    readonly deadline: number;
}

/** The answer of ECS to one batch of a round, or the failure of that batch. */
export interface PollResult<Answer = unknown> {
    /** The subjects of the batch that are answered for: all of them, or none when the batch failed. */
    readonly answered: readonly string[];
    /** The answer for each of them; one without an entry is absent. Others may be in it too. */
    readonly answerOf: ReadonlyMap<string, Answer>;
    /** The ids that ECS has given to the requests; empty when the batch failed. */
    readonly requestIds: readonly string[];
    /** The moment when the first request of the batch was sent (`performance.now()`). */
    readonly askedAt: number;
    /**
     * The earliest moment of the requests of its round (`performance.now()`). For an answer to an earlier request of another
     * wait: `askedAt`, because this wait did not poll then.
     */
    readonly beganAt: number;
    /** When polling was last interrupted for any wait (`performance.now()`): see `pace/interruptions.ts`. */
    readonly interruptedAt: number;
    /** The error of a failed batch. After throttling, the round continues as soon as ECS allows it. */
    readonly fault?: EcsApiError | undefined;
    /** The subject that caused `fault`, if it is about one of several. */
    readonly refused?: string | undefined;
}

/** Called with each result. Returns `true` to end the round: the rest of it is not needed. */
export type OnResult<Answer = unknown> = (result: PollResult<Answer>) => boolean;

/** The interest of one wait in its subjects. */
export interface Subscription<Answer> {
    /** The number of instances that the wait still waits for. */
    openIds: number;

    /**
     * Runs one round; settles when each subject is answered for or its batch has failed. A subscription has one round
     * at a time.
     *
     * @param signal - ends the round; the promise then rejects with the signal's reason
     */
    poll(request: RoundRequest, onResult: OnResult<Answer>, signal: AbortSignal): Promise<void>;

    end(): void;
}

/** A poller, as those who subscribe to it see it. */
export interface PollSource<Answer> {
    /** @param maxRequestsPerMinute - a limit of this subscription; the lowest one of the present ones holds for all */
    subscribe(subjects: readonly string[], maxRequestsPerMinute?: number): Subscription<Answer>;
    /** The maximum number of subjects of one request. */
    readonly maxSubjects: number;
    /**
     * The number of instances that all waits together still wait for. With many, requests are shared well, so polls are
     * frequent.
     */
    readonly openIds: number;
    /**
     * The shortest pause between two rounds with which the budget suffices for all subjects, where each needs requests of its
     * own. Milliseconds. Default: 0.
     */
    readonly budgetPauseMs?: number;
}
