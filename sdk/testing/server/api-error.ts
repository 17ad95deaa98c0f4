import { ERROR_CATALOGUE } from "./error-catalogue";

/** What may differ from the documented form of an error. */
export interface ApiErrorDetails {
    readonly message?: string | undefined;
    readonly httpStatus?: number | undefined;
    /** Milliseconds for the `x-acs-retry-after` header; without it, no such header. */
    readonly retryAfterMs?: number | undefined;
}

/** A call that is refused: thrown wherever that is found out, answered in one place. */
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
