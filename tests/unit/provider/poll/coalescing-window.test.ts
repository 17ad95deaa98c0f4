import assert from "node:assert/strict";
import { sleep } from "../../../../provider/time/sleep";
import { CoalescingWindow } from "../../../../provider/poll/coalescing-window";
import { inVirtualTime } from "../../../support/virtual-world";

/** When the window opened, while `arrive` let others in. */
function openings(arrive: (window: CoalescingWindow) => Promise<void> | void): Promise<number[]> {
    return inVirtualTime(async () => {
        const startedAt = performance.now();
        const times: number[] = [];
        const window = new CoalescingWindow(50, () => times.push(performance.now() - startedAt));
        await arrive(window);
        await sleep(2_000);
        window.cancel();
        return times;
    });
}

function arrive(window: CoalescingWindow, ids = 1, isFirst = false): void {
    window.arrive(ids, isFirst, performance.now());
}

describe("CoalescingWindow", () => {
    it("opens at the end of the turn of the event loop for the first, and for all that come in the same turn", async () => {
        const times = await openings((window) => {
            arrive(window, 1, true);
            arrive(window);
            arrive(window, 1_000);
        });
        assert.deepEqual(times, [0]);
    });

    it("opens 100 ms after the latest of those that come while others are served", async () => {
        const times = await openings(async (window) => {
            arrive(window);
            await sleep(60);
            arrive(window);
        });
        assert.deepEqual(times, [160]);
    });

    it("keeps no wait longer than 500 ms, however many come after", async () => {
        const times = await openings(async (window) => {
            for (let arrivals = 0; arrivals < 9; arrivals += 1) {
                arrive(window);
                await sleep(60);
            }
        });
        assert.equal(times[0], 500);
    });

    it("opens at once when the ids fill a request, once", async () => {
        const times = await openings(async (window) => {
            arrive(window, 30);
            await sleep(60);
            arrive(window, 20);
        });
        assert.deepEqual(times, [60]);
    });

    it("begins anew after it has opened", async () => {
        const times = await openings(async (window) => {
            arrive(window, 49);
            await sleep(300);
            arrive(window, 49);
        });
        assert.deepEqual(times, [100, 400]);
    });

    it("does not open any more when it was cancelled, and leaves no timer", async () => {
        const times = await openings((window) => {
            arrive(window);
            arrive(window, 1, true);
            window.cancel();
        });
        assert.deepEqual(times, []);
    });
});
