import { InstanceStatusError } from "./instance-status-error";

/** Stands for a value that must not be shown: a key, or a text that may hold one. */
export const HIDDEN = Symbol("hidden");

/** An argument that cannot be meant: found before any request is sent. */
export class InvalidArgumentError extends InstanceStatusError {
    /** The argument's name, with its place in it where that helps: `instanceIds[2]`. */
    readonly argument: string;
    /** What was given, shortened; never a secret that is known to be one. */
    readonly value: string;
    /** The accepted form, in words. */
    readonly accepted: string;

    constructor(argument: string, value: unknown, accepted: string) {
        const shown = describeValue(value);
        super("InvalidArgument", `\`${argument}\` must be ${accepted}, got ${shown}`);
        this.argument = argument;
        this.value = shown;
        this.accepted = accepted;
    }

    /** The name without the place in it: `instanceIds[2]` and `assumeRole.roleArn` are places in a property. */
    get property(): string {
        return this.argument.replace(/[[.].*$/, "");
    }

    /** The same error of a value that must not be shown. */
    withoutValue(): InvalidArgumentError {
        return new InvalidArgumentError(this.argument, HIDDEN, this.accepted);
    }
}

/** The value as its writer would recognise it: a quoted string, a short list, otherwise its type. */
function describeValue(value: unknown): string {
    switch (typeof value) {
        case "undefined":
            return "nothing";
        case "number":
            return `${value} (number)`; // JSON knows neither NaN nor Infinity
        case "string":
        case "boolean":
            return `${shorten(JSON.stringify(value))} (${typeof value})`;
        case "object":
            return value === null ? "null" : describeObject(value);
        case "bigint":
        case "symbol":
        case "function":
            return value === HIDDEN ? "a value that is not shown" : `a ${typeof value}`;
    }
}

function describeObject(value: object): string {
    try {
        return shorten(JSON.stringify(value)) + (Array.isArray(value) ? "" : " (object)");
    } catch {
        return "an object"; // with a cycle in it, or a BigInt
    }
}

function shorten(text: string): string {
    const characters = Array.from(text); // not UTF-16 units: half a character is none
    return characters.length > 80 ? `${characters.slice(0, 77).join("")}…` : text;
}
