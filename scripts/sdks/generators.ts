import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGoProgram, pinsOfModule } from "../prepare/go-program";
import { prepareFolder } from "../prepare/prepare-folder";
import { runCommand } from "../prepare/run-command";

/** Path in the SDK's folder → content. */
export type Files = Map<string, Buffer>;

const HINT = "Pulumi's generators are compiled with Go 1.25.11 or later: https://go.dev/doc/install";
/** Shown by package managers; the .NET SDK has to have a picture. */
const LOGO = join(__dirname, "logo.png");

/** Two programs, because Pulumi's generator for Java needs an older schema library than the others. */
const GENERATORS = [
    { name: "pulumi", languages: "Node.js, Python, Go and .NET", moreArguments: [LOGO] },
    { name: "java", languages: "Java", moreArguments: [] },
] as const;

/** Runs Pulumi's own SDK generators over the schema. */
export async function runGenerators(schema: string): Promise<Map<string, Files>> {
    const sdks = new Map<string, Files>();
    for (const { name, languages, moreArguments } of GENERATORS) {
        const generator = await prepareGenerator(name, languages);
        for (const [language, files] of await run(generator, schema, moreArguments)) {
            sdks.set(language, files);
        }
    }
    return sdks;
}

/** @returns the executable, compiled at the first use and whenever its source or a version changes */
async function prepareGenerator(name: string, languages: string): Promise<string> {
    const module = join(__dirname, "generators", name);
    const executable = "generate";
    const folder = await prepareFolder({
        group: "generators",
        name,
        what: `the SDK generator for ${languages}`,
        pins: [...pinsOfModule(module), join(module, "main.go")],
        dependsOn: [process.platform, process.arch],
        make: (unfinished) =>
            buildGoProgram({ module, package: ".", output: join(unfinished, executable), hint: HINT }),
    });
    return join(folder, executable);
}

async function run(
    generator: string,
    schema: string,
    moreArguments: readonly string[],
): Promise<[language: string, files: Files][]> {
    const folder = await mkdtemp(join(tmpdir(), "sdks-"));
    const result = join(folder, "result.json");
    try {
        await runCommand(generator, [schema, result, ...moreArguments], { hint: "" });
        const sdks = JSON.parse(await readFile(result, "utf8")) as Record<string, Record<string, string>>;
        return Object.entries(sdks).map(([language, files]) => [language, decoded(files)]);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

function decoded(files: Record<string, string>): Files {
    return new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content, "base64")]));
}
