import { build } from "esbuild";
import { join } from "node:path";

/** The text of what runs around the scripts of the plugin, in the Node of the executable. */
export async function runtimeScript(name: "launcher" | "recorder"): Promise<string> {
    const { outputFiles } = await build({
        entryPoints: [join(__dirname, "runtime", `${name}.ts`)],
        bundle: true,
        write: false,
        platform: "node",
        target: "node22",
        format: "cjs",
        logLevel: "error",
    });
    return outputFiles[0]?.text ?? "";
}
