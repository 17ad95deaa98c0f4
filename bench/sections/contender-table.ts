import type { GatesResult } from "../tasks/virtual-gates";
import { count, megabytes, milliseconds, seconds, type Table } from "../report/section";
import { largest, mean, percentile } from "../shared/statistics";

export type Measured = GatesResult & { readonly peakMemory: number };

/** The columns that the issue asks for. Requests and CPU are those of one world. */
export function contenderTable(rows: readonly (readonly [name: string, Measured | string])[]): Table {
    return {
        header: ["", "requests", "mean lag", "p95 lag", "peak in 1 s", "CPU", "peak memory"],
        rows: rows.map(([name, one]) =>
            typeof one === "string"
                ? [name, one, "", "", "", "", ""]
                : [
                      name,
                      count(mean(one.requests)),
                      seconds(mean(one.lagsMs)),
                      seconds(percentile(one.lagsMs, 95)),
                      count(largest(one.peaks)),
                      milliseconds(one.cpuMs),
                      megabytes(one.peakMemory),
                  ],
        ),
    };
}
