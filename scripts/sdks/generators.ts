import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGoProgram, pinsOfModule } from "../prepare/go-program";
import { prepareFolder } from "../prepare/prepare-folder";
import { runCommand } from "../prepare/run-command";

/** Path in the SDK's folder → content. */
export type Files = Map<string, Buffer>;

const HINT = "Pulumi's generators are compiled with Go 1.25.11 or later: https://go.dev/doc/install";
/** Package managers show it. The .NET SDK must have a picture. */
const LOGO = join(__dirname, "logo.png");

/** Two programs, because Pulumi's generator for Java needs an older schema library than the others. */
const GENERATORS = [
    { name: "pulumi", languages: "Node.js, Python, Go and .NET", moreArguments: [LOGO] },
    { name: "java", languages: "Java", moreArguments: [] },
] as const;

/** Runs Pulumi's own SDK generators over the schema: language → its files. */
export async function runGenerators(schema: string): Promise<Map<string, Files>> {
    const sdks = new Map<string, Files>();
    for (const { name, languages, moreArguments } of GENERATORS) {
        const generator = await prepareGenerator(name, languages);
        for (const [language, files] of Object.entries(await run(generator, schema, moreArguments))) {
            const decoded = Object.entries(files).map(([path, text]) => [path, Buffer.from(text, "base64")] as const);
            sdks.set(language, new Map(decoded));
        }
    }
    return sdks;
}

/** Returns the executable. It is compiled at the first use, and after a change of its source or of a version. */
async function prepareGenerator(name: string, languages: string): Promise<string> {
    const module = join(__dirname, "generators", name);
    const folder = await prepareFolder({
        group: "generators",
        name,
        what: `the SDK generator for ${languages}`,
        pins: [...pinsOfModule(module), join(module, "main.go")],
        dependsOn: [process.platform, process.arch],
        make: (unfinished) =>
            buildGoProgram({ module, package: ".", output: join(unfinished, "generate"), hint: HINT }),
    });
    return join(folder, "generate");
}

/** Returns language → path → content in base64. */
async function run(
    generator: string,
    schema: string,
    moreArguments: readonly string[],
): Promise<Record<string, Record<string, string>>> {
    const folder = await mkdtemp(join(tmpdir(), "sdks-"));
    const result = join(folder, "result.json");
    try {
        await runCommand(generator, [schema, result, ...moreArguments]);
        return JSON.parse(await readFile(result, "utf8")) as Record<string, Record<string, string>>;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
