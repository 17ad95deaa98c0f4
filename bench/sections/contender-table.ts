import type { ContenderName } from "../contenders";
import { count, megabytes, milliseconds, seconds, type Table } from "../report/section";
import type { MedianBootMs } from "../shared/boot-times";
import { largest, mean, percentile } from "../shared/statistics";
import type { GatesResult } from "../tasks/virtual-gates";

export type Measured = GatesResult & { readonly peakMemory: number };

/** What one contender reached in all worlds of one median. */
export interface Run {
    readonly medianBootMs: MedianBootMs;
    readonly contender: ContenderName | "aliyun --waiter, 20 gates";
    readonly measured: Measured;
}

/** The numbers of a run that are compared. */
export interface Score {
    /** Requests of one world. */
    readonly requests: number;
    readonly meanLagMs: number;
    readonly p95LagMs: number;
    /** The most requests in one second. */
    readonly peak: number;
}

function scoreOf({ requests, lagsMs, peaks }: Measured): Score {
    return {
        requests: mean(requests),
        meanLagMs: mean(lagsMs),
        p95LagMs: percentile(lagsMs, 95),
        peak: largest(peaks),
    };
}

export function scoreOfThisPackage(runs: readonly Run[], medianBootMs: MedianBootMs): Score {
    const own = runs.find((run) => run.contender === "this package" && run.medianBootMs === medianBootMs);
    return scoreOf((own as Run).measured);
}

export const LAG_TIMES_REQUESTS =
    "A schedule can exchange requests for lag, so “lag × requests” compares schedules that chose differently: less is better.";

/** One row for each run. Requests and CPU are those of one world. */
export function contenderTable(runs: readonly Run[]): Table {
    return {
        header: [
            "median boot",
            "",
            "requests",
            "mean lag",
            "p95 lag",
            "lag × requests",
            "peak in 1 s",
            "CPU",
            "peak memory",
        ],
        rows: runs.map(({ medianBootMs, contender, measured }) => {
            const { requests, meanLagMs, p95LagMs, peak } = scoreOf(measured);
            return [
                `${medianBootMs / 1_000} s`,
                contender,
                count(requests),
                seconds(meanLagMs),
                seconds(p95LagMs),
                ((requests * meanLagMs) / 1_000).toFixed(1),
                count(peak),
                milliseconds(measured.cpuMs),
                megabytes(measured.peakMemory),
            ];
        }),
    };
}
