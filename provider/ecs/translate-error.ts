import { EcsApiError } from "../errors/ecs-api-error";
import { classifyError, hintForCode } from "../errors/error-codes";
import type { InFlightRequest } from "./in-flight-request";
import { redact } from "./redact";
import { acsRetryAfterOf, retryAfter, retryAfterOf } from "./retry-after";
import { kindOfTransportFault, transportFault } from "./transport-faults";
import type { UnknownHost } from "./unknown-host";

/** What is known where an SDK error is caught. */
export interface ErrorContext {
    readonly inFlight: InFlightRequest;
    readonly endpoint: string;
    /** What is known of lookups of this host's name that failed. */
    readonly unknownHost: UnknownHost;
    readonly secrets: readonly string[];
}

/**
 * Turns whatever the SDK throws into an EcsApiError. Nothing of the SDK's error is kept as it is: its texts hold URLs,
 * and with some signatures keys and tokens.
 */
export function translateError(error: unknown, context: ErrorContext): EcsApiError {
    if (error instanceof EcsApiError) {
        return error;
    }
    const details = (typeof error === "object" && error !== null ? error : {}) as Record<string, unknown>;
    const headers = context.inFlight.response?.headers ?? {};
    const httpStatus =
        typeof details["statusCode"] === "number" ? details["statusCode"] : context.inFlight.response?.statusCode;
    const code = typeof details["code"] === "string" && details["code"] !== "undefined" ? details["code"] : undefined;

    if (typeof details["statusCode"] === "number") {
        return apiError(
            details,
            code ?? `HTTP${details["statusCode"]}`,
            context,
            retryAfterOf(headers) ?? retryAfter(details["retryAfter"]),
        );
    }
    const throughProxy = proxyError(code, details, context);
    if (throughProxy !== undefined) {
        return throughProxy;
    }
    if (code !== undefined) {
        return transportError(code, details, context);
    }
    // only of an answer: before anything was sent it would be a fault of this package, which asking again does not cure
    const wasSent = context.inFlight.requests.length > 0 || context.inFlight.response !== undefined;
    if ((error instanceof SyntaxError || error instanceof TypeError) && wasSent) {
        return unreadableAnswer(httpStatus, retryAfterOf(headers));
    }
    if (details["name"] === "RequestTimeoutError") {
        return transportError("RequestTimeout", details, context);
    }
    return new EcsApiError({
        code: "ClientFault",
        kind: "invalid",
        message: redact(error instanceof Error ? error.message : String(error), context.secrets),
    });
}

function apiError(
    details: Record<string, unknown>,
    code: string,
    context: ErrorContext,
    retryAfterMs: number | undefined,
): EcsApiError {
    const data = (typeof details["data"] === "object" && details["data"] !== null ? details["data"] : {}) as Record<
        string,
        unknown
    >;
    const httpStatus = details["statusCode"] as number;
    const message = data["Message"] ?? data["message"];
    const requestId = data["RequestId"] ?? data["requestId"];
    return new EcsApiError({
        code,
        kind: classifyError(code, httpStatus, acsRetryAfterOf(context.inFlight.response?.headers ?? {})),
        message: redact(typeof message === "string" ? message : "ECS gave no text", context.secrets),
        httpStatus,
        requestId: typeof requestId === "string" ? redact(requestId, context.secrets) : undefined,
        retryAfterMs,
        hint: hintForCode(code),
    });
}

/** A fault of the tunnel, not of ECS: told apart, so that nobody looks for it in the wrong place. */
function proxyError(
    code: string | undefined,
    details: Record<string, unknown>,
    context: ErrorContext,
): EcsApiError | undefined {
    const { tunnel } = context.inFlight;
    if (tunnel === undefined || tunnel.status === 200) {
        return undefined;
    }
    const where = `the proxy ${tunnel.proxy}`;
    const hint = "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY";
    if (tunnel.status === undefined) {
        const fault = transportError(code ?? "RequestTimeout", details, { ...context, endpoint: where });
        return new EcsApiError({ code: fault.code, kind: fault.kind, message: fault.rawMessage, hint });
    }
    return new EcsApiError({
        code: `Proxy${tunnel.status}`,
        // a proxy that cannot reach ECS for now says 5xx; what it refuses, it will refuse again
        kind: tunnel.status >= 500 ? "transient" : "invalid",
        message: `${where} does not let the request through (HTTP ${tunnel.status})`,
        hint: tunnel.status === 407 ? `it wants a user and a password: http://<user>:<password>@${tunnel.proxy}` : hint,
    });
}

function transportError(
    code: string,
    details: Record<string, unknown>,
    { endpoint, unknownHost, secrets }: ErrorContext,
): EcsApiError {
    const kind = kindOfTransportFault(code, unknownHost);
    if (code === "ENOTFOUND") {
        const host = typeof details["hostname"] === "string" ? details["hostname"] : endpoint;
        return new EcsApiError({
            code,
            kind,
            message: `the host ${host} is unknown`,
            hint: "check the region, the endpoint and the network of this machine: this name could not be looked up",
        });
    }
    const known = transportFault(code);
    if (known !== undefined) {
        const where = code === "RequestTimeout" ? "" : ` (${endpoint})`;
        return new EcsApiError({ code, ...known, message: `${known.message}${where}` });
    }
    const text = typeof details["message"] === "string" ? details["message"] : "";
    // the SDK glues method and URL to the end of Node's text
    const message = redact(text.replace(/(?:GET|POST) \S+ failed\.$/, ""), secrets).replace(
        /https?:\/\/\S*/g,
        endpoint,
    );
    if (code.startsWith("HPE_")) {
        return new EcsApiError({ code, kind, message: `what ${endpoint} sent is not HTTP` });
    }
    return new EcsApiError({ code, kind, message: message || "the request could not be sent" });
}

/** The SDK reports a body that is not JSON as a bare SyntaxError or TypeError; the status tells whether to ask again. */
function unreadableAnswer(httpStatus: number | undefined, retryAfterMs: number | undefined): EcsApiError {
    const kind = httpStatus === undefined || httpStatus < 400 ? "transient" : classifyError("", httpStatus);
    return new EcsApiError({
        code: httpStatus === undefined ? "UnreadableAnswer" : `HTTP${httpStatus}`,
        kind,
        message: "the answer is not from ECS: its body is not JSON (a proxy or gateway on the way?)",
        httpStatus,
        retryAfterMs,
    });
}
