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
}
