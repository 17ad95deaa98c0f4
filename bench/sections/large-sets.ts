import type { Laboratory } from "../processes/laboratory";
import { count, milliseconds, percent, type Section, seconds, type Verdict } from "../report/section";
import type { Sizes } from "../sizes";
import type { LargeSetResult } from "../tasks/large-set";

const BUDGET = 250;
const IDS_PER_REQUEST = 50;
/** How much longer a round may be than the budget predicts, because of the pauses between rounds. */
const ROUND_TOLERANCE = 1.1;
/** An id that is not polled for two rounds is starved. */
const STARVED_AFTER_ROUNDS = 2;
/** CPU time: the text of the error must not block a program for longer. */
const LONGEST_ERROR_MS = 1_000;
/** The share of the possible requests that the last round must send: at its ends, some may be missed. */
const SHARE_TOLERANCE = 0.9;

interface Case {
    readonly name: string;
    readonly ids: number;
    readonly gatesBeside: number;
    readonly timeoutMs: number;
}

export async function largeSets(laboratory: Laboratory, { largeTimeoutMs: [short, long] }: Sizes): Promise<Section> {
    const cases: Case[] = [
        { name: "10,000 ids", ids: 10_000, gatesBeside: 0, timeoutMs: short },
        { name: "10,000 ids beside 300 single gates", ids: 10_000, gatesBeside: 300, timeoutMs: short },
        { name: "100,000 ids", ids: 100_000, gatesBeside: 0, timeoutMs: long },
    ];
    const results: [Case, LargeSetResult][] = [];
    for (const { name, ...args } of cases.filter(({ timeoutMs }) => timeoutMs > 0)) {
        results.push([{ name, ...args }, await laboratory.run("largeSet", args)]);
    }
    return {
        title: "Large sets within the budget, virtual time",
        how:
            `One wait for instances that never boot, ${BUDGET} requests a minute, answers take 100 ms. The time of a round is from ` +
            "its first request to that of the next, with its pause; the first round is left out. “Last round” is what is asked " +
            "between the deadline and the end of the wait; “possible” is the share that the budget allows in the time of one " +
            "attempt.",
        tables: [
            {
                header: [
                    "",
                    "most requests in a minute",
                    "round: mean, worst",
                    "by the budget alone",
                    "longest unseen",
                    "longest unseen gate",
                    "last round: share of ids",
                    "possible",
                    "longest unseen first",
                    "ended after the deadline",
                    "CPU of the error",
                ],
                rows: results.map(([{ name, ...one }, result]) => [
                    name,
                    count(result.mostInAMinute),
                    `${seconds(result.meanRoundMs)}, ${seconds(Math.max(...result.roundsMs))}`,
                    seconds(predictedMs(one)),
                    seconds(result.longestUnseenMs),
                    result.longestUnseenGateMs === undefined ? "" : seconds(result.longestUnseenGateMs),
                    percent(result.lastShare),
                    percent(result.lastPossibleShare),
                    result.lastWereOldest ? "yes" : "no",
                    `${seconds(result.endedAfterDeadlineMs)}, ${result.error}`,
                    milliseconds(result.errorCpuMs),
                ]),
            },
        ],
        verdicts: cases.flatMap((one): Verdict[] => {
            const result = results.find(([{ name }]) => name === one.name)?.[1];
            return result === undefined
                ? [{ measure: one.name, target: "", measured: "", reached: undefined }]
                : verdictsOf(one, result);
        }),
    };
}

function predictedMs({ ids, gatesBeside }: Pick<Case, "ids" | "gatesBeside">): number {
    return (Math.ceil((ids + gatesBeside) / IDS_PER_REQUEST) / BUDGET) * 60_000;
}

function verdictsOf(one: Case, result: LargeSetResult): Verdict[] {
    const { name } = one;
    const predicted = predictedMs(one);
    const budget: Verdict = {
        measure: `${name}: most requests in any minute`,
        target: "≤ 250",
        measured: count(result.mostInAMinute),
        reached: result.mostInAMinute <= BUDGET,
    };
    if (one.gatesBeside > 0) {
        // waits may share the budget in any way, as long as each gets some of it
        const longest = Math.max(result.longestUnseenMs, result.longestUnseenGateMs ?? 0);
        return [
            budget,
            {
                measure: `${name}: longest unseen, of the set and of a gate`,
                target: "no id starved (≤ 4 rounds of the budget)",
                measured: `${seconds(result.longestUnseenMs)}, ${seconds(result.longestUnseenGateMs ?? NaN)}`,
                reached: longest <= 4 * predicted,
            },
        ];
    }
    return [
        budget,
        {
            measure: `${name}: mean round; longest that any id was unseen`,
            target: `as the budget predicts (${seconds(predicted)} + 10 %); no id starved (< 2 rounds)`,
            measured: `${seconds(result.meanRoundMs)}; ${seconds(result.longestUnseenMs)}`,
            reached:
                result.meanRoundMs <= predicted * ROUND_TOLERANCE &&
                result.longestUnseenMs < predicted * STARVED_AFTER_ROUNDS,
        },
        {
            measure: `${name}: last round, share of the ids`,
            target: `longest unseen first, as far as the budget allows (${percent(result.lastPossibleShare)})`,
            measured: `${percent(result.lastShare)}, ${result.lastWereOldest ? "" : "not "}longest unseen first`,
            reached: result.lastWereOldest && result.lastShare >= result.lastPossibleShare * SHARE_TOLERANCE,
        },
        {
            measure: `${name}: the end, after the deadline; CPU of the error`,
            target: "≤ 10 s (one attempt); ≤ 1 s (own target)",
            measured: `${seconds(result.endedAfterDeadlineMs)}; ${milliseconds(result.errorCpuMs)}`,
            reached: result.endedAfterDeadlineMs <= 10_000 && result.errorCpuMs <= LONGEST_ERROR_MS,
        },
    ];
}
