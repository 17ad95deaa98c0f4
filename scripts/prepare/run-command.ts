import { spawn } from "node:child_process";
import { once } from "node:events";
import { killGroup } from "../engine/kill-group";

interface CommandOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** What to do where the command is not on this machine, or fails. */
    readonly hint: string;
}

/** @returns what it printed */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<string> {
    const { cwd, env = process.env, hint } = options;
    // A group of its own, because what a compiler or an installer starts does not end with it.
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
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
