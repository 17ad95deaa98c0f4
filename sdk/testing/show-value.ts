import { inspect } from "node:util";

/** A value as an error shows it: on one line, and not all of a long one. */
export function showValue(value: unknown): string {
    return typeof value === "string" && value.length <= 200
        ? JSON.stringify(value)
        : inspect(value, { depth: 2, breakLength: Infinity, maxArrayLength: 5, maxStringLength: 200 });
}
