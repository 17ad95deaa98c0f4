import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { VERSION } from "../../provider/version";
import { REPOSITORY } from "../engine/places";
import { archive } from "./archive";
import { bundle } from "./bundle";
import { ensureExecutable } from "./ensure-executable";
import { ARCHIVES } from "./folders";
import { licences } from "./licences";
import { nodeExecutable } from "./node-executable";
import { executableNameOf, type Platform, PLATFORMS, thisPlatform } from "./platforms";
import { makeExecutable } from "./single-executable";

/** The name by which Pulumi asks a server for the plugin. */
export function archiveNameOf({ name }: Platform): string {
    return `pulumi-resource-alicloud-instance-status-v${VERSION}-${name}.tar.gz`;
}

/** Makes an archive for each of these platforms, as `pulumi plugin install` takes it, and the checksums of them all; nothing else stays in the folder. */
export async function makeArchives(
    platforms: readonly Platform[],
    report: (line: string) => void,
    folder: string = ARCHIVES,
): Promise<void> {
    await rm(folder, { recursive: true, force: true }); // archives of an earlier version
    await mkdir(folder, { recursive: true });
    const bundled = await bundle();
    const { licence } = await nodeExecutable(PLATFORMS.find(({ system }) => system !== "win32") as Platform);
    const ofOthers = Buffer.from(licences(bundled.packages, licence));
    const checksums: string[] = [];
    for (const platform of platforms) {
        const isHere = platform === thisPlatform();
        const executable = isHere ? await ensureExecutable(report) : join(folder, `${platform.name}.unfinished`);
        if (!isHere) {
            await makeExecutable(platform, bundled, executable);
        }
        const name = archiveNameOf(platform);
        const content = archive([
            { name: executableNameOf(platform), content: await readFile(executable), isExecutable: true },
            { name: "LICENSE", content: await readFile(join(REPOSITORY, "LICENSE")) },
            { name: "LICENSES-OF-OTHERS", content: ofOthers },
            { name: "README.md", content: await readFile(join(REPOSITORY, "README.md")) },
        ]);
        await writeFile(join(folder, name), content);
        checksums.push(`${createHash("sha256").update(content).digest("hex")}  ${name}\n`);
        if (!isHere) {
            await rm(executable);
        }
        report(`plugin: ${name}, ${(content.length / 2 ** 20).toFixed(1)} MB`);
    }
    await writeFile(join(folder, "SHA256SUMS"), checksums.join(""));
}
