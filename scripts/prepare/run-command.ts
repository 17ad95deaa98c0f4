import { spawn } from "node:child_process";
import { once } from "node:events";

interface CommandOptions {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** What the user can do if the command is missing or fails. */
    readonly hint?: string;
    /** The command is killed after this time. */
    readonly timeoutMs?: number;
}

/** Runs a command to its end, and kills it with all its child processes when this process exits before. Returns its stdout. */
export async function runCommand(
    command: string,
    args: readonly string[],
    { cwd, env = process.env, hint = "", timeoutMs }: CommandOptions = {},
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
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const kill = () => killGroup(child.pid);
    const deadline = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs);
    process.once("exit", kill);
    try {
        const [code] = (await once(child, "close")) as [number | null];
        if (code !== 0) {
            const end = `${stdout}\n${stderr}`.trim().split("\n").slice(-15);
            const how = code === null ? "was killed" : "failed";
            throw new Error([`${command} ${args.join(" ")} ${how}:`, ...end, hint].join("\n").trim());
        }
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            throw new Error(`${command} was not found on PATH.\n${hint}`.trim(), { cause: error });
        }
        throw error;
    } finally {
        clearTimeout(deadline);
        process.off("exit", kill);
    }
    return stdout;
}

function killGroup(processId: number | undefined): void {
    try {
        if (processId !== undefined) {
            process.kill(-processId, "SIGKILL");
        }
    } catch {
        // It has already ended.
    }
}
