/** What a signature covers, beside the hash of the body. */
interface SignedParts {
    readonly method: string;
    readonly pathname: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
}

/** The functions of the official SDK that write and sign a request. */
interface OpenApiUtil {
    /** Writes lists as `Name.1`, `Name.2`. */
    query(parameters: Readonly<Record<string, unknown>>): Record<string, string>;
    hash(body: Buffer, algorithm: string): Buffer;
    getUserAgent(suffix: string): string;
    getTimestamp(): string;
    getNonce(): string;
    getAuthorization(
        request: SignedParts,
        algorithm: string,
        bodyHash: string,
        accessKeyId: string,
        accessKeySecret: string,
    ): string;
}

/**
 * Loads these functions, at the first request and as a single file: the SDK as a whole costs 0.5 s and 65 MB, the files
 * that this package uses a tenth of that.
 */
export function openApiUtil(): OpenApiUtil {
    return (require("@alicloud/openapi-core/dist/utils") as { default: OpenApiUtil }).default;
}
