import type { DescribeInstanceStatusResponse, InstanceStatusRow } from "../ecs-api";
import { brokenAnswer, isRecord, type UnknownBody } from "../rpc/rpc-answer";

/** How the page of a call is read. */
interface PageForm {
    readonly requestId: string;
    /** The member that holds the list, and the list in it. */
    readonly list: readonly [string, string];
    /** Rows of other ids are left out. */
    readonly asked: readonly string[] | undefined;
    /** The members of a row; they are checked afterwards. */
    readonly readRow: (row: UnknownBody) => Readonly<Record<keyof InstanceStatusRow, unknown>>;
}

/**
 * Reads a page of instances. A row that is missing because the answer is broken would look like an instance that is gone,
 * so only a complete answer is accepted.
 *
 * @throws EcsApiError
 */
export function readPage(body: UnknownBody, form: PageForm): DescribeInstanceStatusResponse {
    const { requestId } = form;
    const rows = readRows(body, form);
    return { requestId, totalCount: readTotalCount(body, requestId), rows };
}

/**
 * The ids of a request.
 *
 * @throws Error for an empty list: the SDK's model leaves it out, and ECS answers for the whole region
 */
export function askedIds(instanceIds: readonly string[] | undefined): string[] | undefined {
    if (instanceIds?.length === 0) {
        throw new Error("a request for no instances must not be sent");
    }
    return instanceIds && [...instanceIds];
}

function readRows(
    body: UnknownBody,
    { requestId, list: [outer, inner], asked, readRow }: PageForm,
): InstanceStatusRow[] {
    const around = body[outer];
    const list = isRecord(around) ? around[inner] : undefined;
    if (!Array.isArray(list)) {
        throw brokenAnswer(`it has no list ${outer}.${inner}`, requestId);
    }
    const askedIds = asked && new Set(asked);
    const rows = new Map<string, InstanceStatusRow>();
    for (const one of list as unknown[]) {
        const { instanceId, status } = readRow(isRecord(one) ? one : {});
        if (!isWord(instanceId) || !isWord(status)) {
            throw brokenAnswer("a row of it has no InstanceId or no Status", requestId);
        }
        const earlier = rows.get(instanceId);
        if (earlier !== undefined && earlier.status !== status) {
            throw brokenAnswer(`it says both ${earlier.status} and ${status} of ${instanceId}`, requestId);
        }
        if (askedIds?.has(instanceId) !== false) {
            rows.set(instanceId, { instanceId, status });
        }
    }
    return [...rows.values()];
}

function readTotalCount({ TotalCount }: UnknownBody, requestId: string): number {
    const totalCount = typeof TotalCount === "string" && /^\d+$/.test(TotalCount) ? Number(TotalCount) : TotalCount;
    if (typeof totalCount !== "number" || !Number.isSafeInteger(totalCount) || totalCount < 0) {
        throw brokenAnswer("its TotalCount is not a count", requestId);
    }
    return totalCount;
}

/** A control character in an id or a status would reach logs and errors, and could forge a line there. */
function isWord(value: unknown): value is string {
    return typeof value === "string" && value !== "" && !/[\u0000-\u001f\u007f]/.test(value);
}
