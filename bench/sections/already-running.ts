import type { Laboratory } from "../processes/laboratory";
import { milliseconds, type Section } from "../report/section";
import { benchIds } from "../shared/random";
import { median, percentile } from "../shared/statistics";
import type { Sizes } from "../sizes";

const MOST_EXTRA_MS = 10;

export async function alreadyRunning(laboratory: Laboratory, { alreadyRunningTimes: times }: Sizes): Promise<Section> {
    const { emulators } = laboratory;
    const instanceIds = benchIds(100);
    const one = await emulators.start(instanceIds.map((instanceId) => ({ instanceId })));
    const { waitMs, bareMs, polls } = await laboratory.run("alreadyRunning", {
        env: one.env,
        instanceId: instanceIds[0] as string,
        times,
    });
    const many = await emulators.start(instanceIds.map((instanceId) => ({ instanceId })));
    await laboratory.run("oneTurn", { env: many.env, instanceIds });
    const requests = (await emulators.requests(many.number)).at.length;
    await emulators.close(one.number);
    await emulators.close(many.number);
    const extra = median(waitMs) - median(bareMs);
    const extraP95 = percentile(waitMs, 95) - percentile(bareMs, 95);
    const inOne = polls.every((poll) => poll === 1);
    const row = (name: string, values: readonly number[]): string[] => [
        name,
        ...[median(values), percentile(values, 95), Math.max(...values)].map(milliseconds),
    ];
    return {
        title: "Already Running, loopback",
        how: `One instance, ${times} waits in turn with ${times} bare calls of the official SDK, in one warm process.`,
        tables: [
            {
                header: ["", "median", "p95", "worst"],
                rows: [row("a wait, from call to result", waitMs), row("a bare call of the SDK", bareMs)],
            },
        ],
        verdicts: [
            {
                measure: "already Running: requests, time beyond a bare round trip (median, p95)",
                target: "1, ≤ 10 ms",
                measured: `${inOne ? "1" : "more than 1"}, ${milliseconds(extra)}, ${milliseconds(extraP95)}`,
                reached: inOne && extra <= MOST_EXTRA_MS && extraP95 <= MOST_EXTRA_MS,
            },
            {
                measure: "100 waits for Running instances, begun in one turn: requests",
                target: "2",
                measured: String(requests),
                reached: requests === 2,
            },
        ],
    };
}
