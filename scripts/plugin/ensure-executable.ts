import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "../engine/lock";
import { bundle } from "./bundle";
import { fingerprint } from "./fingerprint";
import { BIN } from "./folders";
import { executableNameOf, thisPlatform } from "./platforms";
import { makeExecutable } from "./single-executable";

/** Of which sources the executable was made. */
const MADE_OF = join(BIN, ".made-of");

/** The executable for this machine; made only when there is none, or when a source has changed. */
export async function ensureExecutable(report: (line: string) => void = () => undefined): Promise<string> {
    const platform = thisPlatform();
    const executable = join(BIN, executableNameOf(platform));
    const isFresh = (): boolean => existsSync(executable) && madeOf() === fingerprint();
    if (!isFresh()) {
        await mkdir(BIN, { recursive: true });
        const onWait = (holder: string) => report(`plugin: process ${holder} is making it, waiting for it`);
        await withLock(join(BIN, ".lock"), onWait, async () => {
            if (!isFresh()) {
                const sources = fingerprint(); // before, lest a change meanwhile goes unnoticed
                await rm(MADE_OF, { force: true });
                await makeExecutable(platform, await bundle(), executable);
                await writeFile(MADE_OF, sources);
            }
        });
    }
    return executable;
}

function madeOf(): string | undefined {
    try {
        return readFileSync(MADE_OF, "utf8");
    } catch {
        return undefined;
    }
}
