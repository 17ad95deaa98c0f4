import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../engine/places";
import { runCommand } from "../prepare/run-command";

const SDK = join(REPOSITORY, "sdk/nodejs-native");

/** Builds the Node.js SDK of the native provider as it is published: compiled, with package.json. */
export async function buildNodeSdk(folder: string): Promise<void> {
    await compileTypeScript(join(SDK, "tsconfig.json"), ["--outDir", folder]);
    for (const file of ["package.json", "README.md"]) {
        copyFileSync(join(SDK, file), join(folder, file));
    }
}

/** Uses the compiler of this repository. */
export async function compileTypeScript(project: string, moreArguments: readonly string[]): Promise<void> {
    const compiler = require.resolve("typescript/bin/tsc");
    await runCommand(process.execPath, [compiler, "-p", project, ...moreArguments]);
}
