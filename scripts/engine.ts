import { describeEngine, ensureEngine } from "./engine/ensure-engine";
import { runScript } from "./run-script";

const HELP = `Finds a Pulumi CLI that can run Node programs, or gets one, and describes it in one line.

  node -r ts-node/register/transpile-only scripts/engine.ts

It looks on PATH, in <PULUMI_HOME or ~/.pulumi>, and in a cache folder of its own. Then it tries Pulumi's own installer,
and at last builds the CLI with Go. It never changes your Pulumi login, settings or plugins.`;

runScript("engine", HELP, async () => {
    console.log(describeEngine(await ensureEngine((line) => console.error(line))));
});
