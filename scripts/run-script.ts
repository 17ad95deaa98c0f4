export type EndSignal = "SIGINT" | "SIGTERM";
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const satisfies Record<EndSignal, number>;

/**
 * Runs the main function of a script. `--help` prints the help instead. An error becomes one message on stderr and exit
 * code 1.
 *
 * @param end - called at each signal; by default the process exits at once
 */
export function runScript(
    name: string,
    help: string,
    main: (args: string[]) => Promise<void>,
    end: (signal: EndSignal) => void = exitBy,
): void {
    const args = process.argv.slice(2);
    if (args.includes("--help")) {
        console.log(help);
        return;
    }
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
    main(args).catch((error: unknown) => {
        console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        process.exit(1);
    });
}

/** Unlike the signal itself, this runs the exit listeners, which end child processes. */
export function exitBy(signal: EndSignal): never {
    process.exit(EXIT_CODES[signal]);
}
