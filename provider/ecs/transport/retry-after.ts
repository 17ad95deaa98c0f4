import type { IncomingHttpHeaders } from "node:http";

/**
 * When the server wants to be asked again, in milliseconds. Newer gateways say so in `x-acs-retry-after`; the standard
 * header, in seconds, is not documented for ECS.
 */
export function retryAfterOf(headers: IncomingHttpHeaders): number | undefined {
    const seconds = retryAfter(headers["retry-after"]);
    return acsRetryAfterOf(headers) ?? (seconds === undefined ? undefined : seconds * 1_000);
}

/** The same from `x-acs-retry-after` alone. */
export function acsRetryAfterOf(headers: IncomingHttpHeaders): number | undefined {
    return retryAfter(headers["x-acs-retry-after"]);
}

/** An invalid or negative value counts as missing. */
function retryAfter(value: unknown): number | undefined {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}
