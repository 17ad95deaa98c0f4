import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PACKAGE } from "../schema/package-facts";

const { name, version, displayName, description, license } = PACKAGE;
/** The module path of the Go SDK: one folder above its only package. */
const GO_MODULE = dirname(PACKAGE.language.go.importBasePath);
const GO_REQUIREMENTS = join(__dirname, "go-requirements");

/** The facts about an SDK that its README shows. `example` is a folder of `examples/native`. */
export const READMES = {
    "nodejs-native": {
        title: PACKAGE.language.nodejs.packageName,
        language: "Node.js",
        example: "nodejs",
        toBuild: "`make sdk-nodejs` in the root of the repository leaves the package in `bin`, for `npm install`.",
    },
    python: {
        title: PACKAGE.language.python.packageName,
        language: "Python",
        example: "python",
        toBuild: "`pip install .` or `pip wheel --no-deps .` in this folder.",
    },
    go: {
        title: PACKAGE.language.go.rootPackageName,
        language: "Go",
        example: "go",
        toBuild: `Nothing has to be built. The module path, \`${GO_MODULE}\`, is a placeholder: until the module has a public address, point a \`replace\` at this folder.`,
    },
    dotnet: {
        title: `Pulumi.${PACKAGE.language.csharp.namespaces[PACKAGE.name]}`,
        language: ".NET",
        example: "dotnet",
        toBuild: "`dotnet build -c Release` in this folder writes the NuGet package too.",
    },
    java: {
        title: `com.pulumi:${PACKAGE.name}`,
        language: "Java",
        example: "java",
        toBuild: "`mvn install` in this folder.",
    },
} as const;
/** A folder in `sdk`. `sdk/nodejs` is not one of them: it is the package without a plugin, written by hand. */
export type SdkFolder = keyof typeof READMES;

/** The files that the generators leave out or write incompletely: path in the SDK → text. */
export function additionsTo(folder: SdkFolder): Record<string, string> {
    const readme = fillTemplate("README.md", { name, description, ...READMES[folder] });
    const more = folder === "go" ? goModule() : folder === "java" ? mavenBuild() : {};
    return { "README.md": readme, ...more };
}

/** The generated go.mod lists one requirement, which is not enough to compile. These files are complete and pinned. */
function goModule(): Record<string, string> {
    const requirements = readFileSync(join(GO_REQUIREMENTS, "go.mod"), "utf8");
    return {
        "go.mod": requirements.replace(/^module .*$/m, `module ${GO_MODULE}`),
        "go.sum": readFileSync(join(GO_REQUIREMENTS, "go.sum"), "utf8"),
    };
}

/** The generator itself knows only Gradle, with a version from the environment of Pulumi's own releases. */
function mavenBuild(): Record<string, string> {
    const { "com.pulumi:pulumi": pulumiVersion, "com.google.code.findbugs:jsr305": jsr305Version } =
        PACKAGE.language.java.dependencies;
    const values = { name, version, displayName, description, license, pulumiVersion, jsr305Version };
    return {
        "pom.xml": fillTemplate("java/pom.xml", values),
        ".gitignore": "target\n",
        // The CLI reads here which plugin a program needs.
        [`src/main/resources/com/pulumi/${name}/plugin.json`]: `${JSON.stringify({ resource: true, name, version }, undefined, 2)}\n`,
    };
}

/** Reads a file of `templates` and replaces each `{{name}}` in it by the value of that name. */
function fillTemplate(file: string, values: Readonly<Record<string, string>>): string {
    return readFileSync(join(__dirname, "templates", file), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const value = values[name];
        if (value === undefined) {
            throw new Error(`templates/${file}: unknown value ${name}`);
        }
        return value;
    });
}
