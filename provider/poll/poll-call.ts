/** The answers of one call. */
export interface PollAnswer<Answer> {
    /** The answer for each subject; a subject without an entry is absent. */
    readonly answerOf: ReadonlyMap<string, Answer>;
    /** The ids that ECS has given to the requests. */
    readonly requestIds: readonly string[];
}

/**
 * Waits until concurrency, rate limiter and backoff allow one more request of a call.
 *
 * @throws the signal's reason when it fires
 */
export type Permit = (signal: AbortSignal) => Promise<void>;

/**
 * A call to ECS with which a poller polls. The poller knows subjects, which are text keys such as instance ids; it does
 * not look at the answers.
 */
export interface PollCall<Answer> {
    /** The maximum number of subjects of one request. */
    readonly maxSubjects: number;

    /**
     * Asks for these subjects, once. The first request is sent at once. The answer counts whole or not at all: after an
     * error, the poller decides whether to ask again for all of it.
     *
     * @param permit - has to be awaited before each further request, for example for the next page
     * @param signal - ends the call; the promise then rejects with the signal's reason
     * @throws EcsApiError
     */
    ask(subjects: readonly string[], permit: Permit, signal: AbortSignal): Promise<PollAnswer<Answer>>;
}
