import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { REPOSITORY } from "./engine/places";
import { generateSdks } from "./sdks/generate-sdks";

const HELP = `Generates the SDKs of the native provider from its schema, with Pulumi's own generators.

  node -r ts-node/register/transpile-only scripts/sdks.ts

It writes sdk/nodejs-native, sdk/python, sdk/go, sdk/java and sdk/dotnet anew. The generators are compiled with Go, once.`;

async function main(): Promise<void> {
    if (process.argv.includes("--help")) {
        console.log(HELP);
        return;
    }
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
}

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: unknown) => {
    console.error(`sdks: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
