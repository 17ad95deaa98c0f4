import { parseArgs } from "node:util";

import { checkValue, invalid } from "../checks/check";
import { DELAY } from "../checks/rules";
import type { Rule } from "../checks/rules";
import { OPTION_RULES } from "../emulator-options";
import type { EcsEmulatorOptions } from "../emulator-options";
import { parseDurationMs } from "../instances/duration";
import type { EmulatedInstance } from "../instances/emulated-instance";
import { readInstance } from "./instance-argument";

/** What the command line asks for. */
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

/** The instance that exists when the command line names none. */
const EXAMPLE = "i-example=Pending:5s,Starting:5s,Running";

/** @throws TypeError for invalid arguments, with a message for the user */
export function readCommandLine(args: readonly string[]): Command {
    const values = parse(args);
    if (values.help === true || values.version === true) {
        return { does: values.help === true ? "help" : "version" };
    }
    return {
        does: "serve",
        options: {
            port: integer("--port", values.port, OPTION_RULES.port),
            instances: readInstances(values.instance ?? [EXAMPLE]),
            regionId: string("--region", values.region, OPTION_RULES.regionId),
            accessKey: string("--access-key", values["access-key"], OPTION_RULES.accessKey),
            secretKey: string("--secret-key", values["secret-key"], OPTION_RULES.secretKey),
            allowUnsigned: values["signed-only"] !== true,
            quotaPerMinute: integer("--quota-per-minute", values["quota-per-minute"], OPTION_RULES.quotaPerMinute),
            latencyMs: delay("--latency", values.latency),
        },
    };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof COMMAND_OPTIONS }>>["values"] {
    try {
        return parseArgs({ args: [...args], options: COMMAND_OPTIONS }).values;
    } catch (error) {
        // Node explains how to pass positional arguments, which this command does not have
        const text = error instanceof Error ? error.message : String(error);
        throw new TypeError(text.replace(/\. To specify a positional argument.*$/s, ""), { cause: error });
    }
}

function readInstances(texts: readonly string[]): EmulatedInstance[] {
    const instances = texts.map(readInstance);
    const ids = instances.map(({ instanceId }) => instanceId);
    const duplicate = ids.findIndex((id, index) => ids.indexOf(id) < index);
    if (duplicate >= 0) {
        throw invalid("--instance", "a unique id", texts[duplicate]);
    }
    return instances;
}

function string(argument: string, text: string | undefined, rule: Rule): string | undefined {
    if (text !== undefined) {
        checkValue(argument, text, rule);
    }
    return text;
}

function integer(argument: string, text: string | undefined, rule: Rule): number | undefined {
    if (text === undefined) {
        return undefined;
    }
    const value = /^(?:\d+|Infinity)$/.test(text) ? Number(text) : text;
    checkValue(argument, value, rule);
    return Number(value);
}

/** In whole milliseconds, the resolution of timers. */
function delay(argument: string, text: string | undefined): number | undefined {
    if (text === undefined) {
        return undefined;
    }
    const delayMs = Math.round(parseDurationMs(argument, text));
    if (!DELAY.accepts(delayMs)) {
        throw invalid(argument, "a duration of at most 24 days", text);
    }
    return delayMs;
}
