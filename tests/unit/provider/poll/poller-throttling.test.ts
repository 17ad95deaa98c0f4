import assert from "node:assert/strict";
import { UnexpectedStatusError, WaitAbortedError, WaitTimeoutError } from "../../../../provider/errors";
import { sleep } from "../../../../provider/time/sleep";
import { manyIds } from "../../../support/scripted-ecs-api";
import type { Misfortune } from "../../../support/virtual-network";
import {
    inVirtualTime,
    outcomeOf,
    pollerOf,
    VirtualEcs,
    type VirtualEcsOptions,
    waitFor,
} from "../../../support/virtual-world";

/** The wall clock of the virtual world begins half a minute before a full one. */
const NEXT_MINUTE_MS = 30_000;

function throttledBetween(from: number, to: number, retryAfterMs?: number): VirtualEcsOptions {
    const misfortune: Misfortune = { code: "Throttling.User", ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    return { latencyMs: 100, misfortune: ({ at }) => (at >= from && at < to ? misfortune : undefined) };
}

describe("Poller: throttled by ECS", () => {
    it("[pitfall 31] leaves ECS alone until the next minute of the wall clock when the first round is throttled", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running" }, throttledBetween(0, 1_000));
            const { report, at } = await outcomeOf(waitFor(["a"]), pollerOf(ecs));
            assert.ok(report);
            assert.equal(ecs.requests.length, 2);
            assert.ok(at >= NEXT_MINUTE_MS && at <= NEXT_MINUTE_MS + 2_200, `answered at ${at} ms`);
        });
    });

    it("[pitfall 31] waits for as long as ECS says when it says so", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running" }, throttledBetween(0, 1_000, 7_000));
            const { report } = await outcomeOf(waitFor(["a"]), pollerOf(ecs));
            assert.ok(report);
            assert.deepEqual(
                ecs.requests.map(({ at }) => Math.round(at)),
                [0, 7_100],
            );
        });
    });

    it("[pitfall 31] goes on where the round stopped when it is throttled in the middle", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(400);
            const ecs = new VirtualEcs({}, throttledBetween(150, 1_000, 5_000));
            ecs.setAll(ids, "Running");
            const { report } = await outcomeOf(waitFor(ids), pollerOf(ecs));
            assert.deepEqual(report?.reachedInstanceIds, ids);
            const answered = ecs.requests.filter(({ fault }) => fault === undefined);
            assert.equal(answered.length, 8, "no id was asked again that had been answered for");
        });
    });

    it("does not pass on what was seen before a pause: an instance that left the target meanwhile ends the wait", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(100);
            const ecs = new VirtualEcs(
                {},
                {
                    latencyMs: 100,
                    misfortune: ({ at, instanceIds }) =>
                        at < 60_000 && instanceIds.includes("i-0100")
                            ? { code: "Throttling.User", retryAfterMs: 60_000 }
                            : undefined,
                },
            );
            ecs.setAll(ids, "Running");
            ecs.set("i-0001", [
                ["Running", 0],
                ["Stopping", 30_000],
            ]);
            const { error } = await outcomeOf(waitFor(ids), pollerOf(ecs));
            assert.ok(error instanceof UnexpectedStatusError, String(error));
            assert.deepEqual(error.instanceIds, ["i-0001"]);
        });
    });

    it("asks again, once, for what was seen before a pause that was longer than 10 s", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(400);
            const ecs = new VirtualEcs({}, throttledBetween(150, 1_000, 12_000));
            ecs.setAll(ids, "Running");
            const { report, at } = await outcomeOf(waitFor(ids), pollerOf(ecs));
            assert.deepEqual(report?.reachedInstanceIds, ids);
            const youngest = new Map(ids.map((id) => [id, -Infinity]));
            const answered = ecs.requests.filter(({ fault }) => fault === undefined);
            for (const request of answered) {
                request.instanceIds.forEach((id) => youngest.set(id, request.at));
            }
            assert.ok(Math.min(...youngest.values()) >= at - 10_000);
            const beforePause = answered.filter(({ at: sentAt }) => sentAt < 1_000);
            assert.equal(answered.length, 8 + beforePause.length, "what was seen before the pause is asked again");
        });
    });

    it("does not pass on what was seen before a pause, although the throttled request was one of another wait", async () => {
        await inVirtualTime(async () => {
            const all = manyIds(550);
            const ids = all.slice(0, 500);
            const others = all.slice(500); // they fill a request of their own
            const ecs = new VirtualEcs(
                {},
                {
                    latencyMs: ({ instanceIds }) => (instanceIds.includes("i-0051") ? 3_000 : 100),
                    misfortune: ({ at, instanceIds }) =>
                        at < 60_000 && instanceIds.includes(others[0]!)
                            ? { code: "Throttling.User", retryAfterMs: 60_000 }
                            : undefined,
                },
            );
            ecs.setAll(ids, "Running");
            ecs.set("i-0001", [
                ["Running", 0],
                ["Stopping", 30_000],
            ]);
            ecs.setAll(others, "Running");
            const poller = pollerOf(ecs);
            // the other wait is throttled while ids of this one are still to be asked for
            const other = sleep(50).then(() => outcomeOf(waitFor(others), poller));
            const { error } = await outcomeOf(waitFor(ids), poller);
            await other;
            assert.ok(ecs.between(60_000).some(({ instanceIds }) => instanceIds.includes(ids.at(-1)!)));
            assert.ok(error instanceof UnexpectedStatusError, String(error));
            assert.deepEqual(error.instanceIds, ["i-0001"]);
        });
    });

    it("does not pass on what was seen before requests that hung", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(600);
            const ecs = new VirtualEcs(
                {},
                {
                    latencyMs: 100,
                    misfortune: ({ at }) => (at >= 250 && at < 40_000 ? "hang" : undefined),
                },
            );
            ecs.setAll(ids, "Running");
            // half of them leave the target while requests hang: 350 are never Running at the same time again
            ecs.setAll(ids.slice(0, 300), [
                ["Running", 0],
                ["Stopping", 10_000],
            ]);
            const { error } = await outcomeOf(
                waitFor(ids, { minReached: 350, failFast: false }, { timeoutMs: 120_000 }),
                pollerOf(ecs),
            );
            assert.ok(error instanceof WaitTimeoutError, String(error));
        });
    });

    it("does not pass on what was seen before the process was suspended", async () => {
        await inVirtualTime(async (clock) => {
            const ids = manyIds(600);
            const ecs = new VirtualEcs({}, { latencyMs: 100 });
            ecs.setAll(ids, "Running");
            ecs.set("i-0001", [
                ["Running", 0],
                ["Stopping", 600_000],
            ]);
            const wait = outcomeOf(waitFor(ids, {}, { timeoutMs: 7_200_000 }), pollerOf(ecs, 10));
            await sleep(20_000);
            clock.jump(3_600_000);
            const { error } = await wait;
            assert.ok(error instanceof UnexpectedStatusError, String(error));
        });
    });

    it("tries with one request first, and goes on with two at a time when that is let through", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(400);
            const ecs = new VirtualEcs({}, throttledBetween(0, 6_000, 5_000));
            ecs.setAll(ids, "Running");
            await outcomeOf(waitFor(ids), pollerOf(ecs));
            const [probe, again, ...rest] = ecs.between(1_000);
            assert.equal(Math.round(probe!.at), 5_100);
            assert.equal(Math.round(again!.at), 10_200);
            assert.ok(rest[0]!.at >= again!.at + 100, "nothing beside the probe");
            assert.equal(rest[0]!.at, rest[1]!.at, "then two at a time");
        });
    });

    it("asks no more than once a second while throttled, also when ECS says that 0 ms are enough", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(200);
            const ecs = new VirtualEcs({}, throttledBetween(0, 60_000, 0));
            ecs.setAll(ids, "Running");
            const { report } = await outcomeOf(waitFor(ids), pollerOf(ecs));
            assert.ok(report);
            const times = ecs.between(150, 60_000).map(({ at }) => at);
            assert.ok(times.length > 30);
            assert.ok(times.every((at, index) => index === 0 || at - times[index - 1]! >= 1_000));
        });
    });

    it("polls half as often afterwards, and recovers round by round", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs(
                {
                    a: [
                        ["Starting", 0],
                        ["Running", 40_000],
                    ],
                },
                throttledBetween(0, 500, 1_000),
            );
            await outcomeOf(waitFor(["a"]), pollerOf(ecs));
            const times = ecs.between(1_000).map(({ at }) => at);
            const gaps = times.slice(1).map((at, index) => at - times[index]!);
            assert.ok(gaps[0]! > 3_500, `the first pause is ${gaps[0]} ms`);
            assert.ok(gaps.at(-2)! < 2_800, `a later pause is ${gaps.at(-2)} ms`);
        });
    });

    for (const [from, to] of [
        [0, 110_000],
        [15_000, 100_000],
        [30_000, 119_000],
    ] as const) {
        it(`[pitfall 31] never fails a wait before its deadline: throttled from ${from} to ${to} ms of 120,000`, async () => {
            await inVirtualTime(async () => {
                const ids = manyIds(3);
                const ecs = new VirtualEcs({}, throttledBetween(from, to));
                ecs.setAll(ids, [
                    ["Pending", 0],
                    ["Running", 60_000],
                ]);
                const { report, error } = await outcomeOf(waitFor(ids, {}, { timeoutMs: 120_000 }), pollerOf(ecs));
                assert.equal(error, undefined);
                assert.ok(report);
            });
        });
    }

    it("[pitfall 1] takes the last round at the deadline although the pause is longer", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs(
                {
                    a: [
                        ["Pending", 0],
                        ["Running", 40_000],
                    ],
                },
                throttledBetween(15_000, 44_000, 90_000),
            );
            const { report, at } = await outcomeOf(waitFor(["a"], {}, { timeoutMs: 45_000 }), pollerOf(ecs));
            assert.ok(report);
            assert.equal(Math.round(at), 45_100);
        });
    });

    it("gives up at the deadline when the last round is throttled too, and says for how long it was throttled", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Pending" }, throttledBetween(15_000, 1_000_000));
            const { error, at } = await outcomeOf(waitFor(["a"], {}, { timeoutMs: 120_000 }), pollerOf(ecs));
            assert.ok(error instanceof WaitTimeoutError);
            assert.ok(at >= 120_000 && at <= 130_000, `ended at ${at} ms`);
            assert.ok(error.throttledMs > 95_000, `throttled for ${error.throttledMs} ms`);
            assert.match(error.message, /throttled for/);
        });
    });

    it("takes one last round for each of many waits that end during a pause, at most one request a second", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(300);
            const ecs = new VirtualEcs({}, throttledBetween(1_000, 100_000));
            ecs.setAll(ids, "Pending");
            const poller = pollerOf(ecs);
            const outcomes = await Promise.all(
                ids.map((id) => outcomeOf(waitFor([id], {}, { timeoutMs: 60_000 }), poller)),
            );
            assert.ok(outcomes.every(({ error }) => error instanceof WaitTimeoutError));
            const last = ecs.between(59_000).map(({ at }) => at);
            assert.ok(last.length <= 11, `${last.length} requests`);
            assert.ok(last.every((at, index) => index === 0 || at - last[index - 1]! >= 999));
        });
    });

    it("[pitfall 31] pauses one region and not another", async () => {
        await inVirtualTime(async () => {
            const throttled = new VirtualEcs({ a: "Running" }, throttledBetween(0, 1_000));
            const other = new VirtualEcs({ a: "Running" });
            const [slow, fast] = await Promise.all([
                outcomeOf(waitFor(["a"]), pollerOf(throttled)),
                outcomeOf(waitFor(["a"]), pollerOf(other)),
            ]);
            assert.ok(slow.at >= NEXT_MINUTE_MS);
            assert.equal(fast.at, 0);
        });
    });

    it("[pitfall 10] frees the event loop at once when a wait is called off during a pause", async () => {
        await inVirtualTime(async (clock) => {
            const ecs = new VirtualEcs({ a: "Running" }, throttledBetween(0, 100_000));
            const controller = new AbortController();
            const wait = outcomeOf(waitFor(["a"]), pollerOf(ecs), { signal: controller.signal });
            await sleep(5_000);
            controller.abort();
            const { error, at } = await wait;
            assert.ok(error instanceof WaitAbortedError);
            assert.equal(at, 5_000);
            assert.equal(clock.countTimers(), 0);
        });
    });
});
