import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withLock } from "./lock";
import { projectCacheOf } from "../engine/places";
import { putInPlace, removeUnfinished, unfinishedName } from "./unfinished-folder";

const KEY = /^[0-9a-f]{16}$/;
/** Some have a hundred megabytes, and each change of an SDK makes another one. */
const DISUSED_AFTER_MS = 3 * 24 * 60 * 60_000;

/** What is slow to make and made once: by an installer, by a compiler. */
export interface Preparation {
    /** The folder of the cache that it belongs to, such as `strangers`. */
    readonly group: string;
    /** Its name there. */
    readonly name: string;
    /** What it is, in the words of a report: `the clients in go`. */
    readonly what: string;
    /** The files that say what is made: another content is another folder. */
    readonly pins: readonly string[];
    /** What else it depends on, such as the version of an interpreter. */
    readonly dependsOn: readonly string[];
    readonly make: (folder: string) => Promise<void>;
    /** The cache is where it says. */
    readonly environment?: NodeJS.ProcessEnv;
    readonly report?: (line: string) => void;
}

/**
 * A folder of this project's own cache. It is made at the first use and whenever its pins change; what breaks off leaves
 * nothing that would be taken for a whole one.
 *
 * @throws Error that says what has to be installed on this machine first
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
        // Another process may have finished it while we waited.
        if (existsSync(folder)) {
            return;
        }
        await removeUnfinished(folder);
        const unfinished = unfinishedName(folder);
        const start = performance.now();
        report(`preparing ${what}; once, it takes up to a minute or two`);
        try {
            mkdirSync(unfinished, { recursive: true });
            await make(unfinished);
            await putInPlace(unfinished, folder);
        } finally {
            await rm(unfinished, { recursive: true, force: true });
        }
        await removeDisused(dirname(folder), name);
        report(`prepared ${what} in ${((performance.now() - start) / 1_000).toFixed(1)} s`);
    });
    return folder;
}

function markAsUsed(folder: string): void {
    const now = new Date();
    utimesSync(folder, now, now);
}

/** Removes what was made of earlier pins, unless another checkout still uses it. */
async function removeDisused(group: string, name: string): Promise<void> {
    for (const entry of await readdir(group)) {
        const folder = join(group, entry);
        if (entry.startsWith(`${name}-`) && KEY.test(entry.slice(name.length + 1))) {
            const usedAt = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
            if (Date.now() - usedAt > DISUSED_AFTER_MS) {
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
