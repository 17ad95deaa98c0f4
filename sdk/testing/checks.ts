import { inspect } from "node:util";

/** What a value must be, in words and as a check. */
export interface Rule {
    readonly expected: string;
    readonly accepts: (value: unknown) => boolean;
    /** Default: the property is optional. */
    readonly isRequired?: boolean;
    /** A key or a token: an error does not show its value. */
    readonly isSecret?: boolean;
}

/** One rule for each property of `T`, so that the compiler finds a missing one. */
export type Rules<T> = { readonly [Name in keyof T]-?: Rule };

/** Node's timers fire at once when they are set to more. */
export const MAX_DELAY_MS = 2_147_483_647;

export const BOOLEAN: Rule = { expected: "true or false", accepts: (value) => typeof value === "boolean" };
export const FUNCTION: Rule = { expected: "a function", accepts: (value) => typeof value === "function" };
export const STRING: Rule = { expected: "a string", accepts: (value) => typeof value === "string" };
export const NON_EMPTY_STRING: Rule = { expected: "a non-empty string", accepts: isNonEmptyString };

export function isNonEmptyString(value: unknown): value is string {
    return typeof value === "string" && value !== "";
}

export function integer(from: number, to = Infinity): Rule {
    return {
        expected: range("an integer", from, to),
        accepts: (value) => Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to,
    };
}

/** Milliseconds, also fractions of one. */
export function milliseconds(to = Infinity): Rule {
    return {
        expected: range("a number", 0, to),
        accepts: (value) => Number.isFinite(value) && Number(value) >= 0 && Number(value) <= to,
    };
}

export function orInfinity({ expected, accepts }: Rule): Rule {
    return { expected: `${expected}, or Infinity`, accepts: (value) => value === Infinity || accepts(value) };
}

export function listOf(expected: string, accepts: (value: unknown) => boolean): Rule {
    // the copy turns the holes of a sparse list into undefined
    return { expected, accepts: (value) => Array.isArray(value) && [...(value as unknown[])].every(accepts) };
}

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

/** Whether it is an object as a literal or JSON makes it: no list, no date, no instance of a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null) {
        return false;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    // not compared with this realm's Object.prototype: test runners such as Jest pass objects of another realm
    return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function passes(check: () => unknown): boolean {
    try {
        check();
        return true;
    } catch {
        return false;
    }
}

function range(what: string, from: number, to: number): string {
    return to === Infinity ? `${what} >= ${from}` : `${what} from ${from} to ${to}`;
}
