import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

export interface PulumiResult {
    /** The exit code, or null when a signal ended the process. */
    code: number | null;
    signal: NodeJS.Signals | null;
    stdout: string;
    stderr: string;
    /** When the process was started and when it had ended, in milliseconds since the epoch. */
    startedAt: number;
    endedAt: number;
}

export interface PulumiOptions {
    pulumi: string;
    cwd: string;
    env: Record<string, string>;
    /** Gets every piece of output as it comes; without it output is only collected. */
    onOutput?: (piece: string, stream: "stdout" | "stderr") => void;
}

/** One run of the CLI, in a process group of its own. */
export class PulumiProcess {
    /** Settles when the process has ended and all its output is there. Rejects only when it could not be started. */
    readonly exited: Promise<PulumiResult>;

    readonly #process: ChildProcessByStdio<null, Readable, Readable>;
    #stdout = "";
    #stderr = "";

    constructor(args: string[], { pulumi, cwd, env, onOutput }: PulumiOptions) {
        const startedAt = Date.now();
        this.#process = spawn(pulumi, args, {
            cwd,
            env,
            // Its own group, so that a Ctrl-C at the terminal reaches only us and we decide what to pass on.
            detached: true,
            stdio: ["ignore", "pipe", "pipe"],
        });
        this.#process.stdout.setEncoding("utf8").on("data", (piece: string) => {
            this.#stdout += piece;
            onOutput?.(piece, "stdout");
        });
        this.#process.stderr.setEncoding("utf8").on("data", (piece: string) => {
            this.#stderr += piece;
            onOutput?.(piece, "stderr");
        });
        this.exited = new Promise((resolve, reject) => {
            this.#process.once("error", reject);
            this.#process.once("close", (code, signal) => {
                resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr, startedAt, endedAt: Date.now() });
            });
        });
    }

    /** All output so far, both streams. */
    get output(): string {
        return this.#stdout + this.#stderr;
    }

    get isRunning(): boolean {
        return this.#process.exitCode === null && this.#process.signalCode === null;
    }

    get processId(): number | undefined {
        return this.#process.pid;
    }

    /** Sends the signal to the CLI alone, as a terminal does: its plugins are in groups of their own. */
    signal(name: NodeJS.Signals): void {
        this.#process.kill(name);
    }
}
