import { createHash, createHmac } from "node:crypto";

import { sortedQuery } from "./percent-encode";

export const ACS3 = "ACS3-HMAC-SHA256";

/** The parts of a request that an ACS3 signature covers. */
export interface Acs3Request {
    readonly method: string;
    readonly path: string;
    /** Decoded; a client's own way of encoding it does not count. */
    readonly query: Iterable<readonly [string, string]>;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    /** Lower-case names, in the order in which the client lists them. */
    readonly signedHeaders: readonly string[];
    /** Hex SHA-256 of the body as it arrived. */
    readonly bodyHash: string;
}

/** `Authorization: ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=…` in parts. */
export interface Acs3Authorization {
    readonly accessKeyId: string;
    readonly signedHeaders: readonly string[];
    readonly signature: string;
}

export function parseAuthorization(header: string): Acs3Authorization | undefined {
    const match = /^ACS3-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        header,
    );
    const [, accessKeyId, signedHeaders, signature] = match ?? [];
    if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) {
        return undefined;
    }
    return { accessKeyId, signedHeaders: signedHeaders.split(";"), signature };
}

export function canonicalRequest({ method, path, query, headers, signedHeaders, bodyHash }: Acs3Request): string {
    const headerLines = signedHeaders.map((name) => `${name}:${String(headers[name] ?? "").trim()}\n`).join("");
    return [method, path, sortedQuery(query), headerLines, signedHeaders.join(";"), bodyHash].join("\n");
}

export function stringToSign(canonical: string): string {
    return `${ACS3}\n${sha256Hex(canonical)}`;
}

/** Unlike the older form, the secret is the key as it is. */
export function sign(secret: string, text: string): string {
    return createHmac("sha256", secret).update(text).digest("hex");
}

export function sha256Hex(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
