import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isAlive } from "./lock";

const UNFINISHED = ".unfinished-";

/**
 * Makes a folder of the cache under a temporary name and renames it at the end. Under its own name it only ever appears
 * complete. A folder that exists already under that name is kept.
 */
export async function makeFolder(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
    await removeUnfinished(folder);
    const unfinished = `${folder}${UNFINISHED}${process.pid}`;
    try {
        await mkdir(unfinished, { recursive: true });
        await make(unfinished);
        await rename(unfinished, folder).catch((error: unknown) => {
            // Another process that did not see our lock was faster: its result is as good.
            if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) {
                throw error;
            }
        });
    } finally {
        await rm(unfinished, { recursive: true, force: true });
    }
}

/** Removes what killed processes have left. */
async function removeUnfinished(folder: string): Promise<void> {
    const prefix = `${basename(folder)}${UNFINISHED}`;
    for (const name of await readdir(dirname(folder))) {
        if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
            await rm(join(dirname(folder), name), { recursive: true, force: true });
        }
    }
}
