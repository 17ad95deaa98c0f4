import { header, type ApiCall } from "../server/api-call";
import { ApiError } from "../server/api-error";
import { requireValue } from "../calls/request-parameters";
import * as acs3 from "./acs3";
import * as legacy from "./hmac-sha1";

/** Signed in every client that speaks ACS3; a request that leaves one of them open could be altered on the way. */
const ALWAYS_SIGNED = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
];

/** What a request says of its sender, in either form of signature. */
export interface Claim {
    readonly accessKeyId: string | undefined;
    readonly timestamp: string | undefined;
    readonly nonce: string | undefined;
    readonly securityToken: string | undefined;
    /** @throws ApiError when the signature is not that of this secret */
    verify(secret: string): void;
}

export function readClaim(call: ApiCall): Claim {
    return call.signature === acs3.ACS3 ? acs3Claim(call) : legacyClaim(call);
}

function acs3Claim(call: ApiCall): Claim {
    const authorization = acs3.parseAuthorization(call.headers.authorization ?? "");
    if (authorization === undefined) {
        throw new ApiError("IncompleteSignature");
    }
    const { accessKeyId, signedHeaders, signature } = authorization;
    const securityToken = header(call.headers, "x-acs-security-token");
    const mustBeSigned = securityToken === undefined ? ALWAYS_SIGNED : [...ALWAYS_SIGNED, "x-acs-security-token"];
    const bodyHash = acs3.sha256Hex(call.body);
    return {
        accessKeyId,
        timestamp: header(call.headers, "x-acs-date"),
        nonce: header(call.headers, "x-acs-signature-nonce"),
        securityToken,
        verify(secret) {
            if (!mustBeSigned.every((name) => signedHeaders.includes(name))) {
                throw new ApiError("IncompleteSignature");
            }
            const canonical = acs3.canonicalRequest({ ...call, signedHeaders, bodyHash });
            const text = acs3.stringToSign(canonical);
            if (header(call.headers, "x-acs-content-sha256") !== bodyHash || acs3.sign(secret, text) !== signature) {
                throw signatureDoesNotMatch(`StringToSign is [${text}] server CanonicalRequest is [${canonical}]`);
            }
        },
    };
}

function legacyClaim({ method, parameters }: ApiCall): Claim {
    return {
        accessKeyId: parameters.get("AccessKeyId"),
        timestamp: parameters.get("Timestamp"),
        nonce: parameters.get("SignatureNonce"),
        securityToken: parameters.get("SecurityToken"),
        verify(secret) {
            checkSignatureParameter("SignatureMethod", parameters.get("SignatureMethod"), "HMAC-SHA1");
            checkSignatureParameter("SignatureVersion", parameters.get("SignatureVersion"), "1.0");
            const signature = requireValue("Signature", parameters.get("Signature"));
            const text = legacy.stringToSign(method, parameters);
            if (legacy.sign(secret, text) !== signature) {
                // In these very words: clients split them off and compare the rest with what they have signed.
                throw signatureDoesNotMatch(`string to sign is:${text}`);
            }
        },
    };
}

function checkSignatureParameter(name: string, value: string | undefined, supported: string): void {
    if (requireValue(name, value) !== supported) {
        throw new ApiError("InvalidParamater", { message: `The specified parameter “${name}” is not valid.` });
    }
}

/** The real message shows the server's view of the request, signed token header included: clients have to redact it. */
function signatureDoesNotMatch(view: string): ApiError {
    return new ApiError("SignatureDoesNotMatch", {
        message: `Specified signature is not matched with our calculation. server ${view}`,
    });
}
