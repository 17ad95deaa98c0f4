import { describeEngine, ensureEngine } from "./engine/ensure-engine";

const HELP = `Finds a Pulumi CLI that can run Node programs, or gets one, and says in one line which.

  node -r ts-node/register/transpile-only scripts/engine.ts

It looks on PATH, in <PULUMI_HOME or ~/.pulumi>, and in a cache folder of its own; then it lets Pulumi's own installer
try, and at last builds the CLI with Go. It never changes your Pulumi login, settings or plugins.`;

async function main(): Promise<void> {
    if (process.argv.includes("--help")) {
        console.log(HELP);
        return;
    }
    console.log(describeEngine(await ensureEngine((line) => console.error(line))));
}

// Left alone, these signals end the process without its exit listeners, and a compiler or a download would live on.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

main().catch((error: unknown) => {
    console.error(`engine: none. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
});
