import { build } from "esbuild";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const MAIN = resolve(__dirname, "../../provider/cmd/pulumi-resource-alicloud-instance-status/main.ts");

let built: Promise<string> | undefined;

/**
 * The folder of the plugin as an executable script, built once for all tests of a process. It runs in the Node of the
 * tests. tests/package/plugin.test.ts tests the real executable.
 */
export function pluginFolder(): Promise<string> {
    return (built ??= buildPlugin());
}

async function buildPlugin(): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "plugin-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const outfile = join(folder, "pulumi-resource-alicloud-instance-status");
    await build({ entryPoints: [MAIN], outfile, bundle: true, platform: "node", target: "node20", logLevel: "error" });
    chmodSync(outfile, 0o755);
    return folder;
}
