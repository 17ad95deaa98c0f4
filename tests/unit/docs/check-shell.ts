import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine } from "../../../sdk/testing/command/read-command-line";
import type { FencedBlock } from "./fenced-blocks";

const ROOT = join(__dirname, "../../..");
const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
    bin: Record<string, string>;
};
const MAKEFILE = readFileSync(join(ROOT, "Makefile"), "utf8");

/** What is wrong with shell commands, without running them: their syntax, and names of this repository that do not exist. */
export function problemsOfShell({ file, line, code }: FencedBlock): string[] {
    const { stderr } = spawnSync("bash", ["-n"], { input: code, encoding: "utf8" });
    const syntax = stderr.split("\n").flatMap((text) => {
        const [, number, what] = /line (\d+): (.*)/.exec(text) ?? [];
        return number === undefined ? [] : [`${file}:${line + Number(number) - 1}: ${what}`];
    });
    const names = code.split("\n").flatMap((text, index) => {
        const what = problemOfLine(text.replace(/(^|\s)#.*/, ""));
        return what === undefined ? [] : [`${file}:${line + index}: ${what}`];
    });
    return [...syntax, ...names];
}

function problemOfLine(text: string): string | undefined {
    const words = (text.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) => word.replaceAll("'", ""));
    const [command = "", first = "", second = ""] = words;
    if (command === "npm" && first === "run" && !Object.hasOwn(PACKAGE.scripts, second)) {
        return `there is no script \`${second}\``;
    }
    if (command === "make" && !new RegExp(`^${first}:`, "m").test(MAKEFILE)) {
        return `there is no target \`${first}\``;
    }
    if (command === "npx") {
        return problemOfCommand(first, words.slice(2));
    }
    return undefined;
}

function problemOfCommand(name: string, args: readonly string[]): string | undefined {
    if (Object.hasOwn(PACKAGE.bin, name)) {
        try {
            readCommandLine(args);
            return undefined;
        } catch (error) {
            return String(error);
        }
    }
    if (!existsSync(join(ROOT, "node_modules/.bin", name))) {
        return `there is no command \`${name}\``;
    }
    const missing = args.find((arg) => arg.includes("/") && !existsSync(join(ROOT, arg)));
    return missing === undefined ? undefined : `there is no file \`${missing}\``;
}
