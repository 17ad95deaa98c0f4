import dns from "node:dns";

/** Lets no name be looked up but `localhost`: every other host is unknown, without asking anyone. Returns the way back. */
export function knowNoNames(): () => void {
    const { lookup } = dns;
    const stub = (host: string, ...rest: unknown[]): void => {
        if (host === "localhost") {
            Reflect.apply(lookup, dns, [host, ...rest]);
            return;
        }
        const callback = rest.at(-1) as (error: Error) => void;
        setImmediate(callback, Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" }));
    };
    Object.assign(dns, { lookup: stub });
    return () => void Object.assign(dns, { lookup });
}
