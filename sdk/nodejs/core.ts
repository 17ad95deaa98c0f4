import type * as Core from "../../provider";

/**
 * The core, loaded at the first use: a program that only declares resources pays nothing for it.
 */
export function core(): typeof Core {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require("../../provider") as typeof Core;
}
