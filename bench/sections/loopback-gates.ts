import { CONTENDER_NAMES, type ContenderName } from "../contenders";
import { aliyunGates, findAliyun } from "../contenders/aliyun";
import type { Laboratory } from "../processes/laboratory";
import type { Section } from "../report/section";
import { benchIds, bootTimes } from "../shared/random";
import { median, mostWithin } from "../shared/statistics";
import type { Sizes } from "../sizes";
import { WARM_UP_ID } from "../tasks/loopback-gates";
import { contenderTable, type Measured } from "./contender-table";
import { hundredGatesVerdicts } from "./hundred-gates-verdicts";

const GATES = 100;
/** A process for each gate: more would measure the machine. */
const ALIYUN_GATES = 20;
/** Those that ask once per instance are so far off that one world shows it. */
const IN_ALL_WORLDS: readonly ContenderName[] = [
    "this package",
    "crude shared 2 s poller",
    "the same with an 18 s hold",
];

const TITLE = "100 gates of one instance each, real time on loopback";

/** All contenders at once, each with an emulator and a process of its own: together they take a small part of a core. */
export async function loopbackGates(laboratory: Laboratory, { loopbackWorlds }: Sizes): Promise<Section> {
    if (loopbackWorlds === 0) {
        return {
            title: TITLE,
            how: "Takes minutes of real time: only in the full run.",
            tables: [],
            verdicts: [{ measure: "100 gates, real time", target: "", measured: "", reached: undefined }],
        };
    }
    const seeds = Array.from({ length: loopbackWorlds }, (_, index) => index + 1);
    const aliyun = findAliyun();
    const [rows, aliyunResult] = await Promise.all([
        Promise.all(
            CONTENDER_NAMES.map(async (name): Promise<[ContenderName, Measured]> => {
                const own = IN_ALL_WORLDS.includes(name) ? seeds : seeds.slice(0, 1);
                return [name, merge(await Promise.all(own.map((seed) => runWorld(laboratory, name, seed))))];
            }),
        ),
        aliyun === undefined ? undefined : runAliyun(laboratory, aliyun),
    ]);
    const of = (name: ContenderName): Measured => rows.find(([one]) => one === name)?.[1] as Measured;
    return {
        title: TITLE,
        how:
            `${loopbackWorlds} worlds of ${GATES} gates for this package and the crude pollers, one for the others, ` +
            "all at once, each with an emulator and a process of its own; median 35 s, σ 0.35. CPU is that of the client, " +
            "from the start of the gates to the last answer, the SDK loaded and warm; memory includes the SDK.",
        tables: [
            contenderTable([
                ...rows,
                aliyunResult === undefined
                    ? ["aliyun --waiter", "not on PATH"]
                    : [`aliyun --waiter (${ALIYUN_GATES} gates)`, aliyunResult],
            ]),
        ],
        verdicts: hundredGatesVerdicts("real time", of("this package"), of("crude shared 2 s poller")),
    };
}

async function runWorld(laboratory: Laboratory, contender: ContenderName, seed: number): Promise<Measured> {
    const { emulators } = laboratory;
    const { instanceIds, boots, number, env } = await startWorld(laboratory, seed, GATES);
    const result = await laboratory.run("loopbackGates", { contender, env, instanceIds });
    const measured = await lagsOf(laboratory, { instanceIds, boots, number }, result.noticedAt, WARM_UP_ID);
    await emulators.close(number);
    return { ...measured, cpuMs: result.cpuMs, peakMemory: result.peakMemory };
}

async function runAliyun(laboratory: Laboratory, aliyun: string): Promise<Measured> {
    const world = await startWorld(laboratory, 1, ALIYUN_GATES);
    const result = await aliyunGates(aliyun, world.env, world.instanceIds);
    const measured = await lagsOf(laboratory, world, result.noticedAt);
    await laboratory.emulators.close(world.number);
    return { ...measured, cpuMs: result.cpuMs, peakMemory: result.peakMemory };
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
): Promise<LoopbackWorld & { env: Record<string, string> }> {
    const instanceIds = benchIds(gates);
    const boots = bootTimes(seed, gates);
    const started = await emulators.start(
        instanceIds.map((instanceId, index) => ({
            instanceId,
            script: [["Pending", `${boots[index] as number}ms`], ["Running"]],
        })),
    );
    return { instanceIds, boots, ...started };
}

/** An instance's script begins when it is asked for first. */
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
