import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { ensureArchive } from "../../scripts/plugin/archive";
import { ensureExecutable } from "../../scripts/plugin/executable";
import { nodePackage } from "../../scripts/plugin/node-package";
import { PluginProcess } from "../../tests/support/plugin-process";
import type { EmulatorEnv } from "../shared/sdk-look";
import { SilentEngine } from "../shared/silent-engine";
import type { Laboratory } from "../processes/laboratory";
import { megabytes, milliseconds, type Section } from "../report/section";
import { median, percentile } from "../shared/statistics";
import type { Sizes } from "../sizes";

const MOST_FIRST_LINE_MS = 110;
const MOST_FIRST_CALL_MS = 100;
const ID = "i-1";
/** These processes take less than a second: twice as many as of those that load the package. */
const PROCESSES_TO_FRESH = 2;

/** Milliseconds of one plugin process. */
interface PluginTimes {
    readonly firstLineMs: number;
    readonly configureMs: number;
    readonly firstCallMs: number;
    readonly secondCallMs: number;
}

/** The size of the native plugin, and the cost of its start. */
export async function plugin(laboratory: Laboratory, { freshProcesses }: Sizes): Promise<Section> {
    const { emulators } = laboratory;
    const executable = await ensureExecutable();
    const { executable: node } = await nodePackage();
    const nodeVersion = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
    const main = laboratory.compiled("provider/cmd/pulumi-resource-alicloud-instance-status/main.js");
    const { number, env } = await emulators.start([{ instanceId: ID }]);
    const engine = await SilentEngine.start();
    const runs = freshProcesses * PROCESSES_TO_FRESH;
    const bare: number[] = [];
    const scripts: PluginTimes[] = [];
    const executables: PluginTimes[] = [];
    for (let run = 0; run < runs; run += 1) {
        // in turn, so that other load of the machine affects all
        bare.push(await bareStart(node));
        scripts.push(await start(node, [main], engine.address, env));
        executables.push(await start(executable, [], engine.address, env));
    }
    engine.close();
    await emulators.close(number);

    const bareMs = median(bare);
    const of = (times: readonly PluginTimes[], name: keyof PluginTimes): number =>
        median(times.map((one) => one[name]));
    const row = (what: string, name: keyof PluginTimes): string[] => [
        what,
        milliseconds(of(executables, name)),
        milliseconds(
            percentile(
                executables.map((one) => one[name]),
                95,
            ),
        ),
        milliseconds(of(scripts, name)),
        `${(of(executables, name) / of(scripts, name)).toFixed(2)} ×`,
        `${(of(executables, name) / bareMs).toFixed(2)} ×`,
    ];
    const firstLineMs = of(executables, "firstLineMs");
    const firstCallMs = of(executables, "firstCallMs");
    const roundTripMs = of(executables, "secondCallMs");
    return {
        title: "The native plugin",
        how:
            `Medians of ${runs} processes of each kind, in turn; warm file cache; Node ${nodeVersion} in all of them. ` +
            "A call is from its sending to its answer over gRPC, with one request to the emulated ECS; handshake and " +
            "configuration come before it, as from the engine. The script is compiled from the same sources, with " +
            `node_modules. A bare Node takes ${milliseconds(bareMs)} to write a line.`,
        tables: [
            {
                header: ["", "executable", "p95", "unbundled script", "to the script", "to a bare Node"],
                rows: [
                    row("from its start to its first line", "firstLineMs"),
                    row("handshake and configuration", "configureMs"),
                    row("first call", "firstCallMs"),
                    row("second call", "secondCallMs"),
                ],
            },
            { header: ["", "size"], rows: await sizesOf(executable, node) },
        ],
        verdicts: [
            {
                measure: "native plugin: from its start to its first line (median)",
                target: `≤ ${MOST_FIRST_LINE_MS} ms`,
                measured: `${milliseconds(firstLineMs)} (${(firstLineMs / bareMs).toFixed(2)} × a bare Node)`,
                reached: firstLineMs <= MOST_FIRST_LINE_MS,
            },
            {
                measure: "native plugin: first call (median), beyond a round trip",
                target: `≤ ${MOST_FIRST_CALL_MS} ms`,
                measured: `${milliseconds(firstCallMs - roundTripMs)} (round trip: ${milliseconds(roundTripMs)})`,
                reached: firstCallMs - roundTripMs <= MOST_FIRST_CALL_MS,
            },
        ],
    };
}

async function start(command: string, args: readonly string[], engine: string, env: EmulatorEnv): Promise<PluginTimes> {
    const plugin = await PluginProcess.start(command, [...args, engine], { env: { ...env } });
    try {
        const timed = async (run: () => Promise<unknown>): Promise<number> => {
            const startedAt = performance.now();
            await run();
            return performance.now() - startedAt;
        };
        const call = () => timed(() => plugin.client.invoke("getInstanceStatus", { instanceId: ID }));
        return {
            firstLineMs: plugin.firstLineMs,
            configureMs: await timed(async () => {
                await plugin.client.handshake({ engineAddress: engine });
                await plugin.client.configure({});
            }),
            firstCallMs: await call(),
            secondCallMs: await call(),
        };
    } finally {
        await plugin.kill();
    }
}

/** A Node that only writes a line, as the plugin does before it serves. */
async function bareStart(node: string): Promise<number> {
    const bare = await PluginProcess.start(node, ["-e", "console.log(1)"], { env: {} });
    await bare.kill();
    return bare.firstLineMs;
}

async function sizesOf(executable: string, node: string): Promise<string[][]> {
    const row = (what: string, file: string): string[] => [what, megabytes(statSync(file).size)];
    return [row("executable", executable), row("of it Node", node), row("archive", await ensureArchive())];
}
