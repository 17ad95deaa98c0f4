import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { VERSION } from "../../provider/version";
import { REPOSITORY } from "../engine/places";
import { withLock } from "../prepare/lock";
import { runCommand } from "../prepare/run-command";
import { bundlePlugin } from "./bundle";
import { nodePackage } from "./node-package";

/** Build results; ignored by git. */
export const BIN = join(REPOSITORY, "bin");
const NAME = "pulumi-resource-alicloud-instance-status";
/** Pulumi looks for this file, on PATH or in a folder of plugins. */
const EXECUTABLE = join(BIN, process.platform === "win32" ? `${NAME}.exe` : NAME);
/** The fingerprint of the contents of the executable. */
const FINGERPRINT = join(BIN, ".made-of");

const CONFIGURATION = {
    main: "plugin.js",
    output: "plugin",
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    // Deprecations concern the authors of packages. The engine would show them to users.
    execArgv: ["--no-deprecation"],
    // NODE_OPTIONS is meant for the Node of the user's program. Here an unknown option would end the process, and a hook
    // could write to stdout before the port.
    execArgvExtension: "none",
};

let ensured: Promise<string> | undefined;

/** Makes the executable for this machine if it is missing, or if the bundle or its Node have changed. */
export function ensureExecutable(report: (line: string) => void = () => undefined): Promise<string> {
    return (ensured ??= makeIfChanged(report));
}

async function makeIfChanged(report: (line: string) => void): Promise<string> {
    const { script } = await bundlePlugin();
    const { executable: node } = await nodePackage();
    const fingerprint = createHash("sha256")
        .update([script, node, JSON.stringify(CONFIGURATION)].join("\0"))
        .digest("hex");
    const isFresh = async (): Promise<boolean> =>
        (await readFile(FINGERPRINT, "utf8").catch(() => "")) === fingerprint && existsSync(EXECUTABLE);
    if (!(await isFresh())) {
        await mkdir(BIN, { recursive: true });
        const onWait = (holder: string) => report(`plugin: process ${holder} is making it, waiting`);
        await withLock(join(BIN, ".lock"), onWait, async () => {
            if (!(await isFresh())) {
                await rm(FINGERPRINT, { force: true });
                await makeExecutable(script, node);
                await writeFile(FINGERPRINT, fingerprint);
            }
        });
    }
    return EXECUTABLE;
}

/** Puts the script into a copy of Node. A running process keeps the old file, because the new one replaces it by a rename. */
async function makeExecutable(script: string, node: string): Promise<void> {
    const folder = await mkdtemp(join(BIN, ".making-"));
    const made = join(folder, CONFIGURATION.output);
    try {
        await writeFile(join(folder, CONFIGURATION.main), script);
        await writeFile(join(folder, "configuration.json"), JSON.stringify(CONFIGURATION));
        await runCommand(node, ["--build-sea", "configuration.json"], { cwd: folder });
        if (process.platform === "darwin") {
            await runCommand("codesign", ["--sign", "-", "--force", "--identifier", NAME, made]);
        }
        const version = await runCommand(made, ["--version"]);
        if (version.trim() !== VERSION) {
            throw new Error(`The executable says "${version.trim()}" instead of its version, ${VERSION}.`);
        }
        await rename(made, EXECUTABLE);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
