import { execFile } from "node:child_process";
import { access, constants, mkdtemp, open, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/**
 * The oldest CLI we run on: 3.142 is also the oldest SDK that package.json accepts, and CLI and SDK of one minor
 * version are released together. An older CLI is no supported partner of any SDK a user of this package can have.
 */
export const MINIMUM_MINOR_VERSION = 142;

/** A slow disk may take seconds to load the 110 MB for the first time; a CLI that takes longer is broken. */
const VERSION_TIMEOUT_MS = 30_000;

export type Inspection = { usable: true; version: string; bin: string } | { usable: false; why: string };

/**
 * Says whether `pulumi` can run a Node program with dynamic resources.
 *
 * @param helpersIn More folders in which the CLI would find its helpers, such as those of PATH.
 */
export async function inspectCli(pulumi: string, helpersIn: string[] = []): Promise<Inspection> {
    // The CLI looks for its helpers beside its own real path, so a link from another folder is no obstacle.
    const bin = dirname(await realpath(pulumi));
    if (await isNodeScript(pulumi)) {
        // The npm package `pulumi` is a launcher that downloads the CLI when it is first called: not to be called here.
        return { usable: false, why: `${pulumi} is the npm launcher, not the CLI itself` };
    }
    for (const helper of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
        const found = await Promise.all([bin, ...helpersIn].map((folder) => isExecutable(join(folder, helper))));
        if (!found.includes(true)) {
            return { usable: false, why: `${pulumi} has no ${helper} beside it` };
        }
    }
    let version: string;
    try {
        version = await versionOf(pulumi);
    } catch (error) {
        return { usable: false, why: `${pulumi} does not run (${firstLine(error)})` };
    }
    const parts = /^v?(\d+)\.(\d+)\.\d+/.exec(version);
    if (parts === null) {
        return { usable: false, why: `${pulumi} does not say its version` };
    }
    if (parts[1] !== "3" || Number(parts[2]) < MINIMUM_MINOR_VERSION) {
        return { usable: false, why: `${pulumi} is ${version}, not 3.${MINIMUM_MINOR_VERSION} or a later 3.x` };
    }
    return { usable: true, version: version.startsWith("v") ? version : `v${version}`, bin };
}

export async function isExecutable(file: string): Promise<boolean> {
    try {
        await access(file, constants.X_OK);
        return (await stat(file)).isFile();
    } catch {
        return false;
    }
}

async function versionOf(pulumi: string): Promise<string> {
    // Even `pulumi version` writes a log file into its home, and the user's own home is not ours to write in.
    const home = await mkdtemp(join(tmpdir(), "pulumi-version-"));
    try {
        const { stdout } = await execute(pulumi, ["version"], {
            env: { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
            timeout: VERSION_TIMEOUT_MS,
            killSignal: "SIGKILL",
        });
        return stdout.trim();
    } finally {
        await rm(home, { recursive: true, force: true });
    }
}

async function isNodeScript(file: string): Promise<boolean> {
    const handle = await open(await realpath(file));
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
        return /^#!.*\bnode\b/.test(buffer.toString("latin1", 0, bytesRead));
    } finally {
        await handle.close();
    }
}

function firstLine(error: unknown): string {
    return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
