import { statSync } from "node:fs";
import { relative } from "node:path";
import { ensureExecutable } from "./plugin/ensure-executable";
import { ARCHIVES } from "./plugin/folders";
import { makeArchives } from "./plugin/make-archives";
import { PLATFORMS } from "./plugin/platforms";

const HELP = `Makes the native plugin: one executable with Node inside, which needs nothing else.

  node -r ts-node/register/transpile-only scripts/plugin.ts          for this machine, into bin
  node -r ts-node/register/transpile-only scripts/plugin.ts --all    an archive for each platform, into bin/archives

Node for the executables comes from npm, once, into this project's own cache. Nothing is done when nothing has changed.`;

async function main(): Promise<void> {
    const report = (line: string) => console.error(line);
    if (process.argv.includes("--help")) {
        console.log(HELP);
    } else if (process.argv.includes("--all")) {
        await makeArchives(PLATFORMS, report);
        console.log(`plugin: archives for ${PLATFORMS.length} platforms in ${relative(process.cwd(), ARCHIVES)}`);
    } else {
        const executable = await ensureExecutable(report);
        const megabytes = (statSync(executable).size / 2 ** 20).toFixed(0);
        console.log(`plugin: ${relative(process.cwd(), executable)}, ${megabytes} MB`);
    }
}

// Left alone, these signals end the process without its exit listeners, and what it started would live on.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: unknown) => {
    console.error(`plugin: none. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
