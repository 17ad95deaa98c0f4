import type * as Core from "../../provider";
import type * as SettingsRules from "../../provider/ecs/check-settings";

/** The core, loaded at the first use: a program that only declares gates pays nothing for it. */
export function core(): typeof Core {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require("../../provider") as typeof Core;
}

/** The rules for the arguments of a Provider alone, which a program that only declares one pays for. */
export function settingsRules(): typeof SettingsRules {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require("../../provider/ecs/check-settings") as typeof SettingsRules;
}
