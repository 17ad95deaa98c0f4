import { cpSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EcsEmulator } from "pulumi-alicloud-instance-status/testing";
import { Interruption } from "./demo/interruption";
import { judge, type Verdict } from "./demo/verdict";
import { describeEngine, ensureEngine } from "./engine/ensure-engine";
import type { Engine } from "./engine/find-engine";
import { removeWithProcesses } from "./engine/leftovers";
import { REPOSITORY } from "./engine/places";
import { createProjectFolder, environmentOf, installPackages, type ProjectFolder } from "./engine/project-folder";
import { PulumiProcess } from "./engine/pulumi-process";
import { readState } from "./engine/state";

const HELP = `Runs examples/quickstart with a real \`pulumi up\` against an emulated ECS on this machine.

  node -r ts-node/register/transpile-only scripts/demo.ts [folder of another example]

No account and no network is needed once the engine is there. Everything happens in a temporary folder.`;

const STACK = "demo";
/** The one that the example waits for. */
const INSTANCE_ID = "i-bp1quickstart0001";
/** Long enough to watch, short enough to wait for. */
const SCRIPT: [string, string?][] = [["Pending", "2s"], ["Starting", "5s"], ["Running"]];
const RUNNING_AFTER_MS = 7_000;

const INTERRUPTED: Verdict = { ok: false, line: "Interrupted." };

const interruption = new Interruption();

async function main(example: string): Promise<number> {
    const engine = await ensureEngine((line) => console.error(line));
    console.log(describeEngine(engine));
    const ecs = await EcsEmulator.start();
    ecs.add({ instanceId: INSTANCE_ID, script: SCRIPT });
    const folder = createProjectFolder();
    const remove = () => removeWithProcesses(folder.root);
    process.once("exit", remove);
    try {
        const verdict = await deploy(example, engine, folder, ecs);
        console.log(`\n${verdict.line}`);
        return interruption.exitCode ?? (verdict.ok ? 0 : 1);
    } finally {
        await ecs.close();
        remove();
    }
}

async function deploy(example: string, engine: Engine, folder: ProjectFolder, ecs: EcsEmulator): Promise<Verdict> {
    const project = copyExample(example, folder.program);
    const env = { ...environmentOf(folder, engine), ...ecs.env };
    const options = { pulumi: engine.pulumi, cwd: folder.program, env };
    const init = await interruption.watch(new PulumiProcess(["--non-interactive", "stack", "init", STACK], options));
    if (interruption.happened()) {
        return INTERRUPTED;
    }
    if (init.code !== 0) {
        return { ok: false, line: `FAILED: pulumi stack init ended with ${init.code}.\n${init.stderr}` };
    }
    const up = ["up", "--yes", "--skip-preview", "--non-interactive"];
    console.log(`\n$ pulumi ${up.join(" ")}`);
    const color = process.stdout.isTTY ? "always" : "never";
    const { code } = await interruption.watch(
        new PulumiProcess([...up, "--color", color], {
            ...options,
            onOutput: (piece, stream) => process[stream].write(piece),
        }),
    );
    if (interruption.happened()) {
        return INTERRUPTED;
    }
    if (code !== 0) {
        return { ok: false, line: `FAILED: pulumi up ended with ${code}.` };
    }
    const { resources } = readState(folder.state, project, STACK);
    return judge({
        askedAt: ecs.requests.filter(({ instanceIds }) => instanceIds.includes(INSTANCE_ID)).map(({ at }) => at),
        runningAfterMs: RUNNING_AFTER_MS,
        dependentStartedAt: resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs?.dependentStartedAt,
    });
}

/** Copies the example as a user would have it, and returns the name of its project. */
function copyExample(example: string, program: string): string {
    cpSync(example, program, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
    installPackages(program);
    const project = /^name: *(\S+)/m.exec(readFileSync(join(program, "Pulumi.yaml"), "utf8"))?.[1];
    if (project === undefined) {
        throw new Error(`${example}/Pulumi.yaml gives no name`);
    }
    return project;
}

if (process.argv.includes("--help")) {
    console.log(HELP);
} else {
    main(resolve(process.argv[2] ?? join(REPOSITORY, "examples/quickstart"))).then(
        (code) => process.exit(code),
        (error: unknown) => {
            console.error(error instanceof Error ? error.message : error);
            process.exit(1);
        },
    );
}
