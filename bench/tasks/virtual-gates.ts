import { CONTENDERS, type ContenderName } from "../contenders";
import { lookThrough } from "../contenders/contender";
import { bootTimes } from "../shared/boot-times";
import { cpuMs } from "../shared/measure";
import { benchIds } from "../shared/random";
import { mostWithin } from "../shared/statistics";
import { inVirtualTime } from "../shared/virtual-time";
import { VirtualWorld } from "../shared/virtual-world";

/** Requests that are sent within this time belong to the same tick. */
const TICK_MS = 1_000;

export interface GatesResult {
    /** One for each world. */
    readonly requests: number[];
    /** The most requests within a tick, one for each world. */
    readonly peaks: number[];
    /** From the change to the answer that showed it, one for each gate of all worlds. */
    readonly lagsMs: number[];
    /** The mean of one world. */
    readonly cpuMs: number;
}

/** Runs gates of one instance each, all started together, in one world for each seed, one world after another. */
export async function virtualGates(args: {
    contender: ContenderName;
    gates: number;
    medianBootMs: number;
    seeds: readonly number[];
}): Promise<GatesResult> {
    const { medianBootMs } = args;
    const ids = benchIds(args.gates);
    const requests: number[] = [];
    const peaks: number[] = [];
    const lagsMs: number[] = [];
    const cpuBefore = cpuMs();
    for (const seed of args.seeds) {
        const boots = bootTimes(seed, args.gates, medianBootMs);
        const bootMs = new Map(ids.map((id, index) => [id, boots[index] as number]));
        const sentAt: number[] = [];
        await inVirtualTime(seed, async () => {
            const world = new VirtualWorld({ bootMs, onRequest: (at) => sentAt.push(at) });
            const gate = CONTENDERS[args.contender]({ api: world, look: lookThrough(world), medianBootMs });
            await Promise.all(
                ids.map(async (id, index) => {
                    await gate(id);
                    lagsMs.push(world.now - (boots[index] as number));
                }),
            );
        });
        requests.push(sentAt.length);
        peaks.push(mostWithin(TICK_MS, sentAt));
    }
    return { requests, peaks, lagsMs, cpuMs: (cpuMs() - cpuBefore) / args.seeds.length };
}
