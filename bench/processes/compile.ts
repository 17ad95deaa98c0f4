import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

const REPOSITORY = resolve(__dirname, "../..");
const FOLDERS = ["provider", "sdk/dynamic", "sdk/nodejs", "sdk/testing", "bench"];

/**
 * Compiles everything that is measured to plain JavaScript: with ts-node, the memory and the CPU time of each process
 * would include the TypeScript compiler.
 *
 * @returns the folder; it is removed when this process ends
 */
export function compileForMeasuring(): string {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    for (const name of ["SIGINT", "SIGTERM"] as const) {
        process.once(name, () => process.exit(1));
    }
    cpSync(join(REPOSITORY, "package.json"), join(folder, "package.json"));
    symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
    const compilerOptions = {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.CommonJS,
        esModuleInterop: true,
    };
    for (const root of FOLDERS) {
        for (const file of readdirSync(join(REPOSITORY, root), { recursive: true, encoding: "utf8" })) {
            if (file.endsWith(".json")) {
                mkdirSync(dirname(join(folder, root, file)), { recursive: true });
                cpSync(join(REPOSITORY, root, file), join(folder, root, file));
            }
            if (file.endsWith(".ts")) {
                const source = readFileSync(join(REPOSITORY, root, file), "utf8");
                const target = join(folder, root, file.replace(/ts$/, "js"));
                mkdirSync(dirname(target), { recursive: true });
                writeFileSync(target, ts.transpileModule(source, { compilerOptions }).outputText);
            }
        }
    }
    return folder;
}
