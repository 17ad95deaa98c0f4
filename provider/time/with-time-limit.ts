/** What was limited has not ended in time. */
export class TimeLimitError extends Error {}

/** The longest that a timer of Node can be set for: 2^31 - 1 ms, almost 25 days. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * Runs something that ends by a signal, for at most so long. (AbortSignal.timeout and .any would be shorter, but in
 * Node 20 the garbage collector may take such a signal before it has fired.)
 *
 * @throws the limit's error, or the caller's reason, through whatever `run` does with its signal
 */
export async function withTimeLimit<T>(
    limitMs: number,
    caller: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
    const controller = new AbortController();
    const onAbort = (): void => controller.abort(caller?.reason);
    const timer = setTimeout(
        () => controller.abort(new TimeLimitError(`not done within ${limitMs} ms`)),
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
