import { InstanceStatusError } from "./instance-status-error";

/** An argument that cannot be meant: found before any request is sent. */
export class InvalidArgumentError extends InstanceStatusError {
    /** The argument's name, with its place in it where that helps: `instanceIds[2]`. */
    readonly argument: string;
    /** What was given, shortened; never a secret. */
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
}

/** The value as its writer would recognise it: a quoted string, a short list, otherwise its type. */
function describeValue(value: unknown): string {
    if (value === undefined) {
        return "nothing";
    }
    let text: string | undefined;
    try {
        text = JSON.stringify(value);
    } catch {
        text = undefined; // a cycle or a BigInt: the type says enough
    }
    const type = value === null || Array.isArray(value) ? "" : ` (${typeof value})`;
    if (text === undefined) {
        return `a ${typeof value}`;
    }
    return (text.length > 80 ? `${text.slice(0, 77)}…` : text) + type;
}
