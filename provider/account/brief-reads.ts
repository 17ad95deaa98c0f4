import { formatDuration } from "../domain/duration";
import type { DescribeInstanceStatusRequest, EcsApi } from "../ecs/ecs-api";
import { readStatuses, type StatusReading } from "../ecs/read-statuses";
import { EcsApiError, InstanceStatusError } from "../errors";
import { TimeLimitError, withTimeLimit } from "../time/with-time-limit";
import { Poller } from "../poll/poller";
import type { StatusSource } from "../poll/subscription";
import { readTogether } from "./read-together";

/** How long the reads of one run may take in all while ECS does not answer. */
const BUDGET_MS = 10_000;
/** How long the reading of a refresh may stand for a plan. */
const STILL_FRESH_MS = 10_000;
/** As good as no limit: `maxRequestsPerMinute` is for waits, which poll again and again. */
const MANY = 100_000;

/** What to read. */
export type BriefRequest = Omit<DescribeInstanceStatusRequest, "regionId">;

/** Why it is read: to plan a resource, or to record what ECS reports. */
export type BriefPurpose = "plan" | "refresh";

/** Whether a reading plans an update. A plan may reuse an earlier reading that does; it asks again for any other. */
export type PlansUpdate = (reading: StatusReading) => boolean;

/** What was read, or why ECS could not be asked. */
export type BriefReading =
    | { readonly reading: StatusReading }
    | {
          readonly reading: undefined;
          readonly error: InstanceStatusError;
          /** Whether this fault was not returned before: one warning is enough for all resources. */
          readonly isNews: boolean;
      };

/** How to read. */
export interface BriefReadOptions {
    readonly purpose: BriefPurpose;
    /** The resource. */
    readonly urn?: string | undefined;
    readonly signal?: AbortSignal | undefined;
    /** The longest time for this read, where it is shorter than the usual one. Milliseconds. */
    readonly withinMs?: number | undefined;
    readonly plansUpdate?: PlansUpdate | undefined;
}

/**
 * The reads for plans and refreshes of one account. Diffs come one after another, so an ECS that does not answer must not
 * cost each resource a time-out of its own: all reads share one budget, and one warning.
 */
export class BriefReads {
    readonly #api: EcsApi;
    readonly #regionId: string;
    /** Apart from the poller of the waits: its budget and its pauses do not delay a read. */
    readonly #source: StatusSource;
    readonly #ofRefresh = new Map<string, { readonly at: number; readonly outcome: BriefReading }>();
    readonly #returnedCodes = new Set<string>();
    #budgetMs = BUDGET_MS;
    #lastFault: EcsApiError | undefined;
    #planning = 0;

    constructor(api: EcsApi, regionId: string) {
        this.#api = api;
        this.#regionId = regionId;
        this.#source = new Poller({ api, regionId, maxRequestsPerMinute: MANY });
    }

    /** Reads once. Never rejects. */
    async read(request: BriefRequest, options: BriefReadOptions): Promise<BriefReading> {
        const question = `${options.urn ?? ""} ${JSON.stringify(request)}`;
        if (options.purpose === "plan") {
            return this.#reusable(question, options.plansUpdate) ?? this.#ask(request, options);
        }
        const outcome = await this.#ask(request, options);
        this.#ofRefresh.set(question, { at: performance.now(), outcome });
        return outcome;
    }

    /**
     * What the refresh of the same resource read, where it plans an update. A reading that plans none is never reused: what
     * the resource depends on may have stopped its instances since.
     */
    #reusable(question: string, plansUpdate: PlansUpdate | undefined): BriefReading | undefined {
        const known = this.#ofRefresh.get(question);
        if (known === undefined || performance.now() - known.at >= STILL_FRESH_MS) {
            return undefined;
        }
        const { outcome } = known;
        if (outcome.reading === undefined) {
            return { ...outcome, isNews: false };
        }
        return plansUpdate?.(outcome.reading) === true ? outcome : undefined;
    }

    async #ask(
        request: BriefRequest,
        { purpose, signal, withinMs = BUDGET_MS }: BriefReadOptions,
    ): Promise<BriefReading> {
        if (this.#budgetMs <= 0) {
            return { reading: undefined, error: this.#lastFault ?? noAnswer(BUDGET_MS), isNews: false };
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
            this.#budgetMs -= performance.now() - startedAt;
            const fault =
                error instanceof TimeLimitError
                    ? (this.#lastFault ?? noAnswer(Math.min(BUDGET_MS, withinMs)))
                    : knownError(error);
            const isNews = !this.#returnedCodes.has(fault.code);
            this.#returnedCodes.add(fault.code);
            return { reading: undefined, error: fault, isNews };
        }
    }

    async #send(request: BriefRequest, purpose: BriefPurpose, signal: AbortSignal): Promise<StatusReading> {
        const onFault = (fault: EcsApiError | undefined): void => void (this.#lastFault = fault);
        const { instanceIds, zoneId, clusterId } = request;
        // refreshes come several at a time, and so do the plans that the engine makes of them; other plans come one by one
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

/** An error as the callers expect it; a fault of this package is one too. */
export function knownError(error: unknown): InstanceStatusError {
    return error instanceof InstanceStatusError
        ? error
        : new InstanceStatusError("InternalFault", `[internal fault] ${String(error)}`, { cause: error });
}

function noAnswer(withinMs: number): EcsApiError {
    return new EcsApiError({
        code: "NoAnswer",
        kind: "transient",
        message: `ECS did not answer within ${formatDuration(withinMs)}`,
    });
}
