/** Whether it is an object as a literal or JSON makes it: no list, no date, no instance of a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null) {
        return false;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    // not compared with this realm's own: test runners such as Jest hand over objects of another
    return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether JSON can carry all of it as it is; a member that is `undefined` is left out, as `JSON.stringify` does. */
export function isJsonObject(value: unknown): boolean {
    return isPlainObject(value) && isJsonValue(value, []);
}

/** @param around - the lists and objects that the value is in: one that is in itself has no end */
function isJsonValue(value: unknown, around: readonly unknown[]): boolean {
    if (value === null || typeof value === "string" || typeof value === "boolean") {
        return true;
    }
    if (typeof value === "number") {
        return Number.isFinite(value);
    }
    if (around.includes(value)) {
        return false;
    }
    if (Array.isArray(value)) {
        return value.every((one) => isJsonValue(one, [...around, value]));
    }
    return (
        isPlainObject(value) &&
        Object.values(value).every((one) => one === undefined || isJsonValue(one, [...around, value]))
    );
}
