import { createRequire } from "node:module";
import { PulumiCommand } from "@pulumi/pulumi/automation";

type InstallOptions = NonNullable<Parameters<typeof PulumiCommand.install>[0]>;

// The version must be an object of the very `semver` that the SDK uses. Left out, it would be the SDK's own version,
// for which there need not be a CLI.
const { SemVer } = createRequire(require.resolve("@pulumi/pulumi/package.json"))("semver") as {
    SemVer: new (version: string) => NonNullable<InstallOptions["version"]>;
};

/** Run by `install-engine.ts` as a process of its own: `run-installer.ts <root> <version>`. */
async function main([root, version]: string[]): Promise<void> {
    if (root === undefined || version === undefined) {
        throw new Error("usage: run-installer.ts <root> <version>");
    }
    // Without a root the SDK would install into the user's own Pulumi folder, whatever PULUMI_HOME says.
    await PulumiCommand.install({ root, version: new SemVer(version) });
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
