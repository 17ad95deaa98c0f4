/** A refused call: thrown anywhere, answered by the gateway. */
export class ApiError extends Error {
    /** @param deviations - from the documented form of the error */
    constructor(
        readonly code: string,
        readonly deviations: {
            readonly message?: string | undefined;
            readonly httpStatus?: number;
            /** For the header `x-acs-retry-after`. */
            readonly retryAfterMs?: number | undefined;
        } = {},
    ) {
        super(code);
    }
}
