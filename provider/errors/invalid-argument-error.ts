import { InstanceStatusError } from "./instance-status-error";
import { nearestName } from "./nearest-name";

/** Stands for a value that must not be shown: a key, or a text that may hold one. */
export const HIDDEN = Symbol("hidden");

/** What is known where a name is unknown. */
interface UnknownName {
    /** What has this name: an argument, or an option. */
    readonly word: string;
    readonly known: readonly string[];
}

/** An invalid or unknown argument: found before any request is sent. */
export class InvalidArgumentError extends InstanceStatusError {
    /** The argument's name, with its place in it where that helps: `instanceIds[2]`. */
    readonly argument: string;
    /** What was given, shortened; never a known secret. */
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

    /** The error of an unknown name. Its value is not shown: it may be a key under a misspelt name. */
    static unknown(name: string, known: readonly string[], word = "argument"): InvalidArgumentError {
        return new InvalidArgumentError(name, HIDDEN, `one of ${known.join(", ")}`, { word, known });
    }

    /** The name without the place in it: `instanceIds[2]` and `assumeRole.roleArn` are places in a property. */
    get property(): string {
        return this.argument.replace(/[[.].*$/, "");
    }

    /** The same error of a value that must not be shown. */
    withoutValue(): InvalidArgumentError {
        return new InvalidArgumentError(this.argument, HIDDEN, this.accepted, this.#unknown);
    }

    /** The same error of an argument that is a member of another one. */
    within(outer: string): InvalidArgumentError {
        return new InvalidArgumentError(`${outer}.${this.argument}`, this.#given, this.accepted, this.#unknown);
    }
}

function unknownName(name: string, { word, known }: UnknownName): string {
    const nearest = nearestName(name.slice(name.lastIndexOf(".") + 1), known);
    const advice = nearest === undefined ? ` (known: ${known.join(", ")})` : `: did you mean \`${nearest}\`?`;
    return `unknown ${word} \`${name}\`${advice}`;
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
    const characters = Array.from(text); // characters, not UTF-16 units, so that none is cut in half
    return characters.length > 80 ? `${characters.slice(0, 77).join("")}…` : text;
}
