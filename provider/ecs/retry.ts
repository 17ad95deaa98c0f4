import pRetry from "p-retry";
import { EcsApiError } from "../errors/ecs-api-error";
import { sleep } from "../time/sleep";
import { throttlePauseMs } from "../time/throttle-pause";

/** How often a single read is tried again. A wait does not use this: its next poll is its retry. */
const RETRIES = 4;
/** A throttled call is let through again in the next minute (ECS "API throttling"), so two pauses are enough. */
const MAX_THROTTLE_PAUSES = 2;

/**
 * Tries a read again after passing faults: resets, 5xx, broken answers, and throttling until the minute is over.
 *
 * @throws the last attempt's error, or the signal's reason
 */
export async function retryRead<T>(attempt: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    let throttlePauses = 0;
    const result = pRetry(attempt, {
        retries: RETRIES,
        minTimeout: 200,
        maxTimeout: 5_000,
        randomize: true,
        ...(signal === undefined ? {} : { signal }),
        shouldRetry: async ({ error }) => {
            if (!(error instanceof EcsApiError)) {
                return false;
            }
            if (error.kind === "throttled" && throttlePauses < MAX_THROTTLE_PAUSES) {
                throttlePauses += 1;
                await sleep(throttlePauseMs(error.retryAfterMs, Date.now(), Math.random()), signal);
                return true;
            }
            return error.kind === "transient";
        },
    });
    return result.catch((error: unknown) => {
        signal?.throwIfAborted(); // p-retry wraps a reason that is not an Error
        throw error;
    });
}
