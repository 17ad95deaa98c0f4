import { join } from "node:path";
import { isExecutable } from "../engine/inspect-cli";
import { placesOf } from "../engine/places";
import { buildGoProgram, pinsOfModule } from "../prepare/go-program";
import { prepareFolder } from "../prepare/prepare-folder";

/** What a host answers when it is asked for its version; go.mod in the folder of its name pins the same. */
export const HOST_VERSIONS = { yaml: "v1.38.1", java: "v0.16.1" } as const;
export type HostLanguage = keyof typeof HOST_VERSIONS;

const SOURCES = {
    yaml: {
        package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
        versionVariable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
    },
    java: {
        package: "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java",
        versionVariable: "github.com/pulumi/pulumi-java/pkg/version.Version",
    },
} as const;

const HINT = [
    "Install one of the two, then try again:",
    "  - Pulumi 3, with all its language hosts: https://www.pulumi.com/docs/install/",
    "  - Go 1.25.11 or later: https://go.dev/doc/install (the host is then built from source, once)",
].join("\n");

/** Compiles a host into a folder; replaced in tests. */
export type BuildHost = (language: HostLanguage, folder: string) => Promise<void>;

/**
 * The folder with `pulumi-language-<language>`, for the PATH of a CLI that has none beside it: on PATH, in the Pulumi
 * folder, else built from source. Test equipment, like the engine that is built; it lies in this project's own cache.
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
    return await prepareFolder({
        group: "hosts",
        name: language,
        what: `Pulumi's language host for ${language}`,
        pins: pinsOfModule(moduleOf(language)),
        dependsOn: [process.platform, process.arch],
        make: (folder) => build(language, folder),
        environment,
        report,
    });
}

async function buildHost(language: HostLanguage, folder: string): Promise<void> {
    const { package: program, versionVariable } = SOURCES[language];
    await buildGoProgram({
        module: moduleOf(language),
        package: program,
        output: join(folder, executableOf(language)),
        variables: { [versionVariable]: HOST_VERSIONS[language] },
        hint: HINT,
    });
}

function moduleOf(language: HostLanguage): string {
    return join(__dirname, language);
}

function executableOf(language: HostLanguage): string {
    return `pulumi-language-${language}`;
}
