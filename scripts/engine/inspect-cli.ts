import { execFile } from "node:child_process";
import { access, constants, mkdtemp, open, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/**
 * The oldest CLI that is used. package.json accepts no SDK older than 3.142, and CLI and SDK of one minor version are
 * released together.
 */
const MINIMUM_MINOR_VERSION = 142;

/** A slow disk may take seconds to load the 110 MB for the first time. A CLI that takes longer is broken. */
const VERSION_TIMEOUT_MS = 30_000;

const HELPERS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

type Inspection = { usable: true; version: string; bin: string } | { usable: false; why: string };

/**
 * Tells whether `pulumi` can run a Node program with dynamic resources.
 *
 * @param helpersIn - more folders in which the CLI finds its helpers, such as those of PATH
 */
export async function inspectCli(pulumi: string, helpersIn: string[] = []): Promise<Inspection> {
    // The CLI looks for its helpers beside its real path, so a link from another folder is no obstacle.
    const real = await realpath(pulumi);
    const bin = dirname(real);
    if (await isNodeScript(real)) {
        // The npm package `pulumi` is a launcher that downloads the CLI at its first call: it must not be called here.
        return { usable: false, why: `${pulumi} is the npm launcher, not the CLI itself` };
    }
    for (const helper of HELPERS) {
        const found = await Promise.all([bin, ...helpersIn].map((folder) => isExecutable(join(folder, helper))));
        if (!found.includes(true)) {
            return { usable: false, why: `${pulumi} has no ${helper} beside it` };
        }
    }
    let version: string;
    try {
        version = await versionOf(pulumi);
    } catch (error) {
        const [why] = (error instanceof Error ? error.message : String(error)).split("\n");
        return { usable: false, why: `${pulumi} does not run (${why})` };
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
    // Even `pulumi version` writes a log file into its home, so it does not get the user's.
    const home = await mkdtemp(join(tmpdir(), "pulumi-version-"));
    try {
        const { stdout } = await promisify(execFile)(pulumi, ["version"], {
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
    const handle = await open(file);
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
        return /^#!.*\bnode\b/.test(buffer.toString("latin1", 0, bytesRead));
    } finally {
        await handle.close();
    }
}
