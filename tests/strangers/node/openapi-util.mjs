import { requirePackage } from "./packages.mjs";

const { default: OpenApiUtil } = requirePackage("@alicloud/openapi-util");

/** The whole `Authorization` header, as the package's published function makes it. */
export function signAcs3({ key, method, path, query, headers, bodyHash }) {
    const request = { method, pathname: path, query, headers };
    const { accessKey, secretKey } = key;
    return {
        signature: OpenApiUtil.getAuthorization(request, "ACS3-HMAC-SHA256", bodyHash, accessKey, secretKey),
    };
}

export function signHmacSha1({ key, method, parameters }) {
    return { signature: OpenApiUtil.getRPCSignature(parameters, method, key.secretKey) };
}
