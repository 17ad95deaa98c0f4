import { CONTENDER_NAMES, type ContenderName } from "../contenders";
import { aliyunGates, findAliyun } from "../contenders/aliyun";
import type { Laboratory } from "../processes/laboratory";
import type { Section } from "../report/section";
import { bootTimes, type MedianBootMs } from "../shared/boot-times";
import { benchIds } from "../shared/random";
import { median, mostWithin } from "../shared/statistics";
import type { Sizes } from "../sizes";
import { WARM_UP_ID } from "../tasks/loopback-gates";
import { contenderTable, LAG_TIMES_REQUESTS, type Measured, type Run } from "./contender-table";
import { gateVerdicts } from "./gate-targets";
import { HUNDRED_GATES } from "./virtual-gates";

const GATES = 100;
const MEDIANS: readonly MedianBootMs[] = [...HUNDRED_GATES.keys()];
/** Each gate of aliyun-cli is a process: with more of them, the load of the machine would be measured. */
const ALIYUN_GATES = 20;
const ALIYUN_MEDIAN_MS = 35_000;
/** Contenders that share requests. The others are so much worse that one world shows it. */
const IN_ALL_WORLDS: readonly ContenderName[] = [
    "this package",
    "crude shared 2 s poller",
    "shared poller that knows the boot times",
];

const TITLE = "100 gates of one instance each, real time on loopback";

/** The worlds of one median run all at once, each in a process of its own: together they need little CPU. */
export async function loopbackGates(laboratory: Laboratory, { loopbackWorlds }: Sizes): Promise<Section> {
    if (loopbackWorlds === 0) {
        return {
            title: TITLE,
            how: "It takes minutes of real time: only in the full run.",
            tables: [],
            verdicts: [{ measure: "100 gates, real time", target: "", measured: "", reached: undefined }],
        };
    }
    const seeds = Array.from({ length: loopbackWorlds }, (_, index) => index + 1);
    const aliyun = findAliyun();
    const runs: Run[] = [];
    for (const medianBootMs of MEDIANS) {
        const withAliyun = aliyun !== undefined && medianBootMs === ALIYUN_MEDIAN_MS;
        const [contenders, aliyunResult] = await Promise.all([
            Promise.all(CONTENDER_NAMES.map((name) => runContender(laboratory, name, medianBootMs, seeds))),
            withAliyun ? runAliyun(laboratory, aliyun) : [],
        ]);
        runs.push(...contenders, ...aliyunResult);
    }
    return {
        title: TITLE,
        how:
            `${loopbackWorlds} worlds of ${GATES} gates for each median and each poller that shares requests, one for the ` +
            "others, all at once, each with an emulator and a process of its own; σ 0.35. CPU is that of the client, from the " +
            "start of the gates to the last answer, the SDK loaded and warm; memory includes the SDK. " +
            LAG_TIMES_REQUESTS +
            (aliyun === undefined ? " The row of aliyun --waiter is missing: it is not on PATH." : ""),
        tables: [contenderTable(runs)],
        verdicts: gateVerdicts("100 gates, real time", runs, HUNDRED_GATES),
    };
}

async function runContender(
    laboratory: Laboratory,
    contender: ContenderName,
    medianBootMs: MedianBootMs,
    allSeeds: readonly number[],
): Promise<Run> {
    const seeds = IN_ALL_WORLDS.includes(contender) ? allSeeds : allSeeds.slice(0, 1);
    const worlds = await Promise.all(seeds.map((seed) => runWorld(laboratory, contender, medianBootMs, seed)));
    return { medianBootMs, contender, measured: merge(worlds) };
}

async function runWorld(
    laboratory: Laboratory,
    contender: ContenderName,
    medianBootMs: MedianBootMs,
    seed: number,
): Promise<Measured> {
    const { emulators } = laboratory;
    const { instanceIds, boots, number, env } = await startWorld(laboratory, seed, GATES, medianBootMs);
    const result = await laboratory.run("loopbackGates", { contender, env, medianBootMs, instanceIds });
    const measured = await lagsOf(laboratory, { instanceIds, boots, number }, result.noticedAt, WARM_UP_ID);
    await emulators.close(number);
    return { ...measured, cpuMs: result.cpuMs, peakMemory: result.peakMemory };
}

async function runAliyun(laboratory: Laboratory, aliyun: string): Promise<Run[]> {
    const world = await startWorld(laboratory, 1, ALIYUN_GATES, ALIYUN_MEDIAN_MS);
    const { noticedAt, cpuMs, peakMemory } = await aliyunGates(aliyun, world.env, world.instanceIds);
    const measured = { ...(await lagsOf(laboratory, world, noticedAt)), cpuMs, peakMemory };
    await laboratory.emulators.close(world.number);
    return [{ medianBootMs: ALIYUN_MEDIAN_MS, contender: "aliyun --waiter, 20 gates", measured }];
}

interface LoopbackWorld {
    readonly instanceIds: readonly string[];
    readonly boots: readonly number[];
    readonly number: number;
}

async function startWorld(
    { emulators }: Laboratory,
    seed: number,
    gates: number,
    medianBootMs: number,
): Promise<LoopbackWorld & { env: Record<string, string> }> {
    const instanceIds = benchIds(gates);
    const boots = bootTimes(seed, gates, medianBootMs);
    const started = await emulators.start(
        instanceIds.map((instanceId, index) => ({
            instanceId,
            script: [["Pending", `${boots[index] as number}ms`], ["Running"]],
        })),
    );
    return { instanceIds, boots, ...started };
}

/** The script of an instance begins at the first request for it. */
async function lagsOf(
    { emulators }: Laboratory,
    { instanceIds, boots, number }: LoopbackWorld,
    noticedAt: readonly number[],
    warmUpId?: string,
): Promise<Pick<Measured, "requests" | "peaks" | "lagsMs">> {
    const { at, firstAskedAt } = await emulators.requests(number);
    const warmUps = Number(warmUpId !== undefined && warmUpId in firstAskedAt);
    return {
        requests: [at.length - warmUps],
        peaks: [mostWithin(1_000, at.slice(warmUps))],
        lagsMs: instanceIds.map(
            (id, index) => (noticedAt[index] as number) - ((firstAskedAt[id] as number) + (boots[index] as number)),
        ),
    };
}

function merge(worlds: readonly Measured[]): Measured {
    return {
        requests: worlds.flatMap(({ requests }) => requests),
        peaks: worlds.flatMap(({ peaks }) => peaks),
        lagsMs: worlds.flatMap(({ lagsMs }) => lagsMs),
        cpuMs: median(worlds.map(({ cpuMs }) => cpuMs)),
        peakMemory: median(worlds.map(({ peakMemory }) => peakMemory)),
    };
}
