import { passes } from "./check";

/** Whether it is an object as a literal or JSON makes it: no list, no date, no instance of a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null) {
        return false;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    // not compared with this realm's Object.prototype: test runners such as Jest pass objects of another realm
    return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether JSON represents all of an object unchanged. Members that are `undefined` are allowed: JSON omits them. */
export function isJsonObject(value: unknown): boolean {
    // JSON.stringify itself throws for an object that contains itself
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
