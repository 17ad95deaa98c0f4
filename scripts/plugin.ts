import { statSync } from "node:fs";
import { relative } from "node:path";
import { ensureArchive } from "./plugin/archive";
import { ensureExecutable } from "./plugin/executable";
import { runScript } from "./run-script";

const HELP = `Makes the native plugin for this machine, one executable with Node inside, and its archive.

  node -r ts-node/register/transpile-only scripts/plugin.ts

The Node inside comes from npm, once, into this project's own cache. Nothing is done when nothing has changed.`;

runScript("plugin", HELP, async () => {
    const report = (line: string) => console.error(line);
    for (const file of [await ensureExecutable(report), await ensureArchive(report)]) {
        console.log(`plugin: ${relative(process.cwd(), file)}, ${(statSync(file).size / 2 ** 20).toFixed(0)} MB`);
    }
});
