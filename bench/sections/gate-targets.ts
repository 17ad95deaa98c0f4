import { seconds, type Verdict } from "../report/section";
import type { MedianBootMs } from "../shared/boot-times";
import { type Run, type Score, scoreOfThisPackage } from "./contender-table";

/** The most that is allowed; what is left out has no limit. */
export type Limits = Partial<Score>;

const FORMATS: { readonly [Name in keyof Score]: readonly [word: string, format: (value: number) => string] } = {
    requests: ["requests", (value) => value.toFixed(1)],
    meanLagMs: ["mean lag", seconds],
    p95LagMs: ["p95", seconds],
    peak: ["peak a tick", String],
};

/** Whether this package stays within the limits, for each median that has some. */
export function gateVerdicts(
    what: string,
    runs: readonly Run[],
    targets: ReadonlyMap<MedianBootMs, Limits>,
): Verdict[] {
    return [...targets].map(([medianBootMs, limits]) => {
        const score = scoreOfThisPackage(runs, medianBootMs);
        const names = Object.keys(limits) as (keyof Score)[];
        const list = (values: Limits): string =>
            names.map((name) => FORMATS[name][1](values[name] as number)).join(", ");
        return {
            measure: `${what}, median ${medianBootMs / 1_000} s: ${names.map((name) => FORMATS[name][0]).join(", ")}`,
            target: `≤ ${list(limits)}`,
            measured: list(score),
            reached: names.every((name) => score[name] <= (limits[name] as number)),
        };
    });
}
