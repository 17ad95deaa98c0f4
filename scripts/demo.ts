import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { EcsEmulator } from "pulumi-alicloud-instance-status/testing";
import { InterruptibleCommand } from "./demo/interruptible-command";
import { failed, judge, type Verdict } from "./demo/verdict";
import { describeEngine, ensureEngine } from "./engine/ensure-engine";
import type { Engine } from "./engine/find-engine";
import { removeWithProcesses } from "./engine/leftovers";
import { REPOSITORY } from "./engine/places";
import { createProjectFolder, environmentOf, installPackages, type ProjectFolder } from "./engine/project-folder";
import { runCommand } from "./prepare/run-command";
import { exitBy, runScript } from "./run-script";

const HELP = `Runs examples/quickstart with a real \`pulumi up\` against an emulated ECS on this machine.

  node -r ts-node/register/transpile-only scripts/demo.ts [folder of another example]

No account is needed, and no network once the engine is there. Everything happens in a temporary folder.`;

const STACK = "demo";
/** The instance that the example waits for. */
const INSTANCE_ID = "i-bp1quickstart0001";
/** Long enough to watch, short enough to wait for. */
const SCRIPT: [string, string?][] = [["Pending", "2s"], ["Starting", "5s"], ["Running"]];
const RUNNING_AFTER_MS = 7_000;

let up: InterruptibleCommand | undefined;

async function main([example = join(REPOSITORY, "examples/quickstart")]: string[]): Promise<void> {
    const engine = await ensureEngine((line) => console.error(line));
    console.log(describeEngine(engine));
    const ecs = await EcsEmulator.start();
    ecs.add({ instanceId: INSTANCE_ID, script: SCRIPT });
    const folder = createProjectFolder();
    process.once("exit", () => removeWithProcesses(folder.root));
    const verdict = await deploy(resolve(example), engine, folder, ecs);
    await ecs.close();
    console.log(`\n${verdict.line}`);
    process.exitCode = verdict.ok ? 0 : 1;
}

async function deploy(example: string, engine: Engine, folder: ProjectFolder, ecs: EcsEmulator): Promise<Verdict> {
    const { pulumi } = engine;
    cpSync(example, folder.program, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    installPackages(folder.program);
    const options = { cwd: folder.program, env: { ...environmentOf(folder, engine), ...ecs.env } };
    await runCommand(pulumi, ["--non-interactive", "stack", "init", STACK], options);

    const color = process.stdout.isTTY ? "always" : "never";
    const args = ["up", "--yes", "--skip-preview", "--non-interactive"];
    console.log(`\n$ pulumi ${args.join(" ")}`);
    up = new InterruptibleCommand(pulumi, [...args, "--color", color], options);
    const code = await up.exitCode();
    if (up.interruptedBy !== undefined) {
        console.log("\nInterrupted.");
        exitBy(up.interruptedBy);
    }
    if (code !== 0) {
        return failed(`pulumi up ended with ${code}.`);
    }
    const outputs = JSON.parse(await runCommand(pulumi, ["stack", "output", "--json"], options)) as object;
    return judge({
        askedAt: ecs.requests.filter(({ instanceIds }) => instanceIds.includes(INSTANCE_ID)).map(({ at }) => at),
        runningAfterMs: RUNNING_AFTER_MS,
        dependentStartedAt: "dependentStartedAt" in outputs ? outputs.dependentStartedAt : undefined,
    });
}

runScript("demo", HELP, main, (signal) => (up === undefined ? exitBy(signal) : up.interrupt(signal)));
