import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectCacheOf } from "../engine/places";
import { withLock } from "./lock";
import { makeFolder } from "./make-folder";

const KEY = /^[0-9a-f]{16}$/;
/** Some folders have a hundred megabytes, and each change of an SDK makes another one. */
const UNUSED_AFTER_MS = 3 * 24 * 60 * 60_000;

/** Something that an installer or a compiler makes slowly, once. */
interface Preparation {
    /** Its folder in the cache, such as `strangers`. */
    readonly group: string;
    /** Its name in that folder. */
    readonly name: string;
    /** A description for reports: `the clients in go`. */
    readonly what: string;
    /** The files that determine the result. Other content makes another folder. */
    readonly pins: readonly string[];
    /** What else determines the result, such as the version of an interpreter. */
    readonly dependsOn: readonly string[];
    readonly make: (folder: string) => Promise<void>;
    /** Tells where the cache is. */
    readonly environment?: NodeJS.ProcessEnv;
    readonly report?: (line: string) => void;
}

/**
 * Returns a folder of this project's cache. The first use makes it, and the first use after a change of its pins.
 * Several processes may ask for the same folder at the same time; one makes it.
 *
 * @throws Error that names what the user has to install first
 */
export async function prepareFolder(preparation: Preparation): Promise<string> {
    const { group, name, what, pins, dependsOn, make } = preparation;
    const { environment = process.env, report: print = console.log } = preparation;
    const folder = join(projectCacheOf(environment), group, `${name}-${keyOf(pins, dependsOn)}`);
    if (existsSync(folder)) {
        markAsUsed(folder);
        return folder;
    }
    const report = (line: string) => print(`${group}: ${line}`);
    const onWait = (holder: string) => report(`process ${holder} is preparing ${what}, waiting`);
    await withLock(`${folder}.lock`, onWait, async () => {
        // Another process may have finished it in the meantime.
        if (existsSync(folder)) {
            return;
        }
        const start = performance.now();
        report(`preparing ${what}; once, it takes up to a minute or two`);
        await makeFolder(folder, make);
        await removeUnused(dirname(folder), name);
        report(`prepared ${what} in ${((performance.now() - start) / 1_000).toFixed(1)} s`);
    });
    return folder;
}

function markAsUsed(folder: string): void {
    const now = new Date();
    utimesSync(folder, now, now);
}

/** Removes the results of earlier pins, unless another checkout still uses them. */
async function removeUnused(group: string, name: string): Promise<void> {
    for (const entry of await readdir(group)) {
        const folder = join(group, entry);
        if (entry.startsWith(`${name}-`) && KEY.test(entry.slice(name.length + 1))) {
            const usedAt = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
            if (Date.now() - usedAt > UNUSED_AFTER_MS) {
                await rm(folder, { recursive: true, force: true });
            }
        }
    }
}

function keyOf(pins: readonly string[], dependsOn: readonly string[]): string {
    const hash = createHash("sha256");
    for (const text of [...pins.map((file) => readFileSync(file, "utf8")), ...dependsOn]) {
        hash.update(text).update("\0");
    }
    return hash.digest("hex").slice(0, 16);
}
