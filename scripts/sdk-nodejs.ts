import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { REPOSITORY } from "./engine/places";
import { runCommand } from "./prepare/run-command";
import { buildNodeSdk } from "./sdks/build-node-sdk";

const HELP = `Makes the npm package of the native provider's SDK for Node.js.

  node -r ts-node/register/transpile-only scripts/sdk-nodejs.ts [FOLDER]    into FOLDER; without it, into bin`;

async function main([destination = join(REPOSITORY, "bin")]: readonly string[]): Promise<void> {
    if (destination === "--help") {
        console.log(HELP);
        return;
    }
    const folder = mkdtempSync(join(tmpdir(), "sdk-nodejs-"));
    try {
        await buildNodeSdk(folder);
        mkdirSync(destination, { recursive: true });
        const pack = ["pack", "--silent", "--pack-destination", destination];
        const name = await runCommand("npm", pack, { cwd: folder, hint: "npm comes with Node.js" });
        console.log(`sdk: ${relative(process.cwd(), join(destination, name.trim()))}`);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(`sdk: none. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
