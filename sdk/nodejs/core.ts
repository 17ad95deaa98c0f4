import type * as Core from "../../provider";
import type * as SettingsRules from "../../provider/ecs/check-settings";

/** The core. It is loaded at the first use, so that a program that only declares gates starts faster. */
export function core(): typeof Core {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require("../../provider") as typeof Core;
}

/** The rules for the arguments of a Provider, without the rest of the core. */
export function settingsRules(): typeof SettingsRules {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require("../../provider/ecs/check-settings") as typeof SettingsRules;
}
