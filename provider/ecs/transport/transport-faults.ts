import type { EcsErrorKind } from "../../errors/ecs-api-error";
import type { UnknownHost } from "./unknown-host";

/** The meaning of a fault on the way to a host. */
export interface TransportFault {
    readonly kind: EcsErrorKind;
    readonly message: string;
    readonly hint?: string;
}

/** By Node's error code. */
const FAULTS: Readonly<Record<string, TransportFault>> = {
    ECONNRESET: { kind: "transient", message: "the connection was closed before the whole answer had come" },
    ECONNABORTED: { kind: "transient", message: "the connection was closed before the whole answer had come" },
    EPIPE: { kind: "transient", message: "the connection was closed while the request was sent" },
    ECONNREFUSED: {
        kind: "transient",
        message: "the connection was refused",
        hint: "check the endpoint: nothing listens there",
    },
    EPROTO: {
        kind: "invalid",
        message: "the endpoint does not speak TLS as HTTPS wants it",
        hint: "if it speaks plain HTTP, set `protocol` to http; otherwise look for a proxy on the way",
    },
    ETIMEDOUT: { kind: "transient", message: "the connection timed out" },
    EHOSTUNREACH: { kind: "transient", message: "the host cannot be reached" },
    EHOSTDOWN: { kind: "transient", message: "the host cannot be reached" },
    ENETUNREACH: { kind: "transient", message: "the network cannot be reached" },
    ENETDOWN: { kind: "transient", message: "the network cannot be reached" },
    EMFILE: { kind: "transient", message: "this process has too many files and connections open" },
    AnswerTooLarge: { kind: "transient", message: "the answer is larger than 10 MB, so it is not from ECS" },
    EAI_AGAIN: { kind: "transient", message: "the host name could not be looked up for now" },
    RequestTimeout: { kind: "transient", message: "no answer in time" },
};

/** The meaning of Node's error code, if it is a known fault on the way to a host. */
export function transportFault(code: string): TransportFault | undefined {
    return Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
}

/**
 * The kind of a fault on the way to a host. Certificates, and everything else that does not pass, are `invalid`.
 *
 * @param unknownHost - what is known of earlier lookups of the host's name; a failed one is noted there
 */
export function kindOfTransportFault(code: string, unknownHost: UnknownHost): EcsErrorKind {
    if (code === "ENOTFOUND") {
        return unknownHost.mayPass(performance.now()) ? "transient" : "invalid";
    }
    return code.startsWith("HPE_") ? "transient" : (transportFault(code)?.kind ?? "invalid");
}
