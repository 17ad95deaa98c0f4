import { formatDuration } from "../domain/duration";
import type { EcsApi } from "../ecs/ecs-api";
import { readStatuses, type StatusReading, type StatusReadRequest } from "../ecs/read-statuses";
import { EcsApiError, InstanceStatusError } from "../errors";
import { knownError } from "../errors/known-error";
import { noAnswer } from "../errors/no-answer";
import { TimeLimitError, withTimeLimit } from "../time/with-time-limit";
import { Poller } from "../poll/poller";
import type { StatusSource } from "../poll/subscription";
import { readTogether } from "./read-together";

/** The total time that the reads of one run may take while ECS does not answer. */
const BUDGET_MS = 10_000;
/** Practically no limit: `maxRequestsPerMinute` is for waits, which poll repeatedly. */
const UNLIMITED_REQUESTS = 100_000;

/** What to read. */
export type BriefRequest = Omit<StatusReadRequest, "regionId">;

/** The purpose of a read: to plan a resource, or to record its present state. */
export type BriefPurpose = "plan" | "refresh";

/** Whether a result leads to an update. A plan may reuse an earlier result that does; otherwise it asks again. */
export type PlansUpdate = (reading: StatusReading) => boolean;

/** The result of a read, or the error that prevented it. */
export type BriefReading =
    | { readonly reading: StatusReading }
    | {
          readonly reading: undefined;
          readonly error: InstanceStatusError;
          /** Whether this error is returned for the first time: one warning is enough for all resources. */
          readonly isNews: boolean;
      };

/** Options of a read. */
export interface BriefReadOptions {
    readonly purpose: BriefPurpose;
    /** The URN of the resource. */
    readonly urn?: string | undefined;
    readonly signal?: AbortSignal | undefined;
    /** The time limit of this read, if it is shorter than the default. Milliseconds. */
    readonly withinMs?: number | undefined;
    readonly plansUpdate?: PlansUpdate | undefined;
}

/**
 * The reads for plans and refreshes of one account. The engine plans resources one after another. If ECS does not
 * answer, each resource would wait for its own timeout; so all reads share one time budget and one warning.
 */
export class BriefReads {
    readonly #api: EcsApi;
    readonly #regionId: string;
    /** Not the poller of the waits, whose rate limiter and backoff would delay a read. */
    readonly #source: StatusSource;
    readonly #refreshes = new Map<string, BriefReading>();
    readonly #returnedCodes = new Set<string>();
    #budgetMs = BUDGET_MS;
    #lastFault: EcsApiError | undefined;
    #planning = 0;

    constructor(api: EcsApi, regionId: string) {
        this.#api = api;
        this.#regionId = regionId;
        this.#source = new Poller({ api, regionId, maxRequestsPerMinute: UNLIMITED_REQUESTS });
    }

    /** Reads once. Never rejects. */
    async read(request: BriefRequest, options: BriefReadOptions): Promise<BriefReading> {
        const question = `${options.urn ?? ""} ${JSON.stringify(request)}`;
        if (options.purpose === "plan") {
            return this.#reusable(question, options.plansUpdate) ?? this.#ask(request, options);
        }
        const outcome = await this.#ask(request, options);
        this.#refreshes.set(question, outcome);
        return outcome;
    }

    /**
     * The result of the last refresh of the same resource, if it leads to an update. A result that says "unchanged" is
     * never reused, because a dependency of the resource may have stopped its instances since.
     */
    #reusable(question: string, plansUpdate: PlansUpdate | undefined): BriefReading | undefined {
        const known = this.#refreshes.get(question);
        if (known === undefined) {
            return undefined;
        }
        if (known.reading === undefined) {
            return { ...known, isNews: false };
        }
        return plansUpdate?.(known.reading) === true ? known : undefined;
    }

    async #ask(
        request: BriefRequest,
        { purpose, signal, withinMs = BUDGET_MS }: BriefReadOptions,
    ): Promise<BriefReading> {
        if (this.#budgetMs <= 0) {
            return { reading: undefined, error: this.#lastFault ?? noAnswerWithin(BUDGET_MS), isNews: false };
        }
        const startedAt = performance.now();
        try {
            const limitMs = Math.min(this.#budgetMs, withinMs);
            return { reading: await withTimeLimit(limitMs, signal, (limit) => this.#send(request, purpose, limit)) };
        } catch (error) {
            if (signal?.aborted === true) {
                const interrupted = new InstanceStatusError("Aborted", "the run was interrupted");
                return { reading: undefined, error: interrupted, isNews: true };
            }
            const isAnswered = error instanceof EcsApiError && error.kind !== "transient" && error.kind !== "throttled";
            this.#budgetMs -= isAnswered ? 0 : performance.now() - startedAt;
            const fault =
                error instanceof TimeLimitError
                    ? (this.#lastFault ?? noAnswerWithin(Math.min(BUDGET_MS, withinMs)))
                    : knownError(error);
            const isNews = !this.#returnedCodes.has(fault.code);
            this.#returnedCodes.add(fault.code);
            return { reading: undefined, error: fault, isNews };
        }
    }

    async #send(request: BriefRequest, purpose: BriefPurpose, signal: AbortSignal): Promise<StatusReading> {
        const onFault = (fault: EcsApiError | undefined): void => void (this.#lastFault = fault);
        const { instanceIds, zoneId, clusterId } = request;
        // the engine runs refreshes, and the plans right after them, in parallel; other plans come one after another
        const isShared = purpose === "refresh" || this.#planning > 0;
        this.#planning += Number(purpose === "plan");
        try {
            return isShared && instanceIds !== undefined && zoneId === undefined && clusterId === undefined
                ? await readTogether(this.#source, instanceIds, signal, onFault)
                : await readStatuses(this.#api, { ...request, regionId: this.#regionId }, signal, onFault);
        } finally {
            this.#planning -= Number(purpose === "plan");
        }
    }
}

function noAnswerWithin(milliseconds: number): EcsApiError {
    return noAnswer(`ECS did not answer within ${formatDuration(milliseconds)}`);
}
