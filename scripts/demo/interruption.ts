import type { PulumiProcess } from "../engine/pulumi-process";

/** A dynamic resource does not hear the first signal: the CLI would wait for it to end by itself. */
const SECOND_SIGNAL_AFTER_MS = 1_000;
/** A terminated CLI gives its plugins 5 s before it kills them. */
const KILL_AFTER_MS = 7_000;

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Turns Ctrl-C and SIGTERM into an orderly end: of the running command first, then of the demo. */
export class Interruption {
    #running: PulumiProcess | undefined;
    #exitCode: number | undefined;

    constructor() {
        for (const signal of ["SIGINT", "SIGTERM"] as const) {
            process.on(signal, () => this.#interrupt(signal));
        }
    }

    /** The exit code of a demo that was interrupted, undefined as long as it was not. */
    get exitCode(): number | undefined {
        return this.#exitCode;
    }

    happened(): boolean {
        return this.#exitCode !== undefined;
    }

    /** Passes signals on to this command until it ends. */
    async watch(command: PulumiProcess): Promise<Awaited<PulumiProcess["exited"]>> {
        this.#running = command;
        try {
            return await command.exited;
        } finally {
            this.#running = undefined;
        }
    }

    #interrupt(signal: "SIGINT" | "SIGTERM"): void {
        const isFirst = this.#exitCode === undefined;
        this.#exitCode ??= EXIT_CODES[signal];
        const command = this.#running;
        if (command === undefined) {
            // Nothing to end in order; what there is, the exit listeners remove.
            process.exit(this.#exitCode);
        }
        command.signal(signal);
        if (isFirst) {
            setTimeout(() => command.signal(signal), SECOND_SIGNAL_AFTER_MS).unref();
            setTimeout(() => command.signal("SIGKILL"), KILL_AFTER_MS).unref();
        }
    }
}
