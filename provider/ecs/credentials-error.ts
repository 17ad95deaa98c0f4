import { EcsApiError, type EcsErrorKind } from "../errors/ecs-api-error";
import { classifyError, hintForCode } from "../errors/error-codes";
import { kindOfTransportFault } from "./transport-faults";
import { UnknownHost } from "./unknown-host";

/** How far a fetch came. */
export interface FetchProgress {
    /** What is known of lookups of the service's name that failed. */
    readonly unknownHost?: UnknownHost | undefined;
    /** Of the service's answer, when one came: the official providers do not always say it. */
    readonly httpStatus?: number | undefined;
    /** Milliseconds after which the service wants to be asked again. */
    readonly retryAfterMs?: number | undefined;
    /** The proxy on the way, when it let nothing through; the status is its own then. */
    readonly proxy?: string | undefined;
}

/** What is known of a failure to fetch credentials. */
interface Failure extends FetchProgress {
    /** The service's own code. */
    readonly ownCode?: string | undefined;
    /** Node's code, or `RequestTimeout`. */
    readonly faultCode?: string | undefined;
    /** The file that could not be read, or the folder that could not be written. */
    readonly path?: string | undefined;
    readonly hostname?: string | undefined;
    readonly isSwitchedOff?: boolean;
}

/**
 * What went wrong when credentials were fetched, without a word of the answer: it may hold the very keys. What passes
 * may be tried again; what a person has to mend is of the kind `credentials`, which ends a wait at once.
 */
export function credentialsError(error: unknown, origin: string, progress: FetchProgress = {}): EcsApiError {
    if (error instanceof EcsApiError) {
        return error;
    }
    const failure = failureOf(error, progress);
    const reason = reasonOf(failure);
    return new EcsApiError({
        code: failure.ownCode ?? "CredentialsUnavailable",
        kind: kindOf(failure),
        message: `no credentials could be fetched from ${origin}${reason === "" ? "" : ` (${reason})`}`,
        retryAfterMs: failure.retryAfterMs,
        hint: hintOf(failure),
    });
}

function failureOf(error: unknown, progress: FetchProgress): Failure {
    const details = (typeof error === "object" && error !== null ? error : {}) as Record<string, unknown>;
    const text = (name: string): string | undefined => (typeof details[name] === "string" ? details[name] : undefined);
    const message = text("message") ?? "";
    const faultCode = text("name") === "RequestTimeoutError" ? "RequestTimeout" : text("code");
    if (faultCode !== undefined) {
        return { unknownHost: progress.unknownHost, faultCode, path: text("path"), hostname: text("hostname") };
    }
    if (message === "IMDS credentials is disabled") {
        return { isSwitchedOff: true };
    }
    const saidCode = /"Code"\s*:\s*"([A-Za-z.]{1,60})"/.exec(message)?.[1];
    // the official provider puts this code of STS into words
    const inWords = message === "the access key secret is invalid" ? "SignatureDoesNotMatch" : undefined;
    return { ...progress, ownCode: saidCode === "Success" ? undefined : (saidCode ?? inWords) };
}

function kindOf({ ownCode = "", httpStatus, faultCode, unknownHost = new UnknownHost() }: Failure): EcsErrorKind {
    const kind =
        faultCode === undefined ? classifyError(ownCode, httpStatus) : kindOfTransportFault(faultCode, unknownHost);
    return kind === "throttled" || kind === "transient" ? kind : "credentials";
}

function reasonOf({ ownCode, httpStatus, proxy, faultCode, path, hostname, isSwitchedOff }: Failure): string {
    if (isSwitchedOff) {
        return "the metadata service is switched off (ALIBABA_CLOUD_ECS_METADATA_DISABLED)";
    }
    if (httpStatus === 200) {
        return "HTTP 200, but no session that can be used";
    }
    return [
        ownCode,
        httpStatus === undefined
            ? undefined
            : `HTTP ${httpStatus}${proxy === undefined ? "" : ` of the proxy ${proxy}`}`,
        path,
        faultCode === "ENOTFOUND" && hostname !== undefined ? `the host ${hostname} is unknown` : faultCode,
    ]
        .filter(Boolean)
        .join(", ");
}

function hintOf({ ownCode = "", proxy, faultCode = "", path, isSwitchedOff }: Failure): string {
    if (isSwitchedOff) {
        return "unset ALIBABA_CLOUD_ECS_METADATA_DISABLED, or name another source of credentials";
    }
    if (proxy !== undefined) {
        return "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY";
    }
    if (faultCode === "EISDIR" || (path !== undefined && ["ENOENT", "EACCES", "EPERM"].includes(faultCode))) {
        return "check `oidcTokenFile` (ALIBABA_CLOUD_OIDC_TOKEN_FILE): is this file there, and may it be read?";
    }
    if (faultCode === "ENOTFOUND") {
        return "check `credentialsUri`, or the endpoint of STS, and the network of this machine: this name could not be looked up";
    }
    if (faultCode.includes("CERT") || faultCode.startsWith("UNABLE_TO_")) {
        return "its certificate is not trusted here: check the address; NODE_EXTRA_CA_CERTS adds a certificate authority";
    }
    return (
        hintForCode(ownCode) ?? "check that this identity may be assumed from here, and that its service can be reached"
    );
}
