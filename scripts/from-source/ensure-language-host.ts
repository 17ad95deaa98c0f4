import { join } from "node:path";
import { isExecutable } from "../engine/inspect-cli";
import { placesOf } from "../engine/places";
import { buildGoProgram, pinsOfModule } from "../prepare/go-program";
import { prepareFolder } from "../prepare/prepare-folder";

/** The versions that the hosts report; go.mod in the folder of the language pins the same. */
export const HOST_VERSIONS = { yaml: "v1.38.1", java: "v0.16.1" } as const;
type HostLanguage = keyof typeof HOST_VERSIONS;

const MODULES = { yaml: "github.com/pulumi/pulumi-yaml", java: "github.com/pulumi/pulumi-java" } as const;
const PACKAGES = { yaml: "cmd/pulumi-language-yaml", java: "pkg/cmd/pulumi-language-java" } as const;

const HINT = [
    "Install one of the two, then try again:",
    "  - Pulumi 3, with all its language hosts: https://www.pulumi.com/docs/install/",
    "  - Go 1.25.11 or later: https://go.dev/doc/install (the host is then built from source, once)",
].join("\n");

/** Compiles a host into a folder; replaced in tests. */
export type BuildHost = (language: HostLanguage, folder: string) => Promise<void>;

/**
 * Returns a folder with `pulumi-language-<language>`, for the PATH of a CLI that has no host beside it: a folder of PATH,
 * the one of the user's Pulumi, or one of this project's cache, where the host is built from source for the tests.
 */
export async function ensureLanguageHost(
    language: HostLanguage,
    environment: NodeJS.ProcessEnv = process.env,
    build: BuildHost = buildHost,
    report: (line: string) => void = console.log,
): Promise<string> {
    const { path, pulumiHome } = placesOf(environment);
    for (const folder of [...path, join(pulumiHome, "bin")]) {
        if (await isExecutable(join(folder, executableOf(language)))) {
            return folder;
        }
    }
    return prepareFolder({
        group: "hosts",
        name: language,
        what: `Pulumi's language host for ${language}`,
        pins: pinsOfModule(join(__dirname, language)),
        dependsOn: [process.platform, process.arch],
        make: (folder) => build(language, folder),
        environment,
        report,
    });
}

async function buildHost(language: HostLanguage, folder: string): Promise<void> {
    await buildGoProgram({
        module: join(__dirname, language),
        package: `${MODULES[language]}/${PACKAGES[language]}`,
        output: join(folder, executableOf(language)),
        variables: { [`${MODULES[language]}/pkg/version.Version`]: HOST_VERSIONS[language] },
        hint: HINT,
    });
}

function executableOf(language: HostLanguage): string {
    return `pulumi-language-${language}`;
}
