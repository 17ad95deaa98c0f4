import { ERROR_CATALOGUE } from "./error-catalogue";

/** Deviations from the documented form of an error. */
export interface ApiErrorDetails {
    readonly message?: string | undefined;
    readonly httpStatus?: number | undefined;
    /** For the header `x-acs-retry-after`. */
    readonly retryAfterMs?: number | undefined;
}

/** A refused call: thrown anywhere, answered by the gateway. */
export class ApiError extends Error {
    readonly httpStatus: number;
    readonly retryAfterMs: number | undefined;

    constructor(
        readonly code: string,
        { message, httpStatus, retryAfterMs }: ApiErrorDetails = {},
    ) {
        const documented = ERROR_CATALOGUE.get(code);
        super(message ?? documented?.message ?? "The request has failed.");
        this.httpStatus = httpStatus ?? documented?.httpStatus ?? 400;
        this.retryAfterMs = retryAfterMs;
    }
}
