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

export const BOOLEAN = rule("true or false", (value) => typeof value === "boolean");
export const FUNCTION = rule("a function", (value) => typeof value === "function");
export const STRING = rule("a string", (value) => typeof value === "string");
export const NON_EMPTY_STRING = rule("a non-empty string", (value) => typeof value === "string" && value !== "");

/** In milliseconds. Node's timers fire at once when they are set to more. */
export const DELAY = numberFrom(0, 2_147_483_647);

export function rule(expected: string, accepts: (value: unknown) => boolean): Rule {
    return { expected, accepts };
}

export function matching(expected: string, pattern: RegExp): Rule {
    return rule(expected, (value) => typeof value === "string" && pattern.test(value));
}

export function required(optional: Rule): Rule {
    return { ...optional, isRequired: true };
}

export function numberFrom(from: number, to = Infinity): Rule {
    return inRange("a number", Number.isFinite, from, to);
}

export function integerFrom(from: number, to = Infinity): Rule {
    return inRange("an integer", Number.isSafeInteger, from, to);
}

export function orInfinity({ expected, accepts }: Rule): Rule {
    return rule(`${expected}, or Infinity`, (value) => value === Infinity || accepts(value));
}

export function listOf(expected: string, accepts: (value: unknown) => boolean): Rule {
    // the copy turns the holes of a sparse list into undefined
    return rule(expected, (value) => Array.isArray(value) && [...(value as unknown[])].every(accepts));
}

function inRange(what: string, isNumber: (value: unknown) => boolean, from: number, to: number): Rule {
    const range = to === Infinity ? `>= ${from}` : `from ${from} to ${to}`;
    return rule(`${what} ${range}`, (value) => isNumber(value) && Number(value) >= from && Number(value) <= to);
}
