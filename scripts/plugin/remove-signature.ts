import { readFile, writeFile } from "node:fs/promises";
import { removeMachOSignature } from "./mach-o/remove-mach-o-signature";
import { removeAuthenticode } from "./portable-executable/remove-authenticode";
import type { Platform } from "./platforms";

/** Takes off the signature that Node's own publisher gave: it does not hold for what the executable becomes. */
export async function removeSignature({ system }: Platform, file: string): Promise<void> {
    if (system === "darwin") {
        await writeFile(file, removeMachOSignature(await readFile(file)));
    } else if (system === "win32") {
        await writeFile(file, removeAuthenticode(await readFile(file)));
    }
}
