import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { EndSignal } from "../run-script";

/** A waiting dynamic resource ignores the first signal: the CLI would wait until it ends by itself. */
const SECOND_SIGNAL_AFTER_MS = 1_000;
/** A terminated CLI gives its plugins 5 s before it kills them. */
const KILL_AFTER_MS = 7_000;

/** A run of the CLI with the output of this process, which a signal ends in order. */
export class InterruptibleCommand {
    readonly #process: ChildProcess;
    /** The first signal. */
    interruptedBy: EndSignal | undefined;

    constructor(command: string, args: readonly string[], options: { cwd: string; env: Record<string, string> }) {
        // In a process group of its own, Ctrl-C at the terminal does not reach it: only `interrupt` does.
        this.#process = spawn(command, args, { ...options, detached: true, stdio: ["ignore", "inherit", "inherit"] });
    }

    /** Returns the exit code, or null after a signal. */
    async exitCode(): Promise<number | null> {
        const [code] = (await once(this.#process, "close")) as [number | null];
        return code;
    }

    interrupt(signal: EndSignal): void {
        // The CLI alone gets it, as from a terminal: its plugins are in groups of their own.
        this.#process.kill(signal);
        if (this.interruptedBy === undefined) {
            this.interruptedBy = signal;
            setTimeout(() => this.#process.kill(signal), SECOND_SIGNAL_AFTER_MS).unref();
            setTimeout(() => this.#process.kill("SIGKILL"), KILL_AFTER_MS).unref();
        }
    }
}
