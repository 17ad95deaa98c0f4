import { ATTEMPT_TIMEOUT_MS, MAX_REQUESTS_PER_MINUTE } from "../../provider/domain/defaults";
import { waitForStatus } from "../../provider/wait/wait-for-status";
import { pollerOf, requestFor } from "../contenders/this-package";
import { cpuMs } from "../shared/measure";
import { benchIds } from "../shared/random";
import { largest, mean, mostWithin } from "../shared/statistics";
import { inVirtualTime } from "../shared/virtual-time";
import { VirtualWorld } from "../shared/virtual-world";

const MINUTE_MS = 60_000;
const LATENCY_MS = 100;

export interface LargeSetResult {
    readonly mostInAMinute: number;
    /** The longest time between two requests for an id, or to the deadline: in the large set, and in the gates beside it. */
    readonly longestUnseenMs: number;
    readonly longestUnseenGateMs: number | undefined;
    /** From the first request of a round to that of the next; the first round is left out. */
    readonly roundsMs: readonly number[];
    readonly meanRoundMs: number;
    /** After the deadline: the share of the ids that were polled, and the share that the budget allowed. */
    readonly lastShare: number;
    readonly lastPossibleShare: number;
    readonly lastWereOldest: boolean;
    readonly endedAfterDeadlineMs: number;
    /** CPU time from the last request to the error: its text must not take long. */
    readonly errorCpuMs: number;
    readonly error: string;
}

/** Runs one wait for many ids that never boot, to its deadline, with the default budget; beside it, gates of one id each. */
export function largeSet(args: { ids: number; gatesBeside: number; timeoutMs: number }): Promise<LargeSetResult> {
    const all = benchIds(args.ids + args.gatesBeside);
    const indexOf = new Map(all.map((id, index) => [id, index]));
    const askedAt = new Float64Array(all.length).fill(-1);
    const unseenMs = new Float64Array(all.length);
    const lastLook = new Set<number>();
    let askedAtDeadline: Float64Array | undefined;
    let asked = 0;
    let cpuAtLastRequest = 0;
    const roundStarts: number[] = [];

    const sentAt: number[] = [];
    const onRequest = (at: number, instanceIds: readonly string[]): void => {
        sentAt.push(at);
        cpuAtLastRequest = cpuMs();
        if (at >= args.timeoutMs) {
            askedAtDeadline ??= askedAt.slice();
        }
        for (const id of instanceIds) {
            const index = indexOf.get(id) as number;
            if (index < args.ids && at < args.timeoutMs) {
                if (asked % args.ids === 0) {
                    roundStarts.push(at);
                }
                asked += 1;
            }
            if (at >= args.timeoutMs && index < args.ids) {
                lastLook.add(index);
            }
            unseenMs[index] = Math.max(unseenMs[index] as number, at - Math.max(askedAt[index] as number, 0));
            askedAt[index] = at;
        }
    };

    return inVirtualTime(args.ids, async () => {
        const world = new VirtualWorld({ latencyMs: LATENCY_MS, onRequest });
        const poller = pollerOf(world);
        const timeout = `${args.timeoutMs}ms`;
        const others = all
            .slice(args.ids)
            .map((id) => waitForStatus(requestFor({ instanceIds: [id], timeout }), poller).catch(() => undefined));
        const error = await waitForStatus(requestFor({ instanceIds: all.slice(0, args.ids), timeout }), poller).then(
            () => "none",
            (reason: unknown) => (reason as Error).name,
        );
        const endedAt = world.now;
        const errorCpuMs = cpuMs() - cpuAtLastRequest;
        await Promise.all(others);
        const before = askedAtDeadline ?? askedAt;
        before.forEach((at, index) => {
            unseenMs[index] = Math.max(unseenMs[index] as number, args.timeoutMs - at);
        });
        const rounds = roundStarts.slice(2).map((start, index) => start - (roundStarts[index + 1] as number));
        const beforeOf = (index: number): number => before[index] as number;
        const skipped = Array.from({ length: args.ids }, (_, index) => index).filter((index) => !lastLook.has(index));
        const recent = sentAt.filter(
            (at) => at < args.timeoutMs && at > args.timeoutMs + ATTEMPT_TIMEOUT_MS - MINUTE_MS,
        );
        return {
            mostInAMinute: mostWithin(MINUTE_MS, sentAt),
            longestUnseenMs: largest(unseenMs.subarray(0, args.ids)),
            longestUnseenGateMs: args.gatesBeside === 0 ? undefined : largest(unseenMs.subarray(args.ids)),
            roundsMs: rounds,
            meanRoundMs: mean(rounds),
            lastShare: lastLook.size / args.ids,
            lastPossibleShare: Math.min(1, ((MAX_REQUESTS_PER_MINUTE - recent.length) * 50) / args.ids),
            lastWereOldest: largest([...lastLook].map(beforeOf)) <= -largest(skipped.map((index) => -beforeOf(index))),
            endedAfterDeadlineMs: endedAt - args.timeoutMs,
            errorCpuMs,
            error,
        };
    });
}
