import { MAX_TIMER_MS } from "./sleep";

/** The time limit has passed. */
export class TimeLimitError extends Error {}

/**
 * Runs something with a signal that fires at the time limit or when the caller aborts. (AbortSignal.timeout and .any
 * would be shorter, but Node 20 may garbage-collect those signals before they fire.)
 *
 * @throws TimeLimitError or the caller's reason, if `run` rejects with the reason of its signal
 */
export async function withTimeLimit<T>(
    limitMs: number,
    caller: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
    const controller = new AbortController();
    const onAbort = (): void => controller.abort(caller?.reason);
    const timer = setTimeout(
        () => controller.abort(new TimeLimitError(`not finished within ${limitMs} ms`)),
        Math.min(limitMs, MAX_TIMER_MS),
    );
    if (caller?.aborted) {
        onAbort();
    }
    caller?.addEventListener("abort", onAbort, { once: true });
    try {
        return await run(controller.signal);
    } finally {
        clearTimeout(timer);
        caller?.removeEventListener("abort", onAbort);
    }
}
