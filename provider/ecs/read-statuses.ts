import { chunkIds, uniqueIds } from "../domain/instance-ids";
import type { InstanceRow } from "../domain/instance-row";
import { EcsApiError } from "../errors/ecs-api-error";
import { type EcsApi, IDS_PER_REQUEST, type InstanceStatusPage, type InstanceStatusRequest } from "./ecs-api";
import type { Selector } from "../domain/selector";
import type { Listing } from "./read-listing";
import { readSelected } from "./read-selected";
import { retryRead } from "./retry";

/** Stops a read of endless pages: no region has so many instances. */
const MAX_INSTANCES = 100_000;
/** How often the pages are read at most while the set of instances changes. */
const MAX_READINGS = 3;

/** What to read. */
export interface StatusReadRequest extends InstanceStatusRequest {
    /** Whether the rows have the health too. It is another call of ECS, with a permission of its own. Default: false. */
    readonly includeHealth?: boolean | undefined;
    /** Chooses the instances in place of ids and filters. */
    readonly selector?: Selector | undefined;
    /** With a selector: only the members with these statuses are asked for their health. Default: all. */
    readonly healthOf?: readonly string[] | undefined;
}

/** What was read: all rows asked for, from however many requests. */
export interface StatusReading {
    /** In the order of the asked ids, else by id. */
    readonly rows: readonly InstanceRow[];
    /** Asked for and not in the answer, in asked order. */
    readonly absentInstanceIds: readonly string[];
    readonly totalCount: number;
    readonly requestIds: readonly string[];
}

/**
 * Reads statuses once: ids in chunks of 50 (with the health 100), a filter page by page, exactly the one page that
 * `pageNumber` names, or the whole set of a selector.
 *
 * @param onFault - called with each fault, also with one that is tried again, and with undefined after each answer
 * @throws EcsApiError - an answer that is not retried, or retried in vain
 */
export async function readStatuses(
    api: EcsApi,
    { includeHealth = false, selector, healthOf, ...request }: StatusReadRequest,
    signal?: AbortSignal,
    onFault: (fault: EcsApiError | undefined) => void = () => undefined,
): Promise<StatusReading> {
    const call = includeHealth ? "describeInstancesFullStatus" : "describeInstanceStatus";
    const { pageSize = IDS_PER_REQUEST[call] } = request;
    const once = <T>(attempt: () => Promise<T>): Promise<T> => retryRead(() => reported(attempt, onFault), signal);
    if (selector !== undefined) {
        const needsHealth = ({ status }: InstanceRow): boolean => includeHealth && (healthOf?.includes(status) ?? true);
        const selected = { regionId: request.regionId, selector, needsHealth };
        return readingOf(await once(() => readSelected(api, selected, { signal })));
    }
    const ask: Ask = (part) => once(() => api[call]({ ...request, ...part }, signal));
    const instanceIds = request.instanceIds === undefined ? undefined : uniqueIds(request.instanceIds);
    if (request.pageNumber !== undefined) {
        return onePage(instanceIds, await ask({ instanceIds }));
    }
    return instanceIds === undefined ? readAllPages(ask, pageSize) : readChunks(ask, instanceIds, pageSize);
}

async function reported<T>(attempt: () => Promise<T>, onFault: (fault: EcsApiError | undefined) => void): Promise<T> {
    try {
        const answer = await attempt();
        onFault(undefined);
        return answer;
    } catch (error) {
        if (error instanceof EcsApiError) {
            onFault(error);
        }
        throw error;
    }
}

/** A listing as a reading: it has no absent instances, because no ids were asked for. */
export function readingOf({ rows, requestIds }: Listing): StatusReading {
    return { rows, absentInstanceIds: [], totalCount: rows.length, requestIds };
}

type Ask = (part: Partial<InstanceStatusRequest>) => Promise<InstanceStatusPage>;

/** When one page does not hold all rows, the ids that are missing from it need not be absent. */
function onePage(instanceIds: readonly string[] | undefined, answer: InstanceStatusPage): StatusReading {
    const reading = collect(instanceIds, [answer]);
    return answer.totalCount > answer.rows.length ? { ...reading, absentInstanceIds: [] } : reading;
}

async function readChunks(ask: Ask, instanceIds: readonly string[], size: number): Promise<StatusReading> {
    const answers: InstanceStatusPage[] = [];
    for (const chunk of chunkIds(instanceIds, size)) {
        // a page that holds every id of its chunk cannot lose a row to a set that changes between pages
        answers.push(await ask({ instanceIds: chunk, pageNumber: 1, pageSize: size }));
    }
    const reading = collect(instanceIds, answers);
    return { ...reading, totalCount: reading.rows.length };
}

/**
 * Reads all pages. When the set changes between two pages, rows move from one page to another and some are missed or read
 * twice: such an inconsistent reading is repeated. If every reading is inconsistent, the result is the union of all of
 * them, each instance with its latest status: one instance too many is better than a missing one.
 */
async function readAllPages(ask: Ask, pageSize: number): Promise<StatusReading> {
    const answers: InstanceStatusPage[] = [];
    for (let reading = 1; reading <= MAX_READINGS; reading += 1) {
        const pages = await readPages(ask, pageSize);
        answers.push(...pages);
        if (addsUp(pages)) {
            return { ...collect(undefined, pages), requestIds: answers.map(({ requestId }) => requestId) };
        }
    }
    return collect(undefined, answers);
}

/**
 * Reads until a page is empty or all is read.
 *
 * @throws EcsApiError - there is no last page
 */
async function readPages(ask: Ask, pageSize: number): Promise<InstanceStatusPage[]> {
    const pages: InstanceStatusPage[] = [];
    for (let read = 0; read < MAX_INSTANCES; read = pages.length * pageSize) {
        const page = await ask({ pageNumber: pages.length + 1, pageSize });
        pages.push(page);
        // a total smaller than the page is wrong: then the last page is the first that is not full
        const total = page.totalCount < page.rows.length ? Infinity : page.totalCount;
        const isFull = page.rows.length === pageSize;
        if (page.rows.length === 0 || read + pageSize >= total || (total === Infinity && !isFull)) {
            return pages;
        }
    }
    throw new EcsApiError({
        code: "InvalidResponse",
        kind: "invalid",
        message: `the pages do not come to an end: ECS lists more than ${MAX_INSTANCES} instances`,
        requestId: pages.at(-1)?.requestId,
        hint: "ask by `instanceIds`, or by `zoneId`",
    });
}

/** Several pages are consistent when all report the same total and that many instances were seen. */
function addsUp(pages: readonly InstanceStatusPage[]): boolean {
    const seen = new Set(pages.flatMap(({ rows }) => rows.map(({ instanceId }) => instanceId)));
    return pages.length === 1 || pages.every(({ totalCount }) => totalCount === seen.size);
}

function collect(instanceIds: readonly string[] | undefined, answers: readonly InstanceStatusPage[]): StatusReading {
    const byId = new Map(answers.flatMap(({ rows }) => rows).map((row) => [row.instanceId, row]));
    const order = instanceIds ?? [...byId.keys()].sort();
    return {
        rows: order.flatMap((id) => byId.get(id) ?? []),
        absentInstanceIds: (instanceIds ?? []).filter((id) => !byId.has(id)),
        totalCount: answers.at(-1)?.totalCount ?? 0,
        requestIds: answers.map(({ requestId }) => requestId),
    };
}
