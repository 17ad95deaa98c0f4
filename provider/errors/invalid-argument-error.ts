import { InstanceStatusError } from "./instance-status-error";
import { nearestName } from "./nearest-name";

/** Replaces a value that must not be shown: a key, or a string that may contain one. */
export const HIDDEN = Symbol("hidden");

/** The alternatives to an unknown name. */
interface UnknownName {
    /** The kind of the name: "argument" or "option". */
    readonly word: string;
    readonly known: readonly string[];
}

/** An invalid or unknown argument. It is found before any request is sent. */
export class InvalidArgumentError extends InstanceStatusError {
    /** The name of the argument, with the place of the value in it: `instanceIds[2]`. */
    readonly argument: string;
    /** The invalid value, shortened; never a known secret. */
    readonly value: string;
    /** The accepted form, in words. */
    readonly accepted: string;
    readonly #given: unknown;
    readonly #unknown: UnknownName | undefined;

    constructor(argument: string, value: unknown, accepted: string, unknown?: UnknownName) {
        const shown = describeValue(value);
        super(
            "InvalidArgument",
            unknown === undefined
                ? `\`${argument}\` must be ${accepted}, got ${shown}`
                : unknownName(argument, unknown),
        );
        this.argument = argument;
        this.value = shown;
        this.accepted = accepted;
        this.#given = value;
        this.#unknown = unknown;
    }

    /** The error for an unknown name. It does not show the value, which may be a key under a misspelt name. */
    static unknown(name: string, known: readonly string[], word = "argument"): InvalidArgumentError {
        return new InvalidArgumentError(name, HIDDEN, `one of ${known.join(", ")}`, { word, known });
    }

    /** The name of the property: `instanceIds` for `instanceIds[2]`, `assumeRole` for `assumeRole.roleArn`. */
    get property(): string {
        return this.argument.replace(/[[.].*$/, "");
    }

    /** The same error without the value. */
    withoutValue(): InvalidArgumentError {
        return new InvalidArgumentError(this.argument, HIDDEN, this.accepted, this.#unknown);
    }

    /** The same error, if the argument is a member of another one. */
    within(outer: string): InvalidArgumentError {
        return new InvalidArgumentError(`${outer}.${this.argument}`, this.#given, this.accepted, this.#unknown);
    }
}

function unknownName(name: string, { word, known }: UnknownName): string {
    const nearest = nearestName(name.slice(name.lastIndexOf(".") + 1), known);
    const advice = nearest === undefined ? ` (known: ${known.join(", ")})` : `: did you mean \`${nearest}\`?`;
    return `unknown ${word} \`${name}\`${advice}`;
}

/** The value in a form that its author recognises: a quoted string, a short list, otherwise the type. */
function describeValue(value: unknown): string {
    switch (typeof value) {
        case "undefined":
            return "nothing";
        case "number":
            return `${value} (number)`; // not JSON, which has neither NaN nor Infinity
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
        return "an object"; // it contains a cycle or a BigInt
    }
}

function shorten(text: string): string {
    const characters = Array.from(text); // not UTF-16 units, so that no character is cut in half
    return characters.length > 80 ? `${characters.slice(0, 77).join("")}…` : text;
}
