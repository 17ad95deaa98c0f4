import { ArgumentReader } from "../../arguments/argument-reader";
import { checkSettings } from "../../ecs/check-settings";
import { SETTING_NAMES } from "../../ecs/check-settings";
import type { ConnectionSettings, SettingSources } from "../../ecs/connection-settings";
import type { InvalidArgumentError } from "../../errors/invalid-argument-error";
import { isUnknown, type Properties } from "./properties";

/** What the provider is configured with: the arguments of `Provider`, or `alicloud-instance-status:*` of the stack. */
export interface Configuration {
    readonly settings: ConnectionSettings;
    /** Break glass: gates do not wait. */
    readonly skipWait: boolean;
}

/** Beside the settings of a connection, which the dynamic form has too. */
const OF_ITS_OWN = ["skipWait"];
/** What configuration and older SDKs write as JSON: all that is no text. */
const JSON_VALUES = ["assumeRole", "assumeRoleWithOidc", "maxRequestsPerMinute", "skipWait"];

/** What the engine itself puts among the inputs of a provider. */
const OF_THE_ENGINE = ["version", "pluginDownloadURL", "pluginChecksums"];

/** All that is wrong with the inputs of a provider, each at its property; what is not known yet is passed over. */
export function checkConfiguration(inputs: Properties, env: SettingSources["env"]): readonly InvalidArgumentError[] {
    const values = parse(inputs);
    const reader = new ArgumentReader(values, isUnknown);
    reader.boolean("skipWait");
    return [...checkSettings(values, { isUnknown, env, others: OF_ITS_OWN }), ...reader.errors];
}

/** Whether there is such an argument. */
export function isKnown(name: string): boolean {
    return [...SETTING_NAMES, ...OF_ITS_OWN].includes(name);
}

/** @throws InvalidArgumentError - for what `checkConfiguration` would have found, were it asked */
export function configure(inputs: Properties, env: SettingSources["env"]): Configuration {
    const [error] = checkConfiguration(inputs, env);
    if (error !== undefined) {
        throw error;
    }
    const { skipWait, ...settings } = parse(inputs);
    return { settings, skipWait: skipWait === true };
}

/** The arguments as they are meant: without those that say nothing, and without the JSON that the wire wraps some in. */
export function parse(inputs: Properties): Properties {
    const values: Properties = {};
    for (const [name, value] of Object.entries(inputs)) {
        if (OF_THE_ENGINE.includes(name) || value === null || value === "") {
            continue; // nothing, or nothing of ours
        }
        values[name] = value;
        if (JSON_VALUES.includes(name) && typeof value === "string" && !isUnknown(value)) {
            try {
                values[name] = (JSON.parse(value) as unknown) ?? undefined;
            } catch {
                // it stays a text, and is refused as one
            }
        }
    }
    return values;
}
