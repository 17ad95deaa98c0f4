import { createHmac } from "node:crypto";

import { percentEncode, sortedQuery } from "./percent-encode";

/** What the legacy signature covers: the method, and every parameter of query and form but the signature itself. */
export function stringToSign(method: string, parameters: Iterable<readonly [string, string]>): string {
    const signed = [...parameters].filter(([key]) => key !== "Signature");
    return `${method}&%2F&${percentEncode(sortedQuery(signed))}`;
}

/** The `&` belongs to the key: a place for a token's secret that was never used. */
export function sign(secret: string, text: string): string {
    return createHmac("sha1", `${secret}&`).update(text).digest("base64");
}
