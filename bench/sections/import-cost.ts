import type { FreshTimes } from "../processes/fresh-process";
import type { Laboratory } from "../processes/laboratory";
import { milliseconds, type Section } from "../report/section";
import { median } from "../shared/statistics";
import type { Sizes } from "../sizes";

const MOST_IMPORT_MS = 25;
/** From the import of this package to its first answer, after @pulumi/pulumi is imported. */
const MOST_FIRST_ANSWER_MS = 130;
const ID = "i-1";

/** The cost of importing the package, and of its first call. */
export async function importCost(laboratory: Laboratory, { freshProcesses }: Sizes): Promise<Section> {
    const { emulators } = laboratory;
    const { number, env } = await emulators.start([{ instanceId: ID }]);
    const ours: FreshTimes[] = [];
    const bare: FreshTimes[] = [];
    for (let run = 0; run < freshProcesses; run += 1) {
        // in turn, so that other load of the machine affects both
        ours.push(await laboratory.fresh({ kind: "package", env, instanceId: ID }));
        bare.push(await laboratory.fresh({ kind: "bareSdk", env, instanceId: ID }));
    }
    await emulators.close(number);

    const pulumiMs = median([...ours, ...bare].map((times) => times.pulumiMs));
    const of = (runs: readonly FreshTimes[], take: (times: FreshTimes) => number): number => median(runs.map(take));
    const row = (name: string, ms: number): string[] => [name, milliseconds(ms), `${(ms / pulumiMs).toFixed(2)} ×`];
    const importMs = of(ours, (times) => times.importMs);
    const toFirstAnswer = (times: FreshTimes): number => times.importMs + times.firstCallMs;
    const firstAnswerMs = of(ours, toFirstAnswer);
    const alibabaModules = Math.max(...ours.map((times) => times.alibabaModules));
    return {
        title: "Import and first call",
        how:
            `Medians of ${freshProcesses} fresh processes of each kind, in turn; warm file cache, plain JavaScript. ` +
            "The right column is the ratio to the import of @pulumi/pulumi in the same processes.",
        tables: [
            {
                header: ["", "median", "to @pulumi/pulumi"],
                rows: [
                    row("import of @pulumi/pulumi", pulumiMs),
                    row("import of this package beside it", importMs),
                    row(
                        "first call of this package: its core, parts of the official SDK, one request",
                        of(ours, (t) => t.firstCallMs),
                    ),
                    row(
                        "second call of this package",
                        of(ours, (t) => t.secondCallMs),
                    ),
                    row(
                        "import of the official SDK",
                        of(bare, (t) => t.importMs),
                    ),
                    row(
                        "first call of the bare SDK",
                        of(bare, (t) => t.firstCallMs),
                    ),
                    row(
                        "second call of the bare SDK",
                        of(bare, (t) => t.secondCallMs),
                    ),
                ],
            },
        ],
        verdicts: [
            {
                measure: "import beside @pulumi/pulumi: time, Alibaba modules loaded",
                target: "≤ 25 ms, 0",
                measured: `${milliseconds(importMs)} (${(importMs / pulumiMs).toFixed(2)} × its own import), ${alibabaModules}`,
                reached: importMs <= MOST_IMPORT_MS && alibabaModules === 0,
            },
            {
                measure: "fresh process: from the import, beyond @pulumi/pulumi, to the first answer",
                target: "≤ 130 ms",
                measured: `${milliseconds(firstAnswerMs)} (bare SDK ${milliseconds(of(bare, toFirstAnswer))})`,
                reached: firstAnswerMs <= MOST_FIRST_ANSWER_MS,
            },
        ],
    };
}
