import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResponse, InstanceStatusRow } from "../ecs-api";
import { redact } from "../redact";
import { brokenAnswer, isRecord, type UnknownBody } from "../rpc/rpc-answer";

/**
 * Reads the body of a successful answer. A row that is missing because the answer is broken would look like an instance
 * that is gone, so only a complete answer is accepted.
 *
 * @throws EcsApiError
 */
export function readStatusAnswer(
    request: DescribeInstanceStatusRequest,
    { RequestId, TotalCount, InstanceStatuses }: UnknownBody,
    secrets: readonly string[],
): DescribeInstanceStatusResponse {
    const requestId = typeof RequestId === "string" ? redact(RequestId, secrets) : "";
    const list = isRecord(InstanceStatuses) ? InstanceStatuses["InstanceStatus"] : undefined;
    if (!Array.isArray(list)) {
        throw brokenAnswer("it has no list InstanceStatuses.InstanceStatus", requestId);
    }
    const totalCount = typeof TotalCount === "string" && /^\d+$/.test(TotalCount) ? Number(TotalCount) : TotalCount;
    if (typeof totalCount !== "number" || !Number.isSafeInteger(totalCount) || totalCount < 0) {
        throw brokenAnswer("its TotalCount is not a count", requestId);
    }
    return { requestId, totalCount, rows: rowsOf(request, list, requestId) };
}

function rowsOf(
    request: DescribeInstanceStatusRequest,
    list: readonly unknown[],
    requestId: string,
): InstanceStatusRow[] {
    const asked = request.instanceIds === undefined ? undefined : new Set(request.instanceIds);
    const rows = new Map<string, InstanceStatusRow>();
    for (const row of list) {
        const { InstanceId: instanceId, Status: status } = isRecord(row) ? row : {};
        if (!isWord(instanceId) || !isWord(status)) {
            throw brokenAnswer("a row of it has no InstanceId or no Status", requestId);
        }
        const earlier = rows.get(instanceId);
        if (earlier !== undefined && earlier.status !== status) {
            throw brokenAnswer(`it says both ${earlier.status} and ${status} of ${instanceId}`, requestId);
        }
        // rows that were not asked for are left out
        if (asked === undefined || asked.has(instanceId)) {
            rows.set(instanceId, { instanceId, status });
        }
    }
    return [...rows.values()];
}

/** A control character in an id or a status would reach logs and errors, and could forge a line there. */
function isWord(value: unknown): value is string {
    return typeof value === "string" && value !== "" && !/[\u0000-\u001f\u007f]/.test(value);
}
