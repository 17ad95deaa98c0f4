import { formatDuration } from "../domain/duration";
import type { EcsApi } from "../ecs/ecs-api";
import { readStatuses, type StatusReading, type StatusReadRequest } from "../ecs/read-statuses";
import { EcsApiError, InstanceStatusError } from "../errors";
import { noAnswer } from "../errors/no-answer";
import { RateLimiter } from "../poll/pace/rate-limiter";
import { TimeLimitError, withTimeLimit } from "../time/with-time-limit";
import { readTogether } from "./read-together";
import { StatusPollers } from "./status-pollers";

/** The total time that the reads of one run may take while ECS does not answer. */
const BUDGET_MS = 10_000;
/** Practically no limit: `maxRequestsPerMinute` is for waits, which poll repeatedly. */
const UNLIMITED_REQUESTS = 100_000;

/** What to read. */
export type BriefRequest = Omit<StatusReadRequest, "regionId">;

/** The purpose of a read: to plan a resource, or to record its present state. */
export type BriefPurpose = "plan" | "refresh";

/** Options of a read. */
export interface BriefReadOptions {
    readonly purpose: BriefPurpose;
    readonly signal?: AbortSignal | undefined;
    /** The time limit of this read, if it is shorter than the default. Milliseconds. */
    readonly withinMs?: number | undefined;
}

/**
 * The reads for plans and refreshes of one account. The engine plans resources one after another. If ECS does not
 * answer, each resource would wait for its own timeout; so all reads share one time budget.
 */
export class BriefReads {
    readonly #api: EcsApi;
    readonly #regionId: string;
    /** Not the pollers of the waits, whose rate limiter and backoff would delay a read. */
    readonly #pollers: StatusPollers;
    #budgetMs = BUDGET_MS;
    #lastFault: EcsApiError | undefined;
    #open = 0;

    constructor(api: EcsApi, regionId: string) {
        this.#api = api;
        this.#regionId = regionId;
        this.#pollers = new StatusPollers(api, regionId, new RateLimiter(UNLIMITED_REQUESTS));
    }

    /**
     * Reads once.
     *
     * @throws EcsApiError - after retries; `NoAnswer` when the time is over and no fault says more
     * @throws InstanceStatusError `Aborted`
     */
    async read(
        request: BriefRequest,
        { purpose, signal, withinMs = BUDGET_MS }: BriefReadOptions,
    ): Promise<StatusReading> {
        const limitMs = Math.min(withinMs, BUDGET_MS);
        if (this.#budgetMs <= 0) {
            throw this.#lastFaultOr(BUDGET_MS);
        }
        const startedAt = performance.now();
        try {
            return await withTimeLimit(Math.min(limitMs, this.#budgetMs), signal, (limited) =>
                this.#send(request, purpose, limited),
            );
        } catch (error) {
            if (signal?.aborted === true) {
                throw new InstanceStatusError("Aborted", "the run was interrupted", { cause: error });
            }
            const isAnswered = error instanceof EcsApiError && error.kind !== "transient" && error.kind !== "throttled";
            this.#budgetMs -= isAnswered ? 0 : performance.now() - startedAt;
            throw error instanceof TimeLimitError ? this.#lastFaultOr(limitMs) : error;
        }
    }

    async #send(request: BriefRequest, purpose: BriefPurpose, signal: AbortSignal): Promise<StatusReading> {
        const onFault = (fault: EcsApiError | undefined): void => void (this.#lastFault = fault);
        // the engine starts refreshes in parallel, and plans mostly one after another: a plan does not wait for others
        const isShared = purpose === "refresh" || this.#open > 0;
        this.#open += 1;
        try {
            const shared = isShared ? readTogether(this.#pollers, request, signal, onFault) : undefined;
            return await (shared ?? readStatuses(this.#api, { ...request, regionId: this.#regionId }, signal, onFault));
        } finally {
            this.#open -= 1;
        }
    }

    /** The fault that ECS answers with, or that it does not answer within this time. */
    #lastFaultOr(milliseconds: number): EcsApiError {
        return this.#lastFault ?? noAnswer(`ECS did not answer within ${formatDuration(milliseconds)}`);
    }
}
