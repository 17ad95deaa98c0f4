import { ApiError } from "../server/api-error";

/** What a request says about its sender, in either form of signature. */
export interface Claim {
    readonly accessKeyId: string | undefined;
    readonly timestamp: string | undefined;
    readonly nonce: string | undefined;
    readonly securityToken: string | undefined;
    /** @throws ApiError when the signature does not match this secret */
    verify(secret: string): void;
}

/** Like ECS's message it shows the signed request, with the token's header: clients have to redact it. */
export function signatureDoesNotMatch(view: string): ApiError {
    return new ApiError("SignatureDoesNotMatch", {
        message: `Specified signature is not matched with our calculation. server ${view}`,
    });
}
