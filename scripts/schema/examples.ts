import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const EXAMPLES = resolve(__dirname, "../../examples/native");

/** Pulumi's name for each language, and the example program in it. */
const PROGRAMS = {
    typescript: "nodejs/index.ts",
    python: "python/__main__.py",
    go: "go/main.go",
    csharp: "dotnet/Program.cs",
    java: "java/src/main/java/quickstart/App.java",
    yaml: "yaml/Pulumi.yaml",
} as const;
type ExampleLanguage = keyof typeof PROGRAMS;
export const EXAMPLE_LANGUAGES = Object.keys(PROGRAMS) as ExampleLanguage[];

/** The whole example program of a language. */
export function programIn(language: ExampleLanguage): string {
    return wholeOf(readFileSync(join(EXAMPLES, PROGRAMS[language]), "utf8"));
}

/** The titles of the examples. The gate shows the whole program, the others the region of their name. */
const TITLES = {
    InstanceStatusGate: "Hold a deployment back until instances are Running",
    InstanceStatuses: "Record the statuses of instances that a gate has waited for",
    getInstanceStatuses: "Read the statuses of instances",
    getInstanceStatus: "Read the status of one instance",
} as const;
export type ExampleName = keyof typeof TITLES;

/** Comments that editors can fold. */
const BEGIN = /^\s*(?:\/\/|#) region (\w+)$/;
const END = /^\s*(?:\/\/|#) endregion$/;

/** The example of a resource or function in all languages, in the markup of Pulumi's documentation. */
export function exampleOf(name: ExampleName): string {
    const blocks = Object.entries(PROGRAMS).map(([language, file]) => {
        const text = readFileSync(join(EXAMPLES, file), "utf8");
        const shown = name === "InstanceStatusGate" ? wholeOf(text) : regionOf(text, name, file);
        return `\`\`\`${language}\n${shown}\n\`\`\``;
    });
    return [
        "{{% examples %}}",
        "## Example Usage",
        "{{% example %}}",
        `### ${TITLES[name]}`,
        "",
        blocks.join("\n"),
        "{{% /example %}}",
        "{{% /examples %}}",
    ].join("\n");
}

function wholeOf(text: string): string {
    const lines = text.trimEnd().split("\n");
    return lines.filter((line) => !BEGIN.test(line) && !END.test(line)).join("\n");
}

function regionOf(text: string, name: string, file: string): string {
    const lines = text.split("\n");
    const begin = lines.findIndex((line) => BEGIN.exec(line)?.[1] === name);
    const end = lines.findIndex((line, index) => index > begin && END.test(line));
    if (begin < 0 || end < 0) {
        throw new Error(`examples/native/${file} has no region ${name}`);
    }
    const region = lines.slice(begin + 1, end);
    const indent = Math.min(
        ...region.filter((line) => line !== "").map((line) => line.length - line.trimStart().length),
    );
    return region.map((line) => line.slice(indent)).join("\n");
}
