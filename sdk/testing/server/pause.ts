import type { Socket } from "node:net";

/** Waits, but no longer than the connection is open: a closed emulator leaves no timer behind. */
export function pause(socket: Socket, delayMs: number): Promise<void> {
    // without a timer where there is no delay: a timer takes at least a millisecond, which benchmarks would measure
    if (delayMs <= 0 || socket.destroyed) {
        return Promise.resolve();
    }
    return new Promise((resolve) => {
        const end = (): void => {
            clearTimeout(timer);
            socket.off("close", end);
            resolve();
        };
        const timer = setTimeout(end, delayMs);
        socket.once("close", end);
    });
}
