import type { ApiCall } from "./api-call";
import type { ApiError } from "./api-error";
import { toXml, type AnswerObject } from "./xml";

/** A whole HTTP answer, before it is known how it will travel. */
export interface Answer {
    readonly httpStatus: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | Buffer;
    /** What the body says, whatever its format; for faults that change a part of it. */
    readonly content?: AnswerObject | undefined;
    /** ECS's error code, if it is an error. */
    readonly code?: string | undefined;
}

/** Exactly this spelling: the Node SDK parses no other as XML. */
const XML_TYPE = "text/xml;charset=utf-8";
export const SUCCESS_ROOT = "DescribeInstanceStatusResponse";
const JSON_TYPE = "application/json;charset=utf-8";

export function successAnswer(call: ApiCall, requestId: string, content: AnswerObject): Answer {
    return render(call.format, 200, SUCCESS_ROOT, { RequestId: requestId, ...content });
}

export function errorAnswer(call: ApiCall, requestId: string, error: ApiError): Answer {
    const answer = render(call.format, error.httpStatus, "Error", errorContent(call, requestId, error));
    const retryAfter: Record<string, string> =
        error.retryAfterMs === undefined ? {} : { "x-acs-retry-after": String(error.retryAfterMs) };
    return { ...answer, headers: { ...answer.headers, ...retryAfter }, code: error.code };
}

export function errorContent(call: ApiCall, requestId: string, error: ApiError): AnswerObject {
    return {
        RequestId: requestId,
        HostId: call.host,
        Code: error.code,
        Message: error.message,
        Recommend: `See the Error Center: ${error.code}`,
        ...(error.code === "Forbidden.RAM" ? { AccessDeniedDetail: accessDeniedDetail(call) } : {}),
    };
}

export function render(format: "json" | "xml", httpStatus: number, root: string, content: AnswerObject): Answer {
    const requestId = content["RequestId"];
    const headers = {
        "content-type": format === "json" ? JSON_TYPE : XML_TYPE,
        ...(typeof requestId === "string" ? { "x-acs-request-id": requestId } : {}),
    };
    const body = format === "json" ? JSON.stringify(content) : toXml(root, content);
    return { httpStatus, headers, body, content };
}

/** Made up but for `AuthAction`, which is what a reader needs for the policy. */
function accessDeniedDetail(call: ApiCall): AnswerObject {
    return {
        AuthAction: `ecs:${call.action ?? ""}`,
        AuthPrincipalType: "SubUser",
        AuthPrincipalOwnerId: "1000000000000000",
        AuthPrincipalDisplayName: "200000000000000000",
        NoPermissionType: "ImplicitDeny",
        PolicyType: "AccountLevelIdentityBasedPolicy",
        EncodedDiagnosticMessage: "AQEAAAAA",
    };
}
