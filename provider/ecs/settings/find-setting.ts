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

/** A value, and the name under which it was found: an argument, a configuration key or a variable. */
export interface Found {
    readonly name: string;
    readonly value: string;
}

/** The value of a setting from its strongest source. An empty value is the same as none. */
export function findText(
    setting: TextSetting,
    sources: SettingSources,
    levels: readonly Level[] = LEVELS,
): Found | undefined {
    for (const level of levels) {
        const found = placesOf(setting, level, sources).find(({ value }) => (value ?? "") !== "");
        if (found !== undefined) {
            return found as Found;
        }
    }
    return undefined;
}

function placesOf(
    setting: TextSetting,
    level: Level,
    { settings, config, env }: SettingSources,
): readonly { readonly name: string; readonly value: string | undefined }[] {
    switch (level) {
        case "arguments":
            return [{ name: setting, value: settings?.[setting] }];
        case "configuration": {
            const key = configKey(setting);
            const value = config?.(key);
            return [{ name: key, value: setting === "endpoint" ? endpointOfConfig("ecs", value) : value }];
        }
        case "environment":
            return SETTINGS[setting].variables.map((name) => ({ name, value: env[name] }));
    }
}
