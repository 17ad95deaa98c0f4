import { spawn } from "node:child_process";
import { once } from "node:events";
import { killGroup } from "../engine/kill-group";

interface CommandOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** What the user can do if the command is missing or fails. */
    readonly hint?: string;
}

/** @returns the command's stdout */
export async function runCommand(
    command: string,
    args: readonly string[],
    { cwd, env = process.env, hint = "" }: CommandOptions = {},
): Promise<string> {
    const child = spawn(command, args, {
        cwd,
        env,
        // A process group of its own: compilers and installers start processes that do not end with them.
        detached: true,
        // npm is a script on Windows.
        shell: process.platform === "win32" && command === "npm",
        stdio: ["ignore", "pipe", "pipe"],
    });
    const stop = () => child.pid !== undefined && killGroup(child.pid);
    process.once("exit", stop);
    let output = "";
    let complaints = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    try {
        const [code] = (await once(child, "close")) as [number | null];
        if (code !== 0) {
            const said = `${output}\n${complaints}`.trim().split("\n").slice(-15).join("\n");
            throw new Error(`${command} ${args.join(" ")} failed:\n${said}\n${hint}`);
        }
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            throw new Error(`There is no ${command} on PATH. ${hint}`, { cause: error });
        }
        throw error;
    } finally {
        process.off("exit", stop);
    }
    return output;
}
