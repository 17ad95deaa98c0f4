import type { Laboratory } from "../processes/laboratory";
import { count, megabytes, milliseconds, type Section } from "../report/section";
import { benchIds } from "../shared/random";
import { mean, median } from "../shared/statistics";
import type { Sizes } from "../sizes";
import { LOOPERS, type Looper, type RoundCost } from "../tasks/round-cost";

const IDS = 10_000;
const MOST_EXPENSIVE = 1.2;
/** The heap may grow by this from the first rounds to the last; more is a leak and not noise. */
const FLAT_HEAP = 1.02;
const CPU_SIZES = [100, 1_000, 10_000, 100_000];
/** 100,000 ids do not fit into the caches of the processor. */
const FLAT_CPU = 2;

/** A round of 10,000 ids in one wait, beside the same requests in a bare loop. */
export async function roundCost(laboratory: Laboratory, { pairs, roundsPerPair }: Sizes): Promise<Section> {
    const { emulators } = laboratory;
    const instanceIds = benchIds(IDS);
    const { number, env } = await emulators.start(instanceIds.map((instanceId) => ({ instanceId, status: "Pending" })));
    const costs: Record<Looper, RoundCost[]> = { "this package": [], "bare SDK": [], "bare node:http": [] };
    const size = { instanceIds, warmUp: Math.ceil(roundsPerPair / 2), rounds: roundsPerPair };
    for (let pair = 0; pair < pairs; pair += 1) {
        for (const looper of LOOPERS) {
            costs[looper].push(await laboratory.run("roundCost", { looper, env, ...size }));
        }
    }
    await emulators.close(number);
    const of = (looper: Looper, what: keyof RoundCost): number[] => costs[looper].map((cost) => cost[what]);
    const ratio = (to: Looper, what: keyof RoundCost): number => {
        const others = of(to, what);
        return median(of("this package", what).map((own, index) => own / (others[index] as number)));
    };
    const cpu = ratio("bare SDK", "cpuMs");
    const wall = ratio("bare SDK", "wallMs");
    return {
        title: "10,000 ids in one wait: the cost of a round, loopback",
        how:
            `200 requests, 2 at a time, no limit by the budget, all instances Pending, 200 ms between rounds. ${pairs} processes of ` +
            `each kind in turn, ${roundsPerPair} rounds in each after half as many to warm up; medians. Ratios are medians of pairs. ` +
            "CPU is that of the client, from the beginning of a round to that of the next; time is from the first request " +
            "until the last answer is processed.",
        tables: [
            {
                header: ["", "CPU of a round", "time of a round", "ratio to it: CPU", "ratio to it: time"],
                rows: LOOPERS.map((looper) => [
                    looper,
                    milliseconds(median(of(looper, "cpuMs"))),
                    milliseconds(median(of(looper, "wallMs"))),
                    looper === "this package" ? "" : ratio(looper, "cpuMs").toFixed(2),
                    looper === "this package" ? "" : ratio(looper, "wallMs").toFixed(2),
                ]),
            },
        ],
        verdicts: [
            {
                measure: "10,000 ids: a round to a bare loop over the SDK, CPU and time (to bare node:http)",
                target: "≤ 1.2 × both",
                measured:
                    `${cpu.toFixed(2)} ×, ${wall.toFixed(2)} × ` +
                    `(${ratio("bare node:http", "cpuMs").toFixed(2)} ×, ${ratio("bare node:http", "wallMs").toFixed(2)} ×)`,
                reached: cpu <= MOST_EXPENSIVE && wall <= MOST_EXPENSIVE,
            },
        ],
    };
}

/** The heap over many rounds, and the CPU per id in sets of all sizes. */
export async function engineCost(laboratory: Laboratory, sizes: Sizes): Promise<Section> {
    const { heapRounds, judged, cpuRepeats } = sizes;
    const every = heapRounds / 20;
    const { heap, cpuMs } = await laboratory.run("heapOverRounds", { ids: IDS, rounds: heapRounds, every }, [
        "--expose-gc",
    ]);
    const early = mean(heap.slice(1, 4).map(([, bytes]) => bytes));
    const late = mean(heap.slice(-3).map(([, bytes]) => bytes));
    const cpu: { ids: number; engineUs: number; bareUs: number; ownUs: number; peakMemory: number }[] = [];
    for (const ids of CPU_SIZES) {
        const rounds = Math.max(Math.round(judged / ids), 4);
        const runs = [];
        for (let repeat = 0; repeat < cpuRepeats; repeat += 1) {
            const warmUp = Math.max(Math.ceil(rounds / 4), 2);
            runs.push(await laboratory.run("cpuPerId", { ids, rounds, warmUp }));
        }
        cpu.push({
            ids,
            engineUs: median(runs.map(({ engineUs }) => engineUs)),
            bareUs: median(runs.map(({ bareUs }) => bareUs)),
            ownUs: median(runs.map(({ engineUs, bareUs }) => engineUs - bareUs)),
            peakMemory: median(runs.map(({ peakMemory }) => peakMemory)),
        });
    }
    const own = cpu.map(({ ownUs }) => ownUs);
    const spread = Math.max(...own) / Math.min(...own);
    return {
        title: "CPU and memory of the wait itself, virtual time",
        how:
            `One wait, no instance boots, no limit by the budget. The heap after garbage collection over ${count(heapRounds)} rounds of ` +
            `${count(IDS)} ids (${milliseconds(cpuMs / heapRounds)} of CPU a round, collections included). CPU per id and round is that ` +
            "of the process, less that of a bare loop over the same emulated ECS and clock; medians of " +
            `${cpuRepeats} processes.`,
        tables: [
            {
                header: ["round", "heap"],
                rows: heap
                    .filter((_, index) => index % 2 === 1)
                    .map(([round, bytes]) => [count(round), megabytes(bytes)]),
            },
            {
                header: ["ids", "CPU per id and round", "of the world", "of the wait", "peak memory"],
                rows: cpu.map(({ ids, engineUs, bareUs, ownUs, peakMemory }) => [
                    count(ids),
                    ...[engineUs, bareUs, ownUs].map((us) => `${us.toFixed(2)} µs`),
                    megabytes(peakMemory),
                ]),
            },
        ],
        verdicts: [
            {
                measure: `heap over ${count(heapRounds)} rounds of 10,000 ids, beginning and end`,
                target: "flat (at most 2 % more)",
                measured: `${megabytes(early)}, ${megabytes(late)}`,
                reached: late <= early * FLAT_HEAP,
            },
            {
                measure: "CPU of the wait per id and round at 100, 1,000, 10,000, 100,000 ids",
                target: "flat (the most at most twice the least)",
                measured: `${own.map((us) => us.toFixed(2)).join(", ")} µs`,
                reached: spread <= FLAT_CPU,
            },
        ],
    };
}
