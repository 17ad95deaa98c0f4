import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "../../../scripts/engine/lock";
import { projectCacheOf } from "../../../scripts/engine/places";
import { putInPlace, removeUnfinished, unfinishedName } from "../../../scripts/engine/unfinished-folder";

/** How the clients of one language are installed. */
export interface Installation {
    readonly language: string;
    /** The files that say what is installed: another content is another installation. */
    readonly pins: readonly string[];
    /** What else it depends on, such as the version of an interpreter. */
    readonly dependsOn: readonly string[];
    readonly install: (folder: string) => Promise<void>;
}

/**
 * The folder that the clients lie in. They are installed at the first use and whenever their pins change, in this
 * project's own cache; an installation that breaks off leaves nothing that would be taken for a whole one.
 *
 * @throws Error that says what has to be installed on this machine first
 */
export async function prepare({ language, pins, dependsOn, install }: Installation): Promise<string> {
    const root = join(projectCacheOf(process.env), "strangers");
    const folder = join(root, `${language}-${keyOf(pins, dependsOn)}`);
    if (existsSync(folder)) {
        return folder;
    }
    const onWait = (holder: string) => report(`process ${holder} is installing the clients in ${language}, waiting`);
    await withLock(`${folder}.lock`, onWait, async () => {
        // Another process may have finished it while we waited.
        if (existsSync(folder)) {
            return;
        }
        await removeUnfinished(folder);
        const unfinished = unfinishedName(folder);
        const start = performance.now();
        report(`installing the clients in ${language}; once, it takes up to a minute or two`);
        try {
            mkdirSync(unfinished, { recursive: true });
            await install(unfinished);
            await putInPlace(unfinished, folder);
        } finally {
            await rm(unfinished, { recursive: true, force: true });
        }
        report(`installed the clients in ${language} in ${((performance.now() - start) / 1_000).toFixed(1)} s`);
    });
    return folder;
}

function keyOf(pins: readonly string[], dependsOn: readonly string[]): string {
    const hash = createHash("sha256");
    for (const text of [...pins.map((file) => readFileSync(file, "utf8")), ...dependsOn]) {
        hash.update(text).update("\0");
    }
    return hash.digest("hex").slice(0, 16);
}

function report(line: string): void {
    console.log(`strangers: ${line}`);
}
