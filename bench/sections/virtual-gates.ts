import { CONTENDER_NAMES } from "../contenders";
import type { Laboratory } from "../processes/laboratory";
import { count, type Section } from "../report/section";
import { MEDIAN_BOOTS_MS, type MedianBootMs } from "../shared/boot-times";
import type { Sizes } from "../sizes";
import { contenderTable, LAG_TIMES_REQUESTS, type Run } from "./contender-table";
import { gateVerdicts, type Limits } from "./gate-targets";

const WORLD =
    "Each instance is Pending until its boot time (log-normal, σ 0.35, with the median of the row), then Running. Virtual " +
    "time, no latency, the same seeded worlds for all. Lag is the time from the change to the answer that shows it. " +
    `${LAG_TIMES_REQUESTS} The last row of each median knows the distribution, which no real schedule does: its interval is ` +
    "proportional to √(requests of a round ÷ expected changes per second), with one factor for all tables. " +
    "CPU is that of one world with its clock and its emulated ECS; memory is the peak of the process, one world after another.";

const ONE_WAIT: ReadonlyMap<MedianBootMs, Limits> = new Map([
    [8_000, { meanLagMs: 2_100, requests: 4 }],
    [12_000, { meanLagMs: 1_900, requests: 5 }],
    [20_000, { meanLagMs: 1_500, requests: 8 }],
    [35_000, { meanLagMs: 1_300, requests: 15 }],
]);

/** The same for virtual and for real time. */
export const HUNDRED_GATES: ReadonlyMap<MedianBootMs, Limits> = new Map<MedianBootMs, Limits>([
    [12_000, { requests: 19, meanLagMs: 1_900 }],
    [35_000, { requests: 58, meanLagMs: 1_050, p95LagMs: 1_950 }],
]);

const FIVE_HUNDRED_GATES: ReadonlyMap<MedianBootMs, Limits> = new Map([
    [35_000, { requests: 200, peak: 10, meanLagMs: 1_050 }],
]);

export async function oneInstance(laboratory: Laboratory, { oneInstanceRuns }: Sizes): Promise<Section> {
    const runs = await race(laboratory, 1, oneInstanceRuns);
    return {
        title: "One instance",
        how: `${count(oneInstanceRuns)} waits for each median. ${WORLD}`,
        tables: [contenderTable(runs)],
        verdicts: gateVerdicts("one instance", runs, ONE_WAIT),
    };
}

export async function hundredGates(laboratory: Laboratory, { virtualWorlds }: Sizes): Promise<Section> {
    const runs = await race(laboratory, 100, virtualWorlds);
    return {
        title: "100 gates of one instance each, virtual time",
        how: `${count(virtualWorlds)} worlds for each median; all gates start together. ${WORLD}`,
        tables: [contenderTable(runs)],
        verdicts: gateVerdicts("100 gates, virtual time", runs, HUNDRED_GATES),
    };
}

export async function fiveHundredGates(laboratory: Laboratory, { virtualWorlds }: Sizes): Promise<Section> {
    const worlds = Math.ceil(virtualWorlds / 5);
    const runs = await race(laboratory, 500, worlds);
    return {
        title: "500 gates of one instance each, virtual time",
        how: `${count(worlds)} worlds for each median; all gates start together. ${WORLD}`,
        tables: [contenderTable(runs)],
        verdicts: gateVerdicts("500 gates, virtual time", runs, FIVE_HUNDRED_GATES),
    };
}

async function race(laboratory: Laboratory, gates: number, worlds: number): Promise<Run[]> {
    const seeds = Array.from({ length: worlds }, (_, index) => index + 1);
    const runs: Run[] = [];
    for (const medianBootMs of MEDIAN_BOOTS_MS) {
        for (const contender of CONTENDER_NAMES) {
            const measured = await laboratory.run("virtualGates", { contender, gates, medianBootMs, seeds });
            runs.push({ medianBootMs, contender, measured });
        }
    }
    return runs;
}
