import assert from "node:assert/strict";
import { sleep } from "../../../../provider/time/sleep";
import { WakeTimer } from "../../../../provider/poll/wake-timer";
import { inVirtualTime } from "../../../support/virtual-world";

/** When the timer woke, relative to the start. */
function wakings(set: (timer: WakeTimer, now: number) => void): Promise<number[]> {
    return inVirtualTime(async () => {
        const startedAt = performance.now();
        const times: number[] = [];
        const timer = new WakeTimer(() => {
            timer.cancel();
            times.push(performance.now() - startedAt);
        });
        set(timer, startedAt);
        await sleep(10_000);
        return times;
    });
}

describe("WakeTimer", () => {
    it("wakes once, at the earliest of the moments it was told", async () => {
        const times = await wakings((timer, now) => {
            for (const at of [5_000, 3_000, 7_000]) {
                timer.wakeAt(now + at, now);
            }
        });
        assert.deepEqual(times, [3_000]);
    });

    it("never wakes before its moment, not even by a fraction of a millisecond", async () => {
        assert.deepEqual(await wakings((timer, now) => timer.wakeAt(now + 3_000.2, now)), [3_001]);
    });

    it("takes a moment that has passed for now", async () => {
        const [first] = await wakings((timer, now) => timer.wakeAt(now - 5_000, now));
        assert.ok(first !== undefined && first <= 1);
    });

    it("does not wake after it was cancelled, and can be set again", async () => {
        const times = await wakings((timer, now) => {
            timer.wakeAt(now + 1_000, now);
            timer.cancel();
            timer.wakeAt(now + 2_000, now);
        });
        assert.deepEqual(times, [2_000]);
    });
});
