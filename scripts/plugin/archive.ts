import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { VERSION } from "../../provider/version";
import { REPOSITORY } from "../engine/places";
import { runCommand } from "../prepare/run-command";
import { bundlePlugin } from "./bundle";
import { BIN, ensureExecutable } from "./executable";
import { nodePackage } from "./node-package";

const OS: Partial<Record<NodeJS.Platform, string>> = { win32: "windows" };
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64" };

/** The name by which Pulumi asks a server for the plugin. */
const NAME = [
    `pulumi-resource-alicloud-instance-status-v${VERSION}`,
    OS[process.platform] ?? process.platform,
    `${ARCHITECTURES[process.arch] ?? process.arch}.tar.gz`,
].join("-");

/** Packs the executable for this machine, with the licences of its contents, as `pulumi plugin install --file` takes it. */
export async function ensureArchive(report?: (line: string) => void): Promise<string> {
    const executable = await ensureExecutable(report);
    const archive = join(BIN, NAME);
    if (existsSync(archive) && (await stat(archive)).mtimeMs >= (await stat(executable)).mtimeMs) {
        return archive;
    }
    const folder = await mkdtemp(join(BIN, ".packing-"));
    try {
        await copyFile(executable, join(folder, basename(executable)));
        for (const file of ["LICENSE", "README.md"]) {
            await copyFile(join(REPOSITORY, file), join(folder, file));
        }
        await writeFile(join(folder, "LICENSES-OF-OTHERS"), await licences());
        const files = [basename(executable), "LICENSE", "LICENSES-OF-OTHERS", "README.md"];
        // without the user and group of the machine that packs
        await runCommand("tar", ["--numeric-owner", "-czf", NAME, ...files], { cwd: folder });
        await rename(join(folder, NAME), archive);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
    return archive;
}

/** The licences of the packages and of the Node in the executable: each asks to be passed on with it. */
async function licences(): Promise<string> {
    const { packages } = await bundlePlugin();
    const { folder, licence } = await nodePackage();
    const chapters = packages.map(async (one) => chapter(one, await licenceOf(one)));
    return (await Promise.all([...chapters, chapter(folder, await readFile(licence, "utf8"))])).join("\n");
}

async function licenceOf(packageFolder: string): Promise<string> {
    const files = (await readdir(packageFolder)).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(packageFolder, file), "utf8")));
    return texts.map((text) => text.trim()).join("\n\n");
}

async function chapter(packageFolder: string, licence: string): Promise<string> {
    const { name, version, license } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as {
        name: string;
        version: string;
        license?: string;
    };
    const line = "=".repeat(80);
    return `${line}\n${name} ${version}\n${line}\n\n${licence.trim() || `License: ${license ?? "none given"}`}\n`;
}
