import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { REPOSITORY } from "./engine/places";
import { runCommand } from "./prepare/run-command";
import { runScript } from "./run-script";
import { buildNodeSdk } from "./sdks/build-node-sdk";

const HELP = `Makes the npm package of the native provider's SDK for Node.js.

  node -r ts-node/register/transpile-only scripts/sdk-nodejs.ts [FOLDER]    into FOLDER; without it, into bin`;

runScript("sdk", HELP, async ([destination = join(REPOSITORY, "bin")]) => {
    const folder = mkdtempSync(join(tmpdir(), "sdk-nodejs-"));
    try {
        await buildNodeSdk(folder);
        mkdirSync(destination, { recursive: true });
        const pack = ["pack", "--silent", "--pack-destination", destination];
        const name = await runCommand("npm", pack, { cwd: folder });
        console.log(`sdk: ${relative(process.cwd(), join(destination, name.trim()))}`);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});
