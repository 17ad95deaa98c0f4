import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "./engine/places";

const HELP = `Reports all types that the package exports, in etc/api.md, so that a change of them is seen in a review.

  node -r ts-node/register/transpile-only scripts/api.ts            writes the report
  node -r ts-node/register/transpile-only scripts/api.ts --check    fails when the report is not current

The types are read from dist: \`make build\` comes first.`;

const REPORT = join(REPOSITORY, "etc/api.md");
const NAME = "pulumi-alicloud-instance-status";
const ENTRY_POINTS: readonly (readonly [path: string, types: string])[] = [
    [NAME, "dist/sdk/nodejs/index.d.ts"],
    [`${NAME}/provider`, "dist/sdk/dynamic/index.d.ts"],
    [`${NAME}/testing`, "dist/sdk/testing/index.d.ts"],
];

/** The report of one entry point, as API Extractor writes it. */
function reportOf(types: string, folder: string): string {
    const config = ExtractorConfig.prepare({
        packageJsonFullPath: join(REPOSITORY, "package.json"),
        configObjectFullPath: undefined,
        configObject: {
            projectFolder: REPOSITORY,
            mainEntryPointFilePath: join(REPOSITORY, types),
            compiler: {
                overrideTsconfig: {
                    compilerOptions: {
                        target: "es2022",
                        module: "nodenext",
                        moduleResolution: "nodenext",
                        strict: true,
                        skipLibCheck: true,
                        types: ["node"],
                    },
                    include: [join(REPOSITORY, types)],
                },
            },
            apiReport: { enabled: true, reportFileName: "api", reportFolder: folder, reportTempFolder: folder },
            docModel: { enabled: false },
            dtsRollup: { enabled: false },
            tsdocMetadata: { enabled: false },
            newlineKind: "lf",
        },
    });
    Extractor.invoke(config, {
        localBuild: true,
        messageCallback: (message) => {
            message.handled = message.logLevel !== ExtractorLogLevel.Error; // what it warns of is in the report
        },
    });
    return readFileSync(join(folder, "api.api.md"), "utf8");
}

function report(): string {
    const folder = mkdtempSync(join(tmpdir(), "api-"));
    try {
        const parts = ENTRY_POINTS.map(([path, types]) => {
            const [, code = ""] = /^(```ts\n[^]*^```)$/m.exec(reportOf(types, folder)) ?? [];
            return `## \`${path}\`\n\n${code}\n`;
        });
        return ["# API report\n\nMade by `make api`: do not edit.\n", ...parts].join("\n");
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function main([option]: readonly string[]): void {
    if (option === "--help") {
        console.log(HELP);
        return;
    }
    const current = report();
    if (option !== "--check") {
        writeFileSync(REPORT, current);
    } else if (!existsSync(REPORT) || readFileSync(REPORT, "utf8") !== current) {
        console.error("api: the exported types differ from etc/api.md. If this is what you want: `make api`");
        process.exitCode = 1;
    }
}

main(process.argv.slice(2));
