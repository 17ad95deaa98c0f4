/**
 * Runs the main function of a script. `--help` prints the help instead. An error becomes one message on stderr and exit
 * code 1.
 */
export function runScript(name: string, help: string, main: (args: string[]) => Promise<void>): void {
    const args = process.argv.slice(2);
    if (args.includes("--help")) {
        console.log(help);
        return;
    }
    // Without these listeners the signals end the process without its exit listeners, and child processes would live on.
    process.once("SIGINT", () => process.exit(130));
    process.once("SIGTERM", () => process.exit(143));
    main(args).catch((error: unknown) => {
        console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = 1;
    });
}
