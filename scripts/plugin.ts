import { statSync } from "node:fs";
import { relative } from "node:path";
import { ensureArchive } from "./plugin/archive";
import { ensureExecutable } from "./plugin/executable";

const HELP = `Makes the native plugin for this machine, and its archive: one executable with Node inside, which needs nothing else.

  node -r ts-node/register/transpile-only scripts/plugin.ts

The Node inside comes from npm, once, into this project's own cache. Nothing is done when nothing has changed.`;

async function main(): Promise<void> {
    if (process.argv.includes("--help")) {
        console.log(HELP);
        return;
    }
    const report = (line: string) => console.error(line);
    for (const file of [await ensureExecutable(report), await ensureArchive(report)]) {
        console.log(`plugin: ${relative(process.cwd(), file)}, ${(statSync(file).size / 2 ** 20).toFixed(0)} MB`);
    }
}

// Left alone, these signals end the process without its exit listeners, and what it started would live on.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: unknown) => {
    console.error(`plugin: none. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
