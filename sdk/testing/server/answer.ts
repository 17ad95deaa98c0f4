import type { ServerResponse } from "node:http";

import { showValue } from "../checks/check";
import type { ApiCall } from "./api-call";
import type { ApiError } from "./api-error";
import { documentedError } from "./error-catalogue";
import { toXml } from "./xml";
import type { AnswerObject } from "./xml";

/** A complete HTTP answer. */
export interface Answer {
    readonly httpStatus: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | Buffer;
    /** The body before it became JSON or XML, for faults that change members of it. */
    readonly content?: { readonly root: string; readonly members: AnswerObject };
    /** ECS's error code. */
    readonly code?: string | undefined;
}

/** The Node SDK parses XML only with this spelling of the type. */
const XML_TYPE = "text/xml;charset=utf-8";
const JSON_TYPE = "application/json;charset=utf-8";

export function successAnswer({ format, action = "", requestId }: ApiCall, members: AnswerObject): Answer {
    return render(format, 200, `${action}Response`, { RequestId: requestId, ...members });
}

export function errorAnswer(call: ApiCall, error: ApiError): Answer {
    const { code, deviations } = error;
    const documented = documentedError(code, call.action);
    const httpStatus = deviations.httpStatus ?? documented?.httpStatus ?? 400;
    const answer = render(call.format, httpStatus, "Error", {
        RequestId: call.requestId,
        HostId: call.headers["host"] ?? "",
        Code: code,
        Message: deviations.message ?? documented?.message ?? "The request has failed.",
        Recommend: `See the Error Center: ${code}`,
        ...(code === "Forbidden.RAM" ? { AccessDeniedDetail: accessDeniedDetail(call) } : {}),
    });
    const { retryAfterMs } = deviations;
    const hint: Record<string, string> =
        retryAfterMs === undefined ? {} : { "x-acs-retry-after": String(retryAfterMs) };
    return { ...answer, headers: { ...answer.headers, ...hint }, code };
}

export function render(format: ApiCall["format"], httpStatus: number, root: string, members: AnswerObject): Answer {
    const requestId = members["RequestId"];
    const headers = {
        "content-type": format === "json" ? JSON_TYPE : XML_TYPE,
        ...(typeof requestId === "string" ? { "x-acs-request-id": requestId } : {}),
    };
    const body = format === "json" ? JSON.stringify(members) : toXml(root, members);
    return { httpStatus, headers, body, content: { root, members } };
}

export function send(response: ServerResponse, { httpStatus, headers, body }: Answer): void {
    // a 204 has no body, and so no length
    const length = httpStatus === 204 ? {} : { "content-length": Buffer.byteLength(body) };
    response.writeHead(httpStatus, { ...headers, ...length });
    response.end(httpStatus === 204 ? undefined : body);
}

/**
 * Ends a request that cannot be answered, so that its client does not wait: with HTTP 500 and the error, or by closing
 * the connection when the answer has already started.
 *
 * @returns the HTTP status that the client sees
 */
export function sendFailure(response: ServerResponse, error: unknown): number | undefined {
    if (response.headersSent) {
        response.destroy();
        return undefined;
    }
    const text = error instanceof Error ? String(error) : `The error is ${showValue(error)}`;
    const body = `The emulator cannot answer this request; close() throws the same error. ${text}\n`;
    send(response, { httpStatus: 500, headers: { "content-type": "text/plain", connection: "close" }, body });
    return 500;
}

/** Made up except `AuthAction`, the permission that a policy needs. */
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
