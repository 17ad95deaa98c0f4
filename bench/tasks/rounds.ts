import type { EcsApi } from "../../provider/ecs/ecs-api";
import { waitForStatus } from "../../provider/wait/wait-for-status";
import { lookThrough } from "../contenders/contender";
import { pollerOf, requestFor } from "../contenders/this-package";
import { cpuMs, sleep } from "../shared/measure";
import { benchIds } from "../shared/random";
import { inVirtualTime } from "../shared/virtual-time";
import { VirtualWorld } from "../shared/virtual-world";

const IDS_PER_REQUEST = 50;
const INTERVAL_MS = 2_000;

/**
 * Runs a wait for this many rounds; `onRound` is called at the beginning of each. The wait is not ended: the cost of its
 * end is not part of a round.
 */
function runRounds(ids: readonly string[], rounds: number, onRound: (round: number) => void): Promise<void> {
    const perRound = Math.ceil(ids.length / IDS_PER_REQUEST);
    return new Promise((resolve, reject) => {
        let requests = 0;
        const onRequest = (): void => {
            if (requests % perRound === 0) {
                onRound(requests / perRound);
                if (requests / perRound >= rounds) {
                    resolve();
                }
            }
            requests += 1;
        };
        const every = `${INTERVAL_MS}ms`;
        const pauses = { initialDelay: every, pollInterval: every, maxPollInterval: every };
        const request = requestFor({ instanceIds: ids, ...pauses, timeout: "1000h" });
        // so high that the budget never delays a request: a round takes 1.8 s or more
        const poller = pollerOf(new VirtualWorld({ onRequest }), perRound * 40);
        waitForStatus(request, poller).then(() => reject(new Error("nothing boots in this world")), reject);
    });
}

/** The same rounds as a bare loop: the cost of the world and of the virtual clock. */
async function runBareRounds(ids: readonly string[], rounds: number, onRound: (round: number) => void): Promise<void> {
    const world: EcsApi = new VirtualWorld({});
    const look = lookThrough(world);
    for (let round = 0; round <= rounds; round += 1) {
        onRound(round);
        for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
            await look(ids.slice(start, start + IDS_PER_REQUEST));
        }
        await sleep(INTERVAL_MS);
    }
}

/** CPU per id and round in microseconds: of the wait with its world, and of a bare loop over the same world. */
export async function cpuPerId(args: {
    ids: number;
    rounds: number;
    warmUp: number;
}): Promise<{ engineUs: number; bareUs: number }> {
    const ids = benchIds(args.ids);
    const measure = async (run: typeof runRounds): Promise<number> => {
        let from = 0;
        let to = 0;
        await inVirtualTime(1, () =>
            run(ids, args.warmUp + args.rounds, (round) => {
                if (round === args.warmUp) {
                    from = cpuMs();
                } else if (round === args.warmUp + args.rounds) {
                    to = cpuMs();
                }
            }),
        );
        return ((to - from) * 1_000) / (args.ids * args.rounds);
    };
    return { engineUs: await measure(runRounds), bareUs: await measure(runBareRounds) };
}

/** The heap after garbage collection, as `[round, bytes]`. Needs `--expose-gc`. */
export async function heapOverRounds(args: {
    ids: number;
    rounds: number;
    every: number;
}): Promise<{ heap: [number, number][]; cpuMs: number }> {
    const { gc } = globalThis;
    if (gc === undefined) {
        throw new Error("run with --expose-gc");
    }
    const heap: [number, number][] = [];
    const before = cpuMs();
    await inVirtualTime(1, () =>
        runRounds(benchIds(args.ids), args.rounds, (round) => {
            if (round > 0 && round % args.every === 0) {
                gc();
                heap.push([round, process.memoryUsage().heapUsed]);
            }
        }),
    );
    return { heap, cpuMs: cpuMs() - before };
}
