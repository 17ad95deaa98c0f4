/** Kills a process that was started `detached`, with all that it started. */
export function killGroup(processId: number): void {
    try {
        process.kill(-processId, "SIGKILL");
    } catch {
        // Already gone, which is all that was wanted.
    }
}
