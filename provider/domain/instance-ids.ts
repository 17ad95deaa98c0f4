/** The maximum number of ids in one request: a page of DescribeInstanceStatus has at most 50 rows. */
export const MAX_IDS_PER_REQUEST = 50;

/**
 * The accepted form of one id. ECS does not document the form of its ids, so only clearly invalid strings are refused.
 */
export const INSTANCE_ID_FORM = 'an ECS instance id such as "i-bp1j4i2jdf3owlhe0001"';

/** Whether the value may be an instance id: a printable string without blanks at its ends. */
export function isInstanceId(value: unknown): value is string {
    return typeof value === "string" && value !== "" && value === value.trim() && isPrintable(value);
}

/**
 * Whether a text can be sent, and shown in a message. A lone surrogate cannot be sent. A control character, such as a line
 * break, can fake a line of a log.
 * (The oldest supported Node types do not have String.prototype.isWellFormed.)
 */
export function isPrintable(text: string): boolean {
    return !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text);
}

/** The ids without duplicates, in their order. */
export function uniqueIds(instanceIds: readonly string[]): string[] {
    return [...new Set(instanceIds)];
}

/** Splits the ids into chunks of at most `size`. */
export function chunkIds(instanceIds: readonly string[], size = MAX_IDS_PER_REQUEST): string[][] {
    const chunks: string[][] = [];
    for (let start = 0; start < instanceIds.length; start += size) {
        chunks.push(instanceIds.slice(start, start + size));
    }
    return chunks;
}
