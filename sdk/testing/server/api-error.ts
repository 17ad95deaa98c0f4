import { ERROR_CATALOGUE } from "./error-catalogue";

/** A refused call: thrown anywhere, answered by the gateway. */
export class ApiError extends Error {
    readonly httpStatus: number;
    /** For the header `x-acs-retry-after`. */
    readonly retryAfterMs: number | undefined;

    /** @param deviations - from the documented form of the error */
    constructor(
        readonly code: string,
        deviations: { readonly message?: string; readonly httpStatus?: number; readonly retryAfterMs?: number } = {},
    ) {
        const documented = ERROR_CATALOGUE.get(code);
        super(deviations.message ?? documented?.message ?? "The request has failed.");
        this.httpStatus = deviations.httpStatus ?? documented?.httpStatus ?? 400;
        this.retryAfterMs = deviations.retryAfterMs;
    }
}
