import { CONTENDERS, type ContenderName } from "../contenders";
import { lookThrough } from "../contenders/contender";
import { cpuMs } from "../shared/measure";
import { benchIds, bootTimes } from "../shared/random";
import { mostWithin } from "../shared/statistics";
import { inVirtualTime } from "../shared/virtual-time";
import { VirtualWorld } from "../shared/virtual-world";

/** Requests that are sent within this belong to the same tick. */
const TICK_MS = 1_000;

export interface GatesResult {
    /** Of each world. */
    readonly requests: number[];
    readonly peaks: number[];
    /** Of each gate of all worlds: from the change to its being noticed. */
    readonly lagsMs: number[];
    /** Of one world. */
    readonly cpuMs: number;
}

/** Gates of one instance each, started together, in as many worlds as there are seeds, one world after another. */
export async function virtualGates(args: {
    contender: ContenderName;
    gates: number;
    seeds: readonly number[];
}): Promise<GatesResult> {
    const ids = benchIds(args.gates);
    const requests: number[] = [];
    const peaks: number[] = [];
    const lagsMs: number[] = [];
    const cpuBefore = cpuMs();
    for (const seed of args.seeds) {
        const boots = bootTimes(seed, args.gates);
        const bootMs = new Map(ids.map((id, index) => [id, boots[index] as number]));
        const sentAt: number[] = [];
        await inVirtualTime(seed, async () => {
            const world = new VirtualWorld({ bootMs, onRequest: (at) => sentAt.push(at) });
            const gate = CONTENDERS[args.contender]({ api: world, look: lookThrough(world) });
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
