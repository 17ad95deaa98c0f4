import { type Clock, install } from "@sinonjs/fake-timers";

/** A fixed wall clock: half a minute before a full one. */
export const HALF_PAST = Date.UTC(2026, 0, 1, 12, 0, 30);

/** Runs a test while time stands still and moves only as the test says. Sockets and promises go on as ever. */
export async function withFakeClock<T>(work: (clock: Clock) => Promise<T>, now = HALF_PAST): Promise<T> {
    const clock = install({
        now,
        shouldClearNativeTimers: true,
        toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    });
    try {
        return await work(clock);
    } finally {
        clock.uninstall();
    }
}
