import { createWaiter, WaiterState } from "@smithy/util-waiter";
import { sleep } from "../shared/measure";
import type { Contender } from "./contender";

const MAX_WAIT_S = 600;
const NAIVE_INTERVAL_MS = 5_000;

/** The waiter of the AWS SDK for JavaScript, one for each instance: it does not know sets. */
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

/** The first thing that a user writes: a loop around the request. */
export const naiveLoop: Contender =
    ({ look }) =>
    async (instanceId) => {
        while ((await look([instanceId])).get(instanceId) !== "Running") {
            await sleep(NAIVE_INTERVAL_MS);
        }
    };
