import type { ConnectionSettings, SettingSources } from "../connection-settings";
import { endpointOfConfig } from "./endpoint";
import { configKey, SETTINGS } from "./setting-table";

/** Where a setting may come from, strongest first. */
export const LEVELS = ["arguments", "configuration", "environment"] as const;
export type Level = (typeof LEVELS)[number];

/** The settings that are strings. */
export type TextSetting = Exclude<
    keyof ConnectionSettings,
    "assumeRole" | "assumeRoleWithOidc" | "maxRequestsPerMinute"
>;

/** A place of a setting: an argument, a configuration key or a variable, and what stands there. */
export interface Place<Value = unknown> {
    readonly name: string;
    readonly value: Value;
}

/** The value of a setting from its strongest source. An empty value is the same as none. */
export function findText(
    setting: TextSetting,
    sources: SettingSources,
    levels: readonly Level[] = LEVELS,
): Place<string> | undefined {
    return findPlace(setting, sources, levels) as Place<string> | undefined;
}

/** The first place, in the order of precedence, that has a value for the setting. An empty text is no value. */
export function findPlace(
    setting: keyof ConnectionSettings,
    sources: SettingSources,
    levels: readonly Level[],
): Place | undefined {
    for (const level of levels) {
        const found = placesOf(setting, level, sources).find(({ value }) => (value ?? "") !== "");
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

/** The places of a setting on one level, strongest first. */
export function placesOf(
    setting: keyof ConnectionSettings,
    level: Level,
    { settings, config, configNamespace, env }: SettingSources,
): readonly Place[] {
    switch (level) {
        case "arguments":
            return [{ name: setting, value: settings?.[setting] }];
        case "configuration": {
            const key = configKey(setting);
            const name = configNamespace === undefined ? key : key.replace(/^[^:]*/, configNamespace);
            const value = config?.(key);
            return [{ name, value: setting === "endpoint" ? endpointOfConfig("ecs", value) : value }];
        }
        case "environment":
            return SETTINGS[setting].variables.map((name) => ({ name, value: env[name] }));
    }
}
