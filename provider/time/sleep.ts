/** The longest delay of a Node timer. Node fires a timer with a longer delay after 1 ms. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Sleeps for any time, also longer than one timer can. Rejects with the signal's reason when the signal fires.
 * timers/promises would be shorter, but the fake clocks of the tests do not control it.
 */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const until = performance.now() + milliseconds;
    signal?.throwIfAborted();
    for (let left = milliseconds; left > 0; left = until - performance.now()) {
        await sleepOnce(Math.min(left, MAX_TIMER_MS), signal);
    }
}

function sleepOnce(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
        const onAbort = (): void => {
            clearTimeout(timer);
            reject(signal?.reason as Error);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
        }, Math.ceil(milliseconds));
        signal?.addEventListener("abort", onAbort, { once: true });
    });
}
