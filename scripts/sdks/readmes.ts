import { PACKAGE } from "../schema/package-facts";
import { GO_MODULE } from "./go-module";

interface Readme {
    readonly title: string;
    readonly language: string;
    /** Its folder in `examples/native`. */
    readonly example: string;
    readonly toBuild: string;
}

/** By the folder of the SDK. */
const READMES = {
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
} as const satisfies Record<string, Readme>;
export type SdkFolder = keyof typeof READMES;

/** The generators write one sentence at most. */
export function readmeOf(folder: SdkFolder): string {
    const { title, language, example, toBuild } = READMES[folder];
    return `# ${title}

${PACKAGE.description}

This is the SDK of the Pulumi provider \`${PACKAGE.name}\` for ${language}. It needs the provider's plugin,
\`pulumi-resource-${PACKAGE.name}\`. A program to begin with: \`examples/native/${example}\`.

${toBuild}

Everything in this folder is generated from the provider's schema by \`make sdks\`; nothing is edited by hand.
`;
}
