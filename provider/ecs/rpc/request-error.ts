import { EcsApiError } from "../../errors/ecs-api-error";
import { redact } from "../redact";
import { TransportFault } from "../transport/transport-fault";
import type { UnknownHost } from "../transport/unknown-host";

/** What is known where an attempt fails. */
export interface AttemptContext {
    /** `host[:port]` of the service. */
    readonly endpoint: string;
    /** What is known of lookups of this host's name that failed. */
    readonly unknownHost: UnknownHost;
    readonly secrets: readonly string[];
}

/** The error of an attempt that got no whole answer. Node's own text is shown only where its code is not known. */
export function requestError(error: unknown, context: AttemptContext): EcsApiError {
    if (error instanceof EcsApiError) {
        return error;
    }
    if (!(error instanceof TransportFault)) {
        const message = redact(error instanceof Error ? error.message : String(error), context.secrets);
        return new EcsApiError({ code: "ClientFault", kind: "invalid", message });
    }
    return error.proxy === undefined ? faultOfEcs(error, context) : faultOfProxy(error, error.proxy, context);
}

/** A fault of the tunnel, told apart from one of ECS, so that it is looked for in the right place. */
function faultOfProxy(fault: TransportFault, proxy: string, context: AttemptContext): EcsApiError {
    const where = `the proxy ${proxy}`;
    const hint = "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY";
    const { proxyStatus } = fault;
    if (proxyStatus === undefined) {
        const { code, kind, rawMessage } = faultOfEcs(fault, { ...context, endpoint: where });
        return new EcsApiError({ code, kind, message: rawMessage, hint });
    }
    return new EcsApiError({
        code: fault.code,
        // a proxy that cannot reach ECS for now answers 5xx; what it refuses, it refuses again
        kind: proxyStatus >= 500 ? "transient" : "invalid",
        message: `${where} does not let the request through (HTTP ${proxyStatus})`,
        hint: proxyStatus === 407 ? `it wants a user and a password: http://<user>:<password>@${proxy}` : hint,
    });
}

function faultOfEcs(fault: TransportFault, { endpoint, unknownHost, secrets }: AttemptContext): EcsApiError {
    const { code, message, hostname, meaning } = fault;
    const kind = fault.kind(unknownHost);
    if (code === "ENOTFOUND") {
        return new EcsApiError({
            code,
            kind,
            message: `the host ${hostname ?? endpoint} is unknown`,
            hint: "check the region, the endpoint and the network of this machine: this name could not be looked up",
        });
    }
    if (meaning !== undefined) {
        return new EcsApiError({ code, ...meaning, message: `${meaning.message} (${endpoint})` });
    }
    const text = code.startsWith("HPE_") ? `what ${endpoint} sent is not HTTP` : redact(message, secrets);
    return new EcsApiError({ code, kind, message: text || "the request could not be sent" });
}
