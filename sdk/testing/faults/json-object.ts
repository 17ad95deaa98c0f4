import { isPlainObject, passes } from "../checks";

/** Whether JSON represents all of an object unchanged. Members that are `undefined` are allowed: JSON omits them. */
export function isJsonObject(value: unknown): boolean {
    // JSON.stringify itself throws for a circle
    return isPlainObject(value) && passes(() => JSON.stringify(value, refuseNonJson));
}

/** A replacer of `JSON.stringify`. It looks at `this[key]`, because `toJSON` has already changed `value`. */
function refuseNonJson(this: Record<string, unknown>, key: string, value: unknown): unknown {
    const original = this[key];
    const isJson =
        original === null ||
        ["string", "boolean"].includes(typeof original) ||
        Number.isFinite(original) ||
        Array.isArray(original) ||
        isPlainObject(original) ||
        (original === undefined && !Array.isArray(this));
    if (!isJson) {
        throw new TypeError(key);
    }
    return value;
}
