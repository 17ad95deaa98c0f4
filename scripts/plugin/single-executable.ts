import { chmod, copyFile, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../prepare/run-command";
import type { Bundle } from "./bundle";
import { NO_CODE_CACHES, recordCodeCaches } from "./code-caches";
import { nodeExecutable } from "./node-executable";
import { type Platform, thisPlatform } from "./platforms";
import { removeSignature } from "./remove-signature";
import { runtimeScript } from "./runtime-script";
import { signForMac } from "./sign-for-mac";

/** Where Node looks for what belongs to it, as its documentation gives it. */
const RESOURCE = "NODE_SEA_BLOB";
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
const MACH_O_SEGMENT = "NODE_SEA";

/** Puts the plugin into the Node of a platform: one file, which needs nothing else there. */
export async function makeExecutable(platform: Platform, bundle: Bundle, target: string): Promise<void> {
    const here = thisPlatform();
    const node = await nodeExecutable(here);
    const { file: nodeOfPlatform } = await nodeExecutable(platform);
    const folder = await mkdtemp(join(tmpdir(), "plugin-"));
    // under its own name it only ever appears complete, and whoever runs the old one keeps it
    const unfinished = `${target}.${process.pid}`;
    try {
        const caches = platform === here ? await recordCodeCaches(node.file, bundle, folder) : NO_CODE_CACHES;
        const blob = await makeBlob(node.file, folder, {
            "start.js": bundle.start,
            "start.cache": caches.start,
            "later.js": bundle.later,
            "later.cache": caches.later,
        });
        await copyFile(nodeOfPlatform, unfinished);
        await chmod(unfinished, 0o755);
        await removeSignature(platform, unfinished);
        await inject(blob, unfinished);
        if (platform.system === "darwin") {
            await signForMac(unfinished);
        }
        await rename(unfinished, target);
    } finally {
        await rm(unfinished, { force: true });
        await rm(folder, { recursive: true, force: true });
    }
}

/** What Node finds in itself when it starts; made by a Node of the very version that will read it. */
async function makeBlob(node: string, folder: string, assets: Record<string, string | Buffer>): Promise<string> {
    const files = Object.entries({ "launcher.js": await runtimeScript("launcher"), ...assets });
    await Promise.all(files.map(([name, content]) => writeFile(join(folder, name), content)));
    const configuration = {
        main: "launcher.js", // goes into the blob as it stands here: a whole path would be another one each time
        output: "blob",
        disableExperimentalSEAWarning: true,
        useSnapshot: false,
        useCodeCache: false, // the launcher is tiny, and brings the caches of what it launches
        // NODE_OPTIONS is for the Node of the user's program: an option that this one does not know would end it, a hook
        // could write to stdout before the port, and some options make V8 refuse the caches
        execArgvExtension: "none",
        assets: Object.fromEntries(Object.keys(assets).map((name) => [name, name])),
    };
    await writeFile(join(folder, "configuration.json"), JSON.stringify(configuration));
    await runCommand(node, ["--experimental-sea-config", "configuration.json"], {
        cwd: folder,
        hint: "This is the Node of the executable.",
    });
    return join(folder, "blob");
}

async function inject(blob: string, executable: string): Promise<void> {
    // a process of its own, because it writes warnings about parts of Node that it does not touch
    const postject = require.resolve("postject/dist/cli.js");
    const options = ["--sentinel-fuse", FUSE, "--macho-segment-name", MACH_O_SEGMENT];
    await runCommand(process.execPath, [postject, executable, RESOURCE, blob, ...options], {
        hint: "This puts the plugin into a copy of Node.",
    });
}
