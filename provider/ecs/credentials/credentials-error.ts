import { EcsApiError, type EcsErrorKind } from "../../errors/ecs-api-error";
import { classifyError, hintForCode } from "../../errors/error-codes";
import { TimeLimitError } from "../../time/with-time-limit";
import { retryAfterOf } from "../transport/retry-after";
import type { HttpAnswer } from "../transport/transport";
import { TransportFault } from "../transport/transport-fault";
import type { UnknownHost } from "../transport/unknown-host";

/** An answer without a usable session. Only its status and its error code may be shown: it may hold keys. */
export class NoSessionError extends Error {
    constructor(readonly answer: HttpAnswer) {
        super("the answer holds no session");
    }
}

/** What is known of a failed fetch. */
interface Failure {
    /** The service's own code. */
    readonly code?: string | undefined;
    readonly kind: EcsErrorKind;
    /** Why, in a few words. */
    readonly reason?: string;
    readonly retryAfterMs?: number | undefined;
    readonly hint?: string | undefined;
}

const DEFAULT_HINT = "check that this identity may be assumed from here, and that its service can be reached";

/** The error of credentials that cannot be fetched from `origin`. */
export function unavailable(
    origin: string,
    { code = "CredentialsUnavailable", kind, reason = "", retryAfterMs, hint = DEFAULT_HINT }: Failure,
): EcsApiError {
    return new EcsApiError({
        code,
        // other kinds are about the request to the service; here they mean that there are no credentials
        kind: kind === "throttled" || kind === "transient" ? kind : "credentials",
        message: `no credentials could be fetched from ${origin}${reason === "" ? "" : ` (${reason})`}`,
        retryAfterMs,
        hint,
    });
}

/**
 * The error of a fetch that failed. A passing fault may be tried again; everything else is of the kind `credentials`,
 * which ends a wait at once.
 *
 * @param unknownHost - what is known of lookups of the service's name that failed
 */
export function credentialsError(error: unknown, origin: string, unknownHost: UnknownHost): EcsApiError {
    if (error instanceof EcsApiError) {
        return error;
    }
    if (error instanceof NoSessionError) {
        return unavailable(origin, refusalIn(error.answer));
    }
    if (error instanceof TransportFault) {
        return unavailable(origin, faultOf(error, unknownHost));
    }
    return error instanceof TimeLimitError
        ? unavailable(origin, { kind: "transient", reason: "RequestTimeout" })
        : unavailable(origin, { kind: "credentials" });
}

function refusalIn({ status, headers, text }: HttpAnswer): Failure {
    if (status === 200) {
        return { kind: "credentials", reason: "HTTP 200, but no session that can be used" };
    }
    const code = errorCodeIn(text);
    return {
        code,
        kind: classifyError(code ?? "", status),
        reason: [code, `HTTP ${status}`].filter(Boolean).join(", "),
        retryAfterMs: retryAfterOf(headers),
        hint: code === undefined ? undefined : hintForCode(code),
    };
}

function errorCodeIn(text: string): string | undefined {
    return /"Code"\s*:\s*"([A-Za-z.]{1,60})"/.exec(text)?.[1];
}

function faultOf(fault: TransportFault, unknownHost: UnknownHost): Failure {
    const { code, hostname, proxy, proxyStatus } = fault;
    if (proxy !== undefined) {
        const reason = `${proxyStatus === undefined ? code : `HTTP ${proxyStatus}`} of the proxy ${proxy}`;
        const kind = proxyStatus === undefined ? fault.kind(unknownHost) : classifyError("", proxyStatus);
        return { kind, reason, hint: "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY" };
    }
    const isUnknown = code === "ENOTFOUND" && hostname !== undefined;
    return {
        kind: fault.kind(unknownHost),
        reason: isUnknown ? `the host ${hostname} is unknown` : code,
        hint: hintOf(code),
    };
}

function hintOf(code: string): string | undefined {
    if (code === "ENOTFOUND") {
        return "check `credentialsUri`, or the endpoint of STS, and the network of this machine: this name could not be looked up";
    }
    return code.includes("CERT") || code.startsWith("UNABLE_TO_")
        ? "its certificate is not trusted here: check the address; NODE_EXTRA_CA_CERTS adds a certificate authority"
        : undefined;
}
