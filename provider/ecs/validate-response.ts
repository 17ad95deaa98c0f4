import { EcsApiError } from "../errors/ecs-api-error";
import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResponse, InstanceStatusRow } from "./ecs-api";
import { redact } from "./redact";
import { classifyError, hintForCode } from "../errors/error-codes";

/** The body of an answer before anyone looked at it. */
export type UnknownBody = Readonly<Record<string, unknown>>;

/** A gateway may say in words that all is well. */
const SUCCESS = /^(?:200|ok|success)$/i;

/**
 * Reads the body of an HTTP 2xx answer. The SDK takes any JSON for a success; a row that is missing because the answer
 * is broken would look like an instance that is gone, so nothing is accepted that is not whole.
 *
 * @param retryAfterMs - when the server wants to be asked again, if it said so
 * @throws EcsApiError
 */
export function validateResponse(
    request: DescribeInstanceStatusRequest,
    body: unknown,
    secrets: readonly string[] = [],
    retryAfterMs?: number,
): DescribeInstanceStatusResponse {
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
        throw brokenAnswer(
            `its body is ${body === null ? "null" : Array.isArray(body) ? "an array" : `a ${typeof body}`}`,
        );
    }
    const { Code, Message, RequestId, TotalCount, InstanceStatuses } = body as UnknownBody;
    const requestId = typeof RequestId === "string" ? redact(RequestId, secrets) : "";
    // whatever list stands beside it: an instance that is not on it would look as if it were gone
    if (typeof Code === "string" && Code !== "" && !SUCCESS.test(Code)) {
        throw new EcsApiError({
            code: redact(Code, secrets),
            kind: classifyError(Code, 200, retryAfterMs),
            message:
                typeof Message === "string" ? redact(Message, secrets) : "an error in an answer with HTTP status 200",
            httpStatus: 200,
            requestId,
            retryAfterMs,
            hint: hintForCode(Code),
        });
    }
    const list = isRecord(InstanceStatuses) ? InstanceStatuses["InstanceStatus"] : undefined;
    if (!Array.isArray(list)) {
        throw brokenAnswer("it has no list InstanceStatuses.InstanceStatus", requestId);
    }
    const totalCount = typeof TotalCount === "string" && /^\d+$/.test(TotalCount) ? Number(TotalCount) : TotalCount;
    if (typeof totalCount !== "number" || !Number.isSafeInteger(totalCount) || totalCount < 0) {
        throw brokenAnswer("its TotalCount is not a count", requestId);
    }
    return { requestId, totalCount, rows: validateRows(request, list, requestId) };
}

function validateRows(
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
        // ids that were not asked for are no business of the one who asks
        if (asked === undefined || asked.has(instanceId)) {
            rows.set(instanceId, { instanceId, status });
        }
    }
    return [...rows.values()];
}

function isRecord(value: unknown): value is UnknownBody {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A 200 that cannot be understood comes from something on the way, or from a bad moment of the gateway: ask again. */
function brokenAnswer(what: string, requestId?: string): EcsApiError {
    return new EcsApiError({
        code: "InvalidResponse",
        kind: "transient",
        message: `the answer cannot be used: ${what}`,
        httpStatus: 200,
        requestId,
    });
}

/** A control character in an id or status would end up in logs and errors, and do there what it likes. */
function isWord(value: unknown): value is string {
    return typeof value === "string" && value !== "" && !/[\u0000-\u001f\u007f]/.test(value);
}
