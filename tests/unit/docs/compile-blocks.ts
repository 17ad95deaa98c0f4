import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { FencedBlock } from "./fenced-blocks";

const ROOT = join(__dirname, "../../..");

/**
 * Compiles blocks of TypeScript as what a reader makes of them: each a module of its own, strict, with this package
 * under its published names.
 *
 * @returns what is wrong with each, as `file:line: what`
 */
export function compileBlocks(blocks: readonly FencedBlock[]): Map<FencedBlock, string[]> {
    const byFile = new Map(blocks.map((block) => [fileFor(block), block]));
    const host = ts.createCompilerHost(OPTIONS);
    host.fileExists = (file) => byFile.has(file) || ts.sys.fileExists(file);
    host.readFile = (file) => byFile.get(file)?.code ?? ts.sys.readFile(file);
    const program = ts.createProgram([...byFile.keys()], OPTIONS, host);
    const setup = program.getOptionsDiagnostics();
    if (setup.length > 0) {
        throw new Error(setup.map(textOf).join("\n"));
    }
    return new Map([...byFile].map(([file, block]) => [block, problemsIn(program, file, block)]));
}

function problemsIn(program: ts.Program, file: string, block: FencedBlock): string[] {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => {
        const line = source?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
        return `${block.file}:${block.line + line}: ${textOf(diagnostic)}`;
    });
}

function textOf({ messageText }: ts.Diagnostic): string {
    return ts.flattenDiagnosticMessageText(messageText, "\n");
}

/** A file that does not exist, in the root so that all packages are found. */
function fileFor({ file, line, code }: FencedBlock): string {
    return join(ROOT, `${file.replaceAll("/", "-")}-${line}.${hasTopLevelAwait(code) ? "mts" : "ts"}`);
}

/** Most programs are CommonJS; `await` outside of a function is for ES modules. */
function hasTopLevelAwait(code: string): boolean {
    const isAwait = (node: ts.Node): boolean =>
        ts.isAwaitExpression(node) || (!ts.isFunctionLike(node) && ts.forEachChild(node, isAwait) === true);
    return isAwait(ts.createSourceFile("block.mts", code, ts.ScriptTarget.Latest));
}

/** The package's own paths lead to its sources, so that nothing need be built; other providers' packages to their stand-ins. */
function publishedPaths(): Record<string, string[]> {
    const { name, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
        name: string;
        exports: Record<string, string | { types: string }>;
    };
    const paths = Object.entries(exports).flatMap(([path, target]) =>
        typeof target === "string"
            ? []
            : [[path.replace(".", name), [target.types.replace("./dist", ROOT).replace(/\.d\.ts$/, ".ts")]] as const],
    );
    return {
        ...Object.fromEntries(paths),
        "@pulumi/alicloud": [join(ROOT, "tests/fixtures/pulumi-alicloud/index.d.ts")],
        "@pulumi/command": [join(ROOT, "tests/fixtures/pulumi-command/index.d.ts")],
    };
}

const OPTIONS: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node20,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ["node", "mocha"],
    typeRoots: [join(ROOT, "node_modules/@types")],
    paths: publishedPaths(),
};
