/** The most rows that one page of DescribeInstanceStatus holds, and so the most ids that one request asks for. */
export const MAX_IDS_PER_REQUEST = 50;

/** The accepted form of one id. ECS does not publish the form of its ids, so only what no id can be is refused. */
export const INSTANCE_ID_FORM = 'an ECS instance id such as "i-bp1j4i2jdf3owlhe0001"';

/** Whether this could be an instance id: a well-formed, visible string without blanks at its ends. */
export function isInstanceId(value: unknown): value is string {
    return (
        typeof value === "string" &&
        value !== "" &&
        value === value.trim() &&
        !/[\u0000-\u001f\u007f]/.test(value) &&
        isWellFormed(value)
    );
}

/** A lone surrogate cannot be sent. (String.prototype.isWellFormed is younger than this package's oldest Node types.) */
function isWellFormed(text: string): boolean {
    return !/\p{Surrogate}/u.test(text);
}

/** The ids in their order, each once. */
export function uniqueIds(instanceIds: readonly string[]): string[] {
    return [...new Set(instanceIds)];
}

/** Portions of at most so many ids. */
export function chunkIds(instanceIds: readonly string[], size = MAX_IDS_PER_REQUEST): string[][] {
    const chunks: string[][] = [];
    for (let start = 0; start < instanceIds.length; start += size) {
        chunks.push(instanceIds.slice(start, start + size));
    }
    return chunks;
}
