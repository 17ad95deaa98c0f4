import { copyFile, readdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { prepareFolder } from "../prepare/prepare-folder";
import { runCommand } from "../prepare/run-command";

const PINS = ["package.json", "package-lock.json"].map((name) => join(__dirname, "node", name));
const isWindows = process.platform === "win32";

/** The Node that the plugin contains, for this machine. */
interface NodePackage {
    readonly folder: string;
    readonly executable: string;
    readonly licence: string;
}

/** Installs Node from npm in the cache, at the first use. npm chooses the package by platform and checks its integrity. */
export async function nodePackage(): Promise<NodePackage> {
    const installation = await prepareFolder({
        group: "plugin",
        name: "runtime",
        what: "the Node of the plugin, some 60 MB from npm",
        pins: PINS,
        dependsOn: [process.platform, process.arch],
        make: install,
    });
    const folder = join(installation, "node");
    return {
        folder,
        executable: join(folder, "bin", isWindows ? "node.exe" : "node"),
        // The packages for Windows have no licence file. Installations of Node on Windows have it beside node.exe.
        licence: join(isWindows ? dirname(process.execPath) : folder, "LICENSE"),
    };
}

async function install(folder: string): Promise<void> {
    for (const file of PINS) {
        await copyFile(file, join(folder, basename(file)));
    }
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
    await runCommand("npm", ["ci", ...quiet], { cwd: folder, hint: "Is the npm registry reachable?" });
    const modules = join(folder, "node_modules");
    const name = (await readdir(modules).catch(() => [])).find((one) => one.startsWith("node-"));
    if (name === undefined) {
        throw new Error(`npm has installed no Node for ${process.platform} on ${process.arch}.`);
    }
    await rename(join(modules, name), join(folder, "node"));
}
