/** Calls a function of the user's: its faults are shown, but neither end a wait nor go unheard. */
export function callSafely(call: () => void): void {
    try {
        call();
    } catch (error) {
        process.emitWarning(`a callback of a wait threw: ${error instanceof Error ? error.message : String(error)}`);
    }
}
