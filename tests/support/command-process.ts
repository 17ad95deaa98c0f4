import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** How a process ended. */
export interface CommandEnd {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

/** A command in a process of its own, with nothing but PATH in its environment, and what it has written so far. */
export class CommandProcess {
    readonly exited: Promise<CommandEnd>;
    stdout = "";
    stderr = "";
    readonly #process: ChildProcessByStdio<null, Readable, Readable>;

    constructor(command: string, args: readonly string[], cwd: string) {
        const env = { PATH: process.env["PATH"] };
        this.#process = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        this.#process.stdout.setEncoding("utf8").on("data", (piece: string) => (this.stdout += piece));
        this.#process.stderr.setEncoding("utf8").on("data", (piece: string) => (this.stderr += piece));
        this.exited = new Promise((resolve, reject) => {
            this.#process.once("error", reject);
            this.#process.once("close", (code, signal) => resolve({ code, signal }));
        });
    }

    /** Waits until its output matches; fails when it ends before. */
    async wrote(pattern: RegExp): Promise<RegExpExecArray> {
        for (;;) {
            const ended = this.#process.exitCode !== null || this.#process.signalCode !== null;
            const match = pattern.exec(this.stdout);
            if (match !== null) {
                return match;
            }
            if (ended) {
                throw new Error(`it ended without writing ${pattern}:\n${this.stdout}${this.stderr}`);
            }
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
    }

    signal(name: NodeJS.Signals): void {
        this.#process.kill(name);
    }

    /** Stops reading what it writes, as `head` does after its lines. */
    stopReading(): void {
        this.#process.stdout.destroy();
    }
}
