import { showValue } from "./show-value";

/** What a member of an argument may be, and the words for it. */
export interface Accepted {
    readonly form: string;
    readonly takes: (value: unknown) => boolean;
    /** Whether it must be given. Default: it may be left out. */
    readonly isRequired?: boolean;
    /** A key or a token: an error names it and its form, and does not show it. */
    readonly isSecret?: boolean;
}

/** One entry for each member of `T`, so that none is forgotten. */
export type AcceptedMembers<T> = { readonly [Name in keyof T]-?: Accepted };

export const FLAG: Accepted = { form: "true or false", takes: (value) => typeof value === "boolean" };
export const FUNCTION: Accepted = { form: "a function", takes: (value) => typeof value === "function" };
export const TEXT: Accepted = { form: "a text", takes: (value) => typeof value === "string" };
export const FILLED_TEXT: Accepted = { form: "a text that is not empty", takes: isFilledText };

export function isFilledText(value: unknown): value is string {
    return typeof value === "string" && value !== "";
}

export function wholeNumber(from: number, to = Infinity): Accepted {
    return {
        form: `a whole number from ${from}${to === Infinity ? "" : ` to ${to}`}`,
        takes: (value) => Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to,
    };
}

/** Milliseconds, also in fractions. */
export function milliseconds(to = Infinity): Accepted {
    return {
        form: `a number from 0${to === Infinity ? "" : ` to ${to}`}`,
        takes: (value) => Number.isFinite(value) && Number(value) >= 0 && Number(value) <= to,
    };
}

/** For what may also have no end. */
export function orInfinity({ form, takes }: Accepted): Accepted {
    return { form: `${form}, or Infinity`, takes: (value) => value === Infinity || takes(value) };
}

export function listOf(form: string, takes: (value: unknown) => boolean): Accepted {
    return { form, takes: (value) => Array.isArray(value) && [...(value as unknown[])].every(takes) };
}

/**
 * Checks an argument member by member: plain JavaScript and JSON come past the compiler, and what is silently ignored
 * makes a test pass, or hang, for the wrong reason. A member that is `undefined` is as good as left out.
 *
 * @param what - what the argument is, for the error when it is no object
 * @param path - what stands before the name of a member in an error
 * @throws TypeError that names the member, what is accepted and what was given
 */
export function checkMembers<T extends object>(what: string, given: T, accepted: AcceptedMembers<T>, path = ""): void {
    const members: unknown = given;
    if (typeof members !== "object" || members === null || Array.isArray(members)) {
        throw new TypeError(`${what}: expected an object, got ${showValue(members)}`);
    }
    const unknown = Object.keys(members).find((name) => !Object.hasOwn(accepted, name));
    if (unknown !== undefined) {
        throw new TypeError(`${path}${unknown}: expected one of ${Object.keys(accepted).join(", ")}, got this name`);
    }
    for (const [name, member] of Object.entries<Accepted>(accepted)) {
        checkMember(`${path}${name}`, (members as Record<string, unknown>)[name], member);
    }
}

function checkMember(name: string, value: unknown, accepted: Accepted): void {
    const { form, takes, isRequired = false, isSecret = false } = accepted;
    if (value === undefined ? isRequired : !takes(value)) {
        const got = isSecret && value !== undefined ? "something else" : showValue(value);
        throw new TypeError(`${name}: expected ${form}, got ${got}`);
    }
}
