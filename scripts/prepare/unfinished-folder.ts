import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isAlive } from "./lock";

const UNFINISHED = ".unfinished-";

/** Where a folder of the cache is made: under its own name it only ever appears complete, by one rename. */
export function unfinishedName(folder: string): string {
    return `${folder}${UNFINISHED}${process.pid}`;
}

export async function putInPlace(unfinished: string, folder: string): Promise<void> {
    // What is there now was found unusable, or is the equal work of a process that did not see our lock.
    await rm(folder, { recursive: true, force: true });
    try {
        await rename(unfinished, folder);
    } catch (error) {
        // Such a process was quicker by a hair: its result is as good.
        if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) {
            throw error;
        }
    }
}

/** Removes what a killed run left behind. */
export async function removeUnfinished(folder: string): Promise<void> {
    const prefix = `${basename(folder)}${UNFINISHED}`;
    for (const name of await readdir(dirname(folder))) {
        if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
            await rm(join(dirname(folder), name), { recursive: true, force: true });
        }
    }
}
