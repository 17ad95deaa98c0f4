/** Calls a callback of the user. A callback that throws or rejects ends no wait: it is shown as a process warning. */
export function callSafely(call: () => unknown): void {
    try {
        const result = call();
        if (typeof (result as { then?: unknown } | undefined)?.then === "function") {
            Promise.resolve(result).catch((error: unknown) => warn("rejected", error));
        }
    } catch (error) {
        warn("threw", error);
    }
}

function warn(what: string, error: unknown): void {
    process.emitWarning(`a callback of a wait ${what}: ${error instanceof Error ? error.message : String(error)}`);
}
