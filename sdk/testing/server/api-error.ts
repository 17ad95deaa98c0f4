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

/** Texts of error codes, by HTTP status. */
export type ErrorTexts = Readonly<Record<number, Readonly<Record<string, string>>>>;

/** In the quotation marks of the documented texts. */
export function missing(parameter: string): string {
    return `The input parameter “${parameter}” that is mandatory for processing this request is not supplied.`;
}

export function notValid(parameter: string): string {
    return `The specified parameter “${parameter}” is not valid.`;
}
