import { createWaiter, WaiterState } from "@smithy/util-waiter";
import { sleep } from "../shared/measure";
import type { Contender } from "./contender";

const MAX_WAIT_S = 600;
const NAIVE_INTERVAL_MS = 5_000;
const CRUDE_TICK_MS = 2_000;
const IDS_PER_REQUEST = 50;

/** The waiter of the AWS SDK for JavaScript, one per instance: it knows nothing of sets. */
export function utilWaiter(minDelay: number, maxDelay: number): Contender {
    return ({ look }) =>
        async (instanceId) => {
            const options = { client: undefined, maxWaitTime: MAX_WAIT_S, minDelay, maxDelay };
            const { state } = await createWaiter(options, instanceId, async (_client, id) => {
                const status = (await look([id])).get(id);
                return { state: status === "Running" ? WaiterState.SUCCESS : WaiterState.RETRY };
            });
            if (state !== WaiterState.SUCCESS) {
                throw new Error(`util-waiter ended with ${state}`);
            }
        };
}

/** What one writes first: a loop around the request. */
export const naiveLoop: Contender =
    ({ look }) =>
    async (instanceId) => {
        while ((await look([instanceId])).get(instanceId) !== "Running") {
            await sleep(NAIVE_INTERVAL_MS);
        }
    };

/** All gates share one loop that asks for whatever is open every 2 s: batching, and nothing else but perhaps a hold. */
export const crudePoller: (holdMs: number) => Contender =
    (holdMs) =>
    ({ look }) => {
        const open = new Map<string, () => void>();
        const run = async (): Promise<void> => {
            const startedAt = performance.now();
            for (let tick = 0; open.size > 0; tick = Math.max(tick + CRUDE_TICK_MS, holdMs)) {
                await sleep(Math.max(startedAt + tick - performance.now(), 0));
                const ids = [...open.keys()];
                for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
                    for (const [id, status] of await look(ids.slice(start, start + IDS_PER_REQUEST))) {
                        if (status === "Running") {
                            open.get(id)?.();
                            open.delete(id);
                        }
                    }
                }
            }
        };
        return (instanceId) =>
            new Promise((resolve, reject) => {
                open.set(instanceId, resolve);
                if (open.size === 1) {
                    setImmediate(() => void run().catch(reject));
                }
            });
    };
