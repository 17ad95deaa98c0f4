import { createHmac } from "node:crypto";

import { requireValue } from "../calls/parameters";
import type { ApiCall } from "../server/api-call";
import { ApiError, notValid } from "../server/api-error";
import { signatureDoesNotMatch } from "./claim";
import type { Claim } from "./claim";
import { percentEncode, sortedQuery } from "./percent-encode";

export function legacyClaim({ method, parameters }: ApiCall): Claim {
    return {
        accessKeyId: parameters.get("AccessKeyId"),
        timestamp: parameters.get("Timestamp"),
        nonce: parameters.get("SignatureNonce"),
        securityToken: parameters.get("SecurityToken"),
        verify(secret) {
            checkSignatureParameter("SignatureMethod", parameters.get("SignatureMethod"), "HMAC-SHA1");
            checkSignatureParameter("SignatureVersion", parameters.get("SignatureVersion"), "1.0");
            const signature = requireValue("Signature", parameters.get("Signature"));
            const text = stringToSign(method, parameters);
            if (sign(secret, text) !== signature) {
                // exactly these words: clients search for them and compare the rest with what they have signed
                throw signatureDoesNotMatch(`string to sign is:${text}`);
            }
        },
    };
}

/** The legacy signature covers the method and every parameter of query and form except the signature itself. */
export function stringToSign(method: string, parameters: Iterable<readonly [string, string]>): string {
    const signed = [...parameters].filter(([key]) => key !== "Signature");
    return `${method}&%2F&${percentEncode(sortedQuery(signed))}`;
}

/** The `&` is part of the key: a second secret could follow it, but was never introduced. */
export function sign(secret: string, text: string): string {
    return createHmac("sha1", `${secret}&`).update(text).digest("base64");
}

function checkSignatureParameter(name: string, value: string | undefined, supported: string): void {
    if (requireValue(name, value) !== supported) {
        // ECS spells this code so
        throw new ApiError("InvalidParamater", { message: notValid(name) });
    }
}
