import { chmod, copyFile, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export const BUILT = "built from source";
export const INSTALLED = "installed by Pulumi's own installer";

/** Lays beside a CLI that we built what it needs to run Node programs with dynamic resources. */
export async function furnish(folder: string): Promise<void> {
    const bin = join(folder, "bin");
    const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
    await copyIfDifferent(join(__dirname, "pulumi-language-nodejs"), join(bin, "pulumi-language-nodejs"));
    await copyIfDifferent(join(sdk, "pulumi-resource-pulumi-nodejs"), join(bin, "pulumi-resource-pulumi-nodejs"));
}

export async function recordOrigin(folder: string, origin: string): Promise<void> {
    await writeFile(join(folder, "origin"), `${origin}\n`);
}

/** Another run may be executing the old file at this moment: it keeps it, because the new one only takes its name. */
async function copyIfDifferent(from: string, to: string): Promise<void> {
    const [wanted, present] = await Promise.all([readFile(from), readFile(to).catch(() => undefined)]);
    if (present?.equals(wanted)) {
        return;
    }
    const unfinished = `${to}.${process.pid}`;
    await copyFile(from, unfinished);
    await chmod(unfinished, 0o755);
    await rename(unfinished, to);
}
