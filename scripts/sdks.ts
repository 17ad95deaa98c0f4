import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { REPOSITORY } from "./engine/places";
import { runScript } from "./run-script";
import { generateSdks } from "./sdks/generate-sdks";

const HELP = `Generates the SDKs of the native provider from its schema, with Pulumi's own generators.

  node -r ts-node/register/transpile-only scripts/sdks.ts

It replaces sdk/nodejs-native, sdk/python, sdk/go, sdk/java and sdk/dotnet. The generators are compiled with Go, once.`;

runScript("sdks", HELP, async () => {
    for (const [folder, files] of await generateSdks()) {
        const sdk = join(REPOSITORY, "sdk", folder);
        rmSync(sdk, { recursive: true, force: true });
        for (const [path, content] of files) {
            const file = join(sdk, path);
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, content);
        }
        console.log(`sdks: sdk/${folder}, ${files.size} files`);
    }
});
