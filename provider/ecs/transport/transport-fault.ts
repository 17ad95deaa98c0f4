import type { EcsErrorKind } from "../../errors/ecs-api-error";
import type { UnknownHost } from "./unknown-host";

/** What is known of a fault beside its code. */
export interface FaultDetails {
    /** Node's own text; it holds no URL. */
    readonly message?: string | undefined;
    /** The host name that was looked up in vain. */
    readonly hostname?: string | undefined;
    /** The proxy that opened no tunnel. */
    readonly proxy?: string | undefined;
    /** The HTTP status that this proxy answered with. */
    readonly proxyStatus?: number | undefined;
}

/** The meaning of a code of Node. */
interface FaultMeaning {
    readonly kind: EcsErrorKind;
    readonly message: string;
    readonly hint?: string;
}

/** By Node's error code. */
const MEANINGS: Readonly<Record<string, FaultMeaning>> = {
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
};

/** An attempt that got no whole answer. */
export class TransportFault extends Error {
    readonly hostname: string | undefined;
    readonly proxy: string | undefined;
    readonly proxyStatus: number | undefined;

    /** @param code - Node's code, such as `ECONNRESET`, or one of this package's */
    constructor(
        readonly code: string,
        { message, hostname, proxy, proxyStatus }: FaultDetails = {},
    ) {
        super(message ?? code);
        this.hostname = hostname;
        this.proxy = proxy;
        this.proxyStatus = proxyStatus;
    }

    /** The fault that an error of Node stands for. */
    static from(error: Error, proxy?: string): TransportFault {
        if (error instanceof TransportFault) {
            return error;
        }
        const { code = "ClientFault", message, hostname } = error as NodeJS.ErrnoException & { hostname?: string };
        return new TransportFault(code, { message, hostname, proxy });
    }

    /** What the code means, if it is a known fault on the way to a host. */
    get meaning(): FaultMeaning | undefined {
        return Object.hasOwn(MEANINGS, this.code) ? MEANINGS[this.code] : undefined;
    }

    /**
     * The kind of a fault on the way to a host. Certificates, and everything else that does not pass, are `invalid`.
     *
     * @param unknownHost - what is known of earlier lookups of the host's name; a failed one is noted there
     */
    kind(unknownHost: UnknownHost): EcsErrorKind {
        if (this.code === "ENOTFOUND") {
            return unknownHost.mayPass(performance.now()) ? "transient" : "invalid";
        }
        return this.code.startsWith("HPE_") ? "transient" : (this.meaning?.kind ?? "invalid");
    }
}
