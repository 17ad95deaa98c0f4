import dns from "node:dns";

/**
 * Lets no name be looked up but `localhost` and those that `addressOf` knows: every other host is unknown, without a
 * question to a real resolver. Returns the way back.
 */
export function knowNoNames(addressOf: (host: string) => string | undefined = () => undefined): () => void {
    const { lookup } = dns;
    const stub = (host: string, ...rest: unknown[]): void => {
        const address = host === "localhost" ? host : addressOf(host);
        if (address !== undefined) {
            Reflect.apply(lookup, dns, [address, ...rest]);
            return;
        }
        const callback = rest.at(-1) as (error: Error) => void;
        const unknown = { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: host };
        setImmediate(callback, Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), unknown));
    };
    Object.assign(dns, { lookup: stub });
    return () => void Object.assign(dns, { lookup });
}
