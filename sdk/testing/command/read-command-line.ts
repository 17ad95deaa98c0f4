import { parseArgs } from "node:util";

import { isKey, KEY_FORM } from "../check-options";
import { isRegionId } from "../calls/describe-instance-status";
import { parseDurationMs } from "../instances/duration";
import type { EcsEmulatorOptions } from "../emulator-options";
import type { EmulatedInstance } from "../instances/emulated-instance";
import { repeatedId } from "../instances/repeated-id";
import { MAX_DELAY_MS } from "../server/timers";
import { argumentError, CommandLineError } from "./command-line-error";
import { readInstance } from "./instance-argument";

/** What the command is asked to do. */
export type Command =
    | { readonly does: "help" }
    | { readonly does: "version" }
    | { readonly does: "serve"; readonly options: EcsEmulatorOptions };

/** The options by name, without their `--`. */
export const COMMAND_OPTIONS = {
    port: { type: "string" },
    instance: { type: "string", multiple: true },
    region: { type: "string" },
    "access-key": { type: "string" },
    "secret-key": { type: "string" },
    "signed-only": { type: "boolean" },
    "quota-per-minute": { type: "string" },
    latency: { type: "string" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean" },
} as const;

/** Something to look at for whoever names no instance. */
const EXAMPLE = "i-example=Pending:5s,Starting:5s,Running";

/** @throws CommandLineError */
export function readCommandLine(args: readonly string[]): Command {
    const values = parse(args);
    if (values.help === true || values.version === true) {
        return { does: values.help === true ? "help" : "version" };
    }
    return {
        does: "serve",
        options: {
            port: wholeNumber("--port", values.port, "a port from 0 (any free one) to 65535", 65_535),
            instances: instances(values.instance ?? [EXAMPLE]),
            regionId: region(values.region),
            accessKey: key("--access-key", values["access-key"]),
            secretKey: key("--secret-key", values["secret-key"]),
            allowUnsigned: values["signed-only"] !== true,
            quotaPerMinute: wholeNumber("--quota-per-minute", values["quota-per-minute"], "a whole number"),
            latencyMs: duration("--latency", values.latency),
        },
    };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof COMMAND_OPTIONS }>>["values"] {
    try {
        return parseArgs({ args: [...args], options: COMMAND_OPTIONS }).values;
    } catch (error) {
        // Node's own words name the option; its advice on arguments without a name helps nobody here, there are none
        const text = error instanceof Error ? error.message : String(error);
        throw new CommandLineError(text.replace(/\. To specify a positional argument.*$/s, ""), 2);
    }
}

/** Each instance once: of two that are the same, nobody could tell which one counts. */
function instances(texts: readonly string[]): EmulatedInstance[] {
    const read = texts.map(readInstance);
    const again = repeatedId(read);
    if (again !== undefined) {
        throw argumentError("--instance", "an id that was not named before", texts[again] ?? "");
    }
    return read;
}

function wholeNumber(
    argument: string,
    text: string | undefined,
    accepted: string,
    max = 999_999_999,
): number | undefined {
    if (text !== undefined && !(/^\d{1,9}$/.test(text) && Number(text) <= max)) {
        throw argumentError(argument, accepted, text);
    }
    return text === undefined ? undefined : Number(text);
}

function region(text: string | undefined): string | undefined {
    if (text !== undefined && !isRegionId(text)) {
        throw argumentError("--region", "a region such as cn-hangzhou", text);
    }
    return text;
}

/** A client takes an empty key for none, and would look for another one elsewhere; a secret is not shown. */
function key(argument: string, text: string | undefined): string | undefined {
    if (text !== undefined && !isKey(text)) {
        throw new CommandLineError(`${argument}: expected ${KEY_FORM}`, 2);
    }
    return text;
}

/** In whole milliseconds: a timer knows no smaller ones. */
function duration(argument: string, text: string | undefined): number | undefined {
    if (text === undefined) {
        return undefined;
    }
    const delayMs = Math.round(durationMs(argument, text));
    if (delayMs > MAX_DELAY_MS) {
        throw argumentError(argument, "a duration of at most 24 days", text);
    }
    return delayMs;
}

function durationMs(argument: string, text: string): number {
    try {
        return parseDurationMs(argument, text);
    } catch (error) {
        throw new CommandLineError((error as Error).message, 2);
    }
}
