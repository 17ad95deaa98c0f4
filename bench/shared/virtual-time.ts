import { install } from "@sinonjs/fake-timers";
import { seededRandom } from "./random";

const realSetImmediate = setImmediate;
/** After this many turns without a timer, the work cannot go on any more. */
const MOST_IDLE_TURNS = 1_000;

/**
 * Runs in virtual time: when only timers are left, the clock moves to the next one. It works like the virtual time of the
 * tests, but one turn costs microseconds instead of a millisecond: the bench takes many turns.
 *
 * @param seed - for `Math.random`, which the contenders use for jitter
 */
export async function inVirtualTime<T>(seed: number, work: () => Promise<T>): Promise<T> {
    const realRandom = Math.random;
    Math.random = seededRandom(seed);
    const clock = install({
        now: Date.UTC(2026, 0, 1, 12, 0, 30),
        toFake: [
            "setTimeout",
            "clearTimeout",
            "setInterval",
            "clearInterval",
            "setImmediate",
            "clearImmediate",
            "Date",
            "performance",
        ],
    });
    try {
        let isDone = false;
        const done = work().finally(() => (isDone = true));
        done.catch(() => undefined);
        let idleTurns = 0;
        for (;;) {
            // everything is in one process without sockets: after one turn, only timers are left
            await new Promise((resolve) => realSetImmediate(resolve));
            // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set by the work
            if (isDone) {
                return await done;
            }
            idleTurns = clock.countTimers() === 0 ? idleTurns + 1 : 0;
            if (idleTurns > MOST_IDLE_TURNS) {
                throw new Error("nothing is under way any more, and the work is not done");
            }
            clock.next();
        }
    } finally {
        clock.uninstall();
        Math.random = realRandom;
    }
}
