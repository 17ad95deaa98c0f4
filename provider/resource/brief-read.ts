import { formatDuration } from "../domain/duration";
import { connectionKey, ecsApiOf } from "../ecs/ecs-api-of";
import type { DescribeInstanceStatusRequest } from "../ecs/ecs-api";
import { readStatuses, type StatusReading } from "../ecs/read-statuses";
import { type Connection, resolveConnection } from "../ecs/resolve-connection";
import { EcsApiError, InstanceStatusError } from "../errors";
import { TimeLimitError, withTimeLimit } from "../time/with-time-limit";
import { readTogether } from "./read-together";
import type { ResourceContext } from "./resource-context";

/** For how long in all, per process and place, it is tried to read while ECS does not answer. */
const BUDGET_MS = 10_000;
const budgetLeft = new Map<string, number>();
/** What went wrong last, per place: it says more than that the time is over. */
const lastFaults = new Map<string, EcsApiError>();
/** What went wrong and was said already: once for all resources is enough. */
const said = new Set<string>();

/**
 * The engine plans a resource right after its refresh. That plan reuses the refresh's reading, but only where it plans an
 * update: what the resource depends on may have taken its instances down since.
 */
const STILL_FRESH_MS = 5_000;
const refreshed = new Map<string, { readonly at: number; readonly reading: StatusReading }>();

/** Begins anew: a process that serves one run after another must not hold an outage of one against the next. */
export function forgetBriefReads(): void {
    budgetLeft.clear();
    lastFaults.clear();
    said.clear();
    refreshed.clear();
}

/** Credentials do not depend on the region, which may be unknown in a preview. */
const ANY_REGION = "cn-hangzhou";

/** What to read: the request, with the region as the resource has it, if it has one. */
export type BriefRequest = Omit<DescribeInstanceStatusRequest, "regionId"> & { readonly regionId?: string | undefined };

/** What is read for: to say whether a resource changes, or to record what ECS says. */
export type BriefPurpose = "plan" | "refresh";

/** What was read, or why ECS could not be asked, and whether that is the first time it is said. */
export type BriefReading =
    | { readonly reading: StatusReading }
    | { readonly reading: undefined; readonly error: InstanceStatusError; readonly isNews: boolean };

/** Whether a reading plans an update. A plan may reuse an earlier reading that does; it asks again for any other. */
export type PlansUpdate = (reading: StatusReading) => boolean;

/** Reads for a plan or a refresh. */
export type BriefReader = (
    request: BriefRequest,
    context: Pick<ResourceContext, "sources" | "signal" | "urn" | "readWithinMs">,
    purpose: BriefPurpose,
    plansUpdate?: PlansUpdate,
) => Promise<BriefReading>;

/** Reads with the reader of the context. By default it asks ECS. */
export function readFor(
    purpose: BriefPurpose,
    request: BriefRequest,
    context: ResourceContext,
    plansUpdate?: PlansUpdate,
): Promise<BriefReading> {
    return (context.read ?? readBriefly)(request, context, purpose, plansUpdate);
}

/**
 * Asks ECS once while a resource is planned or refreshed. Diffs come one after another, so ECS being out of reach must
 * not cost every resource its own time-out: they share one budget, and one warning.
 */
export const readBriefly: BriefReader = async (request, context, purpose, plansUpdate) => {
    const { sources, signal, urn = "", readWithinMs = BUDGET_MS } = context;
    let key = "";
    const startedAt = performance.now();
    try {
        const connection = resolveConnection(request.regionId, sources);
        key = connectionKey(connection);
        const question = `${key} ${urn} ${JSON.stringify(request)}`;
        const known = refreshed.get(question);
        refreshed.delete(question);
        if (
            purpose === "plan" &&
            known !== undefined &&
            performance.now() - known.at < STILL_FRESH_MS &&
            plansUpdate?.(known.reading) === true
        ) {
            return { reading: known.reading };
        }
        const left = budgetLeft.get(key) ?? BUDGET_MS;
        if (left <= 0) {
            return { reading: undefined, error: lastFaults.get(key) ?? noAnswer(BUDGET_MS), isNews: false };
        }
        const reading = await withTimeLimit(Math.min(left, readWithinMs), signal, (limit) =>
            read(purpose, request, connection, limit, (fault) => keepFault(key, fault)),
        );
        if (purpose === "refresh") {
            refreshed.set(question, { at: performance.now(), reading });
        }
        return { reading };
    } catch (error) {
        if (signal?.aborted === true) {
            return { reading: undefined, error: interrupted(), isNews: true };
        }
        budgetLeft.set(key, (budgetLeft.get(key) ?? BUDGET_MS) - (performance.now() - startedAt));
        const known =
            error instanceof TimeLimitError
                ? (lastFaults.get(key) ?? noAnswer(Math.min(BUDGET_MS, readWithinMs)))
                : knownError(error);
        return { reading: undefined, error: known, isNews: isFirst(key, known.code) };
    }
};

/**
 * Warns, once per process, where there are no usable credentials: a preview of a new resource sends no request, so it does
 * not find out otherwise. It is no error: the credentials may exist only where `pulumi up` runs.
 */
export function warnIfSettingsFail({ sources, log }: Pick<ResourceContext, "sources" | "log">): void {
    try {
        resolveConnection(ANY_REGION, sources);
    } catch (error) {
        const { code, message } = knownError(error);
        if (isFirst("", code)) {
            log.warn(`with these settings \`pulumi up\` fails: ${message}`);
        }
    }
}

/** Whether this fault of this place was not printed before. */
function isFirst(key: string, code: string): boolean {
    const news = `${key} ${code}`;
    const isNews = !said.has(news);
    said.add(news);
    return isNews;
}

function keepFault(key: string, fault: EcsApiError | undefined): void {
    if (fault === undefined) {
        lastFaults.delete(key); // ECS has answered since
    } else {
        lastFaults.set(key, fault);
    }
}

function read(
    purpose: BriefPurpose,
    request: BriefRequest,
    connection: Connection,
    signal: AbortSignal,
    onFault: (fault: EcsApiError | undefined) => void,
): Promise<StatusReading> {
    const { instanceIds, zoneId, clusterId } = request;
    // plans come one after another: there is nobody to share a request with
    if (purpose === "refresh" && instanceIds !== undefined && zoneId === undefined && clusterId === undefined) {
        return readTogether(connection, instanceIds, signal, onFault);
    }
    return readStatuses(ecsApiOf(connection), { ...request, regionId: connection.regionId }, signal, onFault);
}

function interrupted(): InstanceStatusError {
    return new InstanceStatusError("Aborted", "the run was interrupted");
}

function knownError(error: unknown): InstanceStatusError {
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
