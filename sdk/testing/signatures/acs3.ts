import { createHash, createHmac } from "node:crypto";

import type { ApiCall } from "../server/api-call";
import { ApiError } from "../server/api-error";
import { signatureDoesNotMatch } from "./claim";
import type { Claim } from "./claim";
import { sortedQuery } from "./percent-encode";

export const ACS3 = "ACS3-HMAC-SHA256";

const AUTHORIZATION = /^ACS3-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Every client that speaks ACS3 signs these; without one of them, a request could be altered on the way. */
const ALWAYS_SIGNED = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
];

/** The parts of a request that an ACS3 signature covers. */
export type Acs3Request = Pick<ApiCall, "method" | "path" | "query" | "headers"> & {
    /** In lower case, in the order of the `Authorization` header. */
    readonly signedHeaders: readonly string[];
    /** Hex SHA-256 of the body. */
    readonly bodyHash: string;
};

/** @throws ApiError */
export function acs3Claim(call: ApiCall): Claim {
    const { headers } = call;
    const { accessKeyId, signedHeaders, signature } = parseAuthorization(headers["authorization"] ?? "");
    const securityToken = headers["x-acs-security-token"];
    const mustBeSigned = securityToken === undefined ? ALWAYS_SIGNED : [...ALWAYS_SIGNED, "x-acs-security-token"];
    const bodyHash = sha256Hex(call.body);
    return {
        accessKeyId,
        timestamp: headers["x-acs-date"],
        nonce: headers["x-acs-signature-nonce"],
        securityToken,
        verify(secret) {
            if (!mustBeSigned.every((name) => signedHeaders.includes(name))) {
                throw new ApiError("IncompleteSignature");
            }
            const canonical = canonicalRequest({ ...call, signedHeaders, bodyHash });
            const text = stringToSign(canonical);
            if (headers["x-acs-content-sha256"] !== bodyHash || sign(secret, text) !== signature) {
                throw signatureDoesNotMatch(`StringToSign is [${text}] server CanonicalRequest is [${canonical}]`);
            }
        },
    };
}

/** The parts of `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=…`. @throws ApiError */
export function parseAuthorization(text: string): { accessKeyId: string; signedHeaders: string[]; signature: string } {
    const [, accessKeyId = "", signedHeaders = "", signature = ""] = AUTHORIZATION.exec(text) ?? [];
    if (signature === "") {
        throw new ApiError("IncompleteSignature");
    }
    return { accessKeyId, signedHeaders: signedHeaders.split(";"), signature };
}

export function canonicalRequest({ method, path, query, headers, signedHeaders, bodyHash }: Acs3Request): string {
    const headerLines = signedHeaders
        .map((name) => `${name}:${(Object.hasOwn(headers, name) ? headers[name] : undefined)?.trim() ?? ""}\n`)
        .join("");
    return [method, path, sortedQuery(query), headerLines, signedHeaders.join(";"), bodyHash].join("\n");
}

export function stringToSign(canonical: string): string {
    return `${ACS3}\n${sha256Hex(canonical)}`;
}

/** The key is the secret itself, unlike in the legacy form. */
export function sign(secret: string, text: string): string {
    return createHmac("sha256", secret).update(text).digest("hex");
}

export function sha256Hex(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
