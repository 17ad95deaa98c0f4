import { chmod, copyFile, mkdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildGoProgram } from "../prepare/go-program";

const SOURCES = join(__dirname, "engine");
const HINT = [
    "Install one of the two, then try again:",
    "  - Pulumi 3, with its Node host: https://www.pulumi.com/docs/install/",
    "  - Go 1.25.11 or later: https://go.dev/doc/install (Pulumi is then built from source, once)",
].join("\n");

/** Builds the CLI into `folder`/bin, from the sources that go.mod and go.sum pin. */
export async function buildEngine(folder: string, version: string, report: (line: string) => void): Promise<void> {
    report(`engine: building Pulumi ${version} from source; once, it takes some minutes`);
    await mkdir(join(folder, "bin"), { recursive: true });
    await buildGoProgram({
        module: SOURCES,
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        output: join(folder, "bin", "pulumi"),
        variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version },
        hint: HINT,
    });
}

/** Copies the helpers for Node programs and dynamic resources to the CLI. Older copies are replaced. */
export async function copyHelpers(folder: string): Promise<void> {
    const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
    await copyIfDifferent("pulumi-language-nodejs", SOURCES, join(folder, "bin"));
    await copyIfDifferent("pulumi-resource-pulumi-nodejs", sdk, join(folder, "bin"));
}

/** A process that runs the old file keeps it, because the new one replaces it by a rename. */
async function copyIfDifferent(name: string, from: string, to: string): Promise<void> {
    const [source, target] = [join(from, name), join(to, name)];
    const [wanted, present] = await Promise.all([readFile(source), readFile(target).catch(() => undefined)]);
    if (present?.equals(wanted)) {
        return;
    }
    const unfinished = `${target}.${process.pid}`;
    await copyFile(source, unfinished);
    await chmod(unfinished, 0o755);
    await rename(unfinished, target);
}
