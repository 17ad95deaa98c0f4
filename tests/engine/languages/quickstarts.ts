import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ensureExecutable } from "../../../scripts/plugin/executable";
import { EngineProject } from "../../support/engine-project";

export const ROOT = resolve(__dirname, "../../..");
const EXAMPLES = join(ROOT, "examples/native");

/** The text of a quickstart's file, with time-outs that a test can wait for. */
export function quickstart(file: string): string {
    const text = readFileSync(join(EXAMPLES, file), "utf8");
    if (!file.endsWith(".xml") && !/\b5m\b/.test(text)) {
        throw new Error(`${file} has no time-out of 5m`);
    }
    return text.replaceAll(/\b5m\b/g, TIMEOUT);
}

/** The time-out of the gates of all quickstarts in tests. */
const TIMEOUT = "5s";

/** A stack of a quickstart, configured with these instances, with the executable of this machine. */
export async function createQuickstart(
    instanceIds: readonly string[],
    options: Omit<Parameters<typeof EngineProject.create>[0], "config" | "plugin">,
): Promise<EngineProject> {
    const plugin = dirname(await ensureExecutable());
    return EngineProject.create({ config: { instanceIds }, plugin, ...options });
}
