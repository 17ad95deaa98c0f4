import { copyFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { REPOSITORY } from "../../../scripts/engine/places";
import { prepareFolder } from "../../../scripts/prepare/prepare-folder";
import { runCommand } from "../../../scripts/prepare/run-command";
import { pathsIn } from "./sdk-files";

const SDK = join(REPOSITORY, "sdk/nodejs-native");

/** The Node.js SDK as it is published: compiled, with package.json beside. */
export function prepareNodeSdk(): Promise<string> {
    return prepareFolder({
        group: "sdks",
        name: "nodejs-native",
        what: "the Node.js SDK",
        pins: pathsIn("sdk/nodejs-native"),
        dependsOn: [ts.version],
        make: async (folder) => {
            await compileTypeScript(join(SDK, "tsconfig.json"), ["--outDir", folder]);
            for (const file of ["package.json", "README.md"]) {
                copyFileSync(join(SDK, file), join(folder, file));
            }
        },
    });
}

/** With the compiler of this repository. */
export async function compileTypeScript(project: string, moreArguments: readonly string[]): Promise<void> {
    const compiler = require.resolve("typescript/bin/tsc");
    await runCommand(process.execPath, [compiler, "-p", project, ...moreArguments], { hint: "" });
}
