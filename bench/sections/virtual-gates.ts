import { CONTENDER_NAMES, type ContenderName } from "../contenders";
import type { Laboratory } from "../processes/laboratory";
import { count, type Section, seconds } from "../report/section";
import { largest, mean, percentile } from "../shared/statistics";
import type { Sizes } from "../sizes";
import { contenderTable, type Measured } from "./contender-table";
import { hundredGatesVerdicts } from "./hundred-gates-verdicts";

const WORLD =
    "Pending until a log-normal boot time (median 35 s, σ 0.35), then Running; virtual time, no latency, the same seeded " +
    "worlds for all; lag is from the change to the answer.";
const CPU =
    "CPU is that of one world with its clock and emulated ECS; memory is the peak of the process, worlds one after another.";

async function race(
    laboratory: Laboratory,
    names: readonly ContenderName[],
    gates: number,
    worlds: number,
): Promise<{ rows: [ContenderName, Measured][]; ours: Measured; crude: Measured | undefined }> {
    const seeds = Array.from({ length: worlds }, (_, index) => index + 1);
    const rows: [ContenderName, Measured][] = [];
    for (const contender of names) {
        rows.push([contender, await laboratory.run("virtualGates", { contender, gates, seeds })]);
    }
    const of = (name: ContenderName): Measured | undefined => rows.find(([one]) => one === name)?.[1];
    return { rows, ours: of("this package") as Measured, crude: of("crude shared 2 s poller") };
}

export async function oneInstance(laboratory: Laboratory, { oneInstanceRuns }: Sizes): Promise<Section> {
    // a poller that shares requests has nothing to share here
    const names = CONTENDER_NAMES.filter((name) => !/poller|hold/.test(name));
    const { rows, ours } = await race(laboratory, names, 1, oneInstanceRuns);
    const measured = `${seconds(mean(ours.lagsMs))}, ${seconds(percentile(ours.lagsMs, 95))}, ${mean(ours.requests).toFixed(2)}`;
    return {
        title: "One instance",
        how: `${count(oneInstanceRuns)} waits. ${WORLD} ${CPU}`,
        tables: [contenderTable(rows)],
        verdicts: [
            {
                measure: "one instance: mean lag, p95, requests a wait",
                target: "≤ 1.5 s, ≤ 2.6 s, ≤ 11",
                measured,
                reached:
                    mean(ours.lagsMs) <= 1_500 && percentile(ours.lagsMs, 95) <= 2_600 && mean(ours.requests) <= 11,
            },
        ],
    };
}

export async function hundredGates(laboratory: Laboratory, { virtualWorlds }: Sizes): Promise<Section> {
    const { rows, ours, crude } = await race(laboratory, CONTENDER_NAMES, 100, virtualWorlds);
    return {
        title: "100 gates of one instance each, virtual time",
        how: `${count(virtualWorlds)} worlds; all gates start together. ${WORLD} ${CPU}`,
        tables: [contenderTable(rows)],
        verdicts: hundredGatesVerdicts("virtual time", ours, crude as Measured),
    };
}

export async function fiveHundredGates(laboratory: Laboratory, { virtualWorlds }: Sizes): Promise<Section> {
    const { rows, ours } = await race(laboratory, CONTENDER_NAMES, 500, Math.ceil(virtualWorlds / 5));
    const requests = mean(ours.requests);
    return {
        title: "500 gates of one instance each, virtual time",
        how: `${count(Math.ceil(virtualWorlds / 5))} worlds; all gates start together. ${WORLD} ${CPU}`,
        tables: [contenderTable(rows)],
        verdicts: [
            {
                measure: "500 gates: requests (mean; worst world), peak a tick, mean lag",
                target: "≤ 160, ≤ 10, ≤ 1.1 s",
                measured: `${requests.toFixed(1)}; ${count(largest(ours.requests))}, ${largest(ours.peaks)}, ${seconds(mean(ours.lagsMs))}`,
                reached: requests <= 160 && largest(ours.peaks) <= 10 && mean(ours.lagsMs) <= 1_100,
            },
        ],
    };
}
