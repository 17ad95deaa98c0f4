import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const RETRY_AFTER_MS = 500;
/** Longer than the slowest build. An older lock belongs to a machine or container that no longer exists. */
const STALE_AFTER_MS = 30 * 60_000;

/**
 * Runs `work` while no other process does, so that two processes do not build the same thing twice.
 *
 * The lock saves work; correctness does not depend on it. Two processes that find the same stale lock at the same moment
 * may both go on. Their results appear by one rename, so both end well.
 */
export async function withLock<T>(file: string, onWait: (holder: string) => void, work: () => Promise<T>): Promise<T> {
    await mkdir(dirname(file), { recursive: true });
    let told = false;
    while (!(await take(file))) {
        const holder = await readFile(file, "utf8").catch(() => "");
        if (await isStale(file, holder)) {
            await rm(file, { force: true });
            continue;
        }
        if (!told) {
            onWait(holder);
            told = true;
        }
        await sleep(RETRY_AFTER_MS);
    }
    try {
        return await work();
    } finally {
        await rm(file, { force: true });
    }
}

async function take(file: string): Promise<boolean> {
    try {
        await writeFile(file, String(process.pid), { flag: "wx" });
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") {
            return false;
        }
        throw error;
    }
}

async function isStale(file: string, holder: string): Promise<boolean> {
    const written = await stat(file).catch(() => undefined);
    if (written === undefined) {
        return false;
    }
    if (Date.now() - written.mtimeMs > STALE_AFTER_MS) {
        return true;
    }
    // The owner of an empty file is about to write into it.
    return holder !== "" && !isAlive(Number(holder));
}

export function isAlive(processId: number): boolean {
    try {
        process.kill(processId, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
