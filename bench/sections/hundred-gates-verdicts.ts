import { seconds, type Verdict } from "../report/section";
import { mean, percentile } from "../shared/statistics";
import type { Measured } from "./contender-table";

/** What the issue says of a crude shared 2 s poller: requests, mean lag, p95. */
const CRUDE_IN_THE_ISSUE: Numbers = [50, 1_090, 2_020];

type Numbers = readonly [requests: number, meanMs: number, p95Ms: number];

/** Better in all three: than the issue's numbers, and than the crude poller that ran beside it. */
export function hundredGatesVerdicts(where: string, ours: Measured, crude: Measured): Verdict[] {
    const own = numbersOf(ours);
    const beside = numbersOf(crude);
    return [
        {
            measure: `100 gates, ${where}: requests, mean lag, p95`,
            target: `better in all three than ${describe(CRUDE_IN_THE_ISSUE)}`,
            measured: describe(own),
            reached: isBetter(own, CRUDE_IN_THE_ISSUE),
        },
        {
            measure: `100 gates, ${where}: the same, against the crude poller beside it`,
            target: `better in all three than ${describe(beside)}`,
            measured: describe(own),
            reached: isBetter(own, beside),
        },
    ];
}

function numbersOf({ requests, lagsMs }: Measured): Numbers {
    return [mean(requests), mean(lagsMs), percentile(lagsMs, 95)];
}

function isBetter(own: Numbers, others: Numbers): boolean {
    return own.every((number, index) => number < (others[index] as number));
}

function describe([requests, meanMs, p95Ms]: Numbers): string {
    return `${requests.toFixed(1)}, ${seconds(meanMs)}, ${seconds(p95Ms)}`;
}
