import { inspect } from "node:util";

import type { Rule, Rules } from "./rules";

/**
 * Checks the properties of an object. Plain JavaScript and JSON are not type-checked, and a property that is silently
 * ignored makes a test pass, or hang, for the wrong reason. `undefined` counts as not given.
 *
 * @param what - the name of the object, for the error when it is not an object
 * @param path - what precedes the name of a property in an error
 * @throws TypeError that names the property, what is expected and what was given
 */
export function checkProperties<T extends object>(what: string, given: T, rules: Rules<T>, path = ""): void {
    const properties: unknown = given;
    if (typeof properties !== "object" || properties === null || Array.isArray(properties)) {
        throw invalid(what, "an object", properties);
    }
    const unknown = Object.keys(properties).find((name) => !Object.hasOwn(rules, name));
    if (unknown !== undefined) {
        throw new TypeError(`unknown property \`${path}${unknown}\` (known: ${Object.keys(rules).join(", ")})`);
    }
    for (const [name, rule] of Object.entries<Rule>(rules)) {
        const value = (properties as Record<string, unknown>)[name];
        if (value !== undefined || rule.isRequired === true) {
            checkValue(`${path}${name}`, value, rule);
        }
    }
}

/** @throws TypeError */
export function checkValue(name: string, value: unknown, { expected, accepts, isSecret = false }: Rule): void {
    if (!accepts(value)) {
        throw isSecret && value !== undefined
            ? new TypeError(`${name}: expected ${expected}, got (hidden)`)
            : invalid(name, expected, value);
    }
}

/** The error for an invalid value, in the same form everywhere. */
export function invalid(name: string, expected: string, got: unknown): TypeError {
    return new TypeError(`${name}: expected ${expected}, got ${showValue(got)}`);
}

/** A value on one line; a long one is cut. */
export function showValue(value: unknown): string {
    return typeof value === "string" && value.length <= 200
        ? JSON.stringify(value)
        : inspect(value, { depth: 2, breakLength: Infinity, maxArrayLength: 5, maxStringLength: 200 });
}

export function passes(check: () => unknown): boolean {
    try {
        check();
        return true;
    } catch {
        return false;
    }
}
