import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { sleep } from "../../../../provider/time/sleep";
import { createDeadline } from "../../../../provider/wait/deadline";
import { inVirtualTime } from "../../../support/virtual-world";

const DAY_MS = 86_400_000;

describe("createDeadline", () => {
    it("fires when the allowance after the deadline is over, not before", async () => {
        await inVirtualTime(async () => {
            const deadline = createDeadline(5_000, 10_000);
            assert.equal(deadline.at, performance.now() + 5_000);
            await sleep(14_999);
            assert.equal(deadline.signal.aborted, false);
            assert.equal(deadline.hasFired(), false);
            await sleep(2);
            assert.equal(deadline.signal.aborted, true);
            assert.equal(deadline.hasFired(), true);
            deadline.cleanup();
        });
    });

    it("[pitfall 6] waits 30 days in a handful of timers, although no timer of Node's is that long", async () => {
        await inVirtualTime(async (clock) => {
            const deadline = createDeadline(30 * DAY_MS, 10_000);
            let timers = 0;
            while (!deadline.hasFired()) {
                clock.next();
                timers += 1;
                assert.ok(timers < 10, "a hot loop");
            }
            assert.equal(performance.now() - deadline.at, 10_000);
            deadline.cleanup();
            await Promise.resolve();
        });
    });

    it("passes on the caller's reason, and does not take that for the time", async () => {
        await inVirtualTime(async () => {
            const caller = new AbortController();
            const deadline = createDeadline(5_000, 10_000, caller.signal);
            const reason = new Error("enough");
            caller.abort(reason);
            assert.equal(deadline.signal.reason, reason);
            assert.equal(deadline.hasFired(), false);
            deadline.cleanup();
            await Promise.resolve();
        });
    });

    it("[pitfall 10] has fired from the start when the caller had aborted before", async () => {
        await inVirtualTime(async () => {
            const deadline = createDeadline(5_000, 10_000, AbortSignal.abort("before"));
            assert.equal(deadline.signal.reason, "before");
            deadline.cleanup();
            await Promise.resolve();
        });
    });

    it("[pitfall 12] leaves neither timer nor listener behind, and 1,000 waits on one signal are no leak", async () => {
        const warnings: Error[] = [];
        const onWarning = (warning: Error): void => void warnings.push(warning);
        process.on("warning", onWarning);
        await inVirtualTime(async () => {
            const { signal } = new AbortController();
            const deadlines = Array.from({ length: 1_000 }, () => createDeadline(5_000, 10_000, signal));
            assert.equal(getEventListeners(signal, "abort").length, 1_000);
            deadlines.forEach((deadline) => deadline.cleanup());
            assert.equal(getEventListeners(signal, "abort").length, 0);
            await sleep(1);
        });
        await new Promise((resolve) => setImmediate(resolve));
        process.off("warning", onWarning);
        assert.deepEqual(warnings, []);
    });

    it("[pitfall 7] gives the last round its allowance when the machine slept over the end of the wait, once", async () => {
        await inVirtualTime(async (clock) => {
            const deadline = createDeadline(60_000, 10_000);
            clock.jump(3_600_000);
            assert.equal(deadline.hasFired(), false);
            await sleep(9_990);
            assert.equal(deadline.hasFired(), false);
            await sleep(20);
            assert.equal(deadline.hasFired(), true);
            deadline.cleanup();
        });
    });
});
