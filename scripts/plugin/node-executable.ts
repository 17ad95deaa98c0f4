import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { prepareFolder } from "../prepare/prepare-folder";
import { runCommand } from "../prepare/run-command";
import { NODE_VERSION, type Platform } from "./platforms";

export interface NodeExecutable {
    readonly file: string;
    /** The packages for Windows have none; it is the same for all platforms. */
    readonly licence: string;
}

/** Node for a platform, from npm; fetched once, into this project's own cache. */
export async function nodeExecutable(platform: Platform): Promise<NodeExecutable> {
    const { name, system, nodePackage, integrity } = platform;
    const folder = await prepareFolder({
        group: "plugin",
        name: `node-${NODE_VERSION}-${name}`,
        what: `Node ${NODE_VERSION} for ${name}, some 50 MB from npm`,
        pins: [],
        dependsOn: [nodePackage, integrity],
        make: (unfinished) => fetchNode(platform, unfinished),
    });
    return { file: join(folder, fileNameOn(system)), licence: join(folder, "LICENSE") };
}

async function fetchNode({ nodePackage, integrity, system }: Platform, folder: string): Promise<void> {
    const packed = join(folder, "packed");
    await mkdir(packed);
    await runCommand("npm", ["pack", "--silent", `${nodePackage}@${NODE_VERSION}`, "--pack-destination", packed], {
        hint: "It comes from npm: is there a way to its registry?",
    });
    const [name = ""] = await readdir(packed);
    const archive = join(packed, name);
    await expectIntegrity(archive, integrity);
    const executable = fileNameOn(system);
    // the headers of Node, which are most of its files, stay behind
    const wanted = [`package/bin/${executable}`, ...(system === "win32" ? [] : ["package/LICENSE"])];
    await runCommand("tar", ["-xzf", archive, "-C", folder, "--strip-components=1", ...wanted], {
        hint: "The package has other files than those of earlier versions.",
    });
    await rename(join(folder, "bin", executable), join(folder, executable));
    await rm(join(folder, "bin"), { recursive: true });
    await rm(packed, { recursive: true });
}

/** The checksum that is written down here, whatever the registry says. */
async function expectIntegrity(file: string, expected: string): Promise<void> {
    const digest = createHash("sha512")
        .update(await readFile(file))
        .digest("base64");
    if (`sha512-${digest}` !== expected) {
        throw new Error(`What npm gave is not what is pinned: sha512-${digest} instead of ${expected}.`);
    }
}

function fileNameOn(system: NodeJS.Platform): string {
    return system === "win32" ? "node.exe" : "node";
}
