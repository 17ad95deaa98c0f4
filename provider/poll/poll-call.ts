/** The answers of one call. */
export interface PollAnswer<Answer> {
    /** The answer for each subject; a subject without an entry is absent. */
    readonly answerOf: ReadonlyMap<string, Answer>;
    /** The ids that ECS has given to the requests. */
    readonly requestIds: readonly string[];
}

/**
 * A call to ECS with which a poller polls. The poller knows subjects, which are text keys such as instance ids; it does
 * not look at the answers.
 */
export interface PollCall<Answer> {
    /** The maximum number of subjects of one request. */
    readonly maxSubjects: number;

    /**
     * Asks for these subjects, once.
     *
     * @param signal - ends the call; the promise then rejects with the signal's reason
     * @throws EcsApiError
     */
    ask(subjects: readonly string[], signal: AbortSignal): Promise<PollAnswer<Answer>>;
}
