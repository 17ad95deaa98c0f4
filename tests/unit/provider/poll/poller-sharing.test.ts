import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { InstanceRow } from "../../../../provider/domain/instance-row";
import type { OnResult } from "../../../../provider/poll/subscription";
import { EcsApiError, UnexpectedStatusError, WaitAbortedError, WaitTimeoutError } from "../../../../provider/errors";
import { sleep } from "../../../../provider/time/sleep";
import type { StatusPoller } from "../../../../provider/account/status-pollers";
import { manyIds } from "../../../support/scripted-ecs-api";
import { inVirtualTime, outcomeOf, pollerOf, roundOf, VirtualEcs, waitFor } from "../../../support/virtual-world";

/** One round of these ids, as a wait begins it. */
async function poll(poller: StatusPoller, instanceIds: string[], onResult: OnResult<InstanceRow>): Promise<void> {
    const subscription = poller.subscribe(instanceIds);
    try {
        await subscription.poll(roundOf(instanceIds), onResult, new AbortController().signal);
    } finally {
        subscription.end();
    }
}

describe("Poller: several waits", () => {
    it("[pitfall 19] serves two waits for one id with different targets, each when its own comes", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: [
                    ["Pending", 0],
                    ["Running", 20_000],
                    ["Stopped", 50_000],
                ],
            });
            const poller = pollerOf(ecs);
            const [running, stopped] = await Promise.all([
                outcomeOf(waitFor(["a"]), poller),
                outcomeOf(waitFor(["a"], { targetStatuses: ["Stopped"] }), poller),
            ]);
            assert.equal(running.report?.statusById["a"], "Running");
            assert.ok(running.at >= 20_000 && running.at < 23_000);
            assert.equal(stopped.report?.statusById["a"], "Stopped");
            assert.ok(stopped.at >= 50_000 && stopped.at < 53_000);
        });
    });

    it("[pitfall 14] goes on for the others when one of many is cancelled, and asks no more for the one", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(10);
            const ecs = new VirtualEcs({}, { latencyMs: 100 });
            ecs.setAll(ids, [
                ["Pending", 0],
                ["Running", 30_000],
            ]);
            const poller = pollerOf(ecs);
            const controller = new AbortController();
            const waits = ids.map((id, index) =>
                outcomeOf(waitFor([id]), poller, index === 3 ? { signal: controller.signal } : {}),
            );
            await sleep(20_000);
            controller.abort();
            const outcomes = await Promise.all(waits);
            assert.ok(outcomes[3]?.error instanceof WaitAbortedError);
            assert.ok(outcomes.every(({ report }, index) => (report === undefined) === (index === 3)));
            assert.ok(ecs.between(20_001).every(({ instanceIds }) => !instanceIds.includes("i-0004")));
        });
    });

    it("[pitfall 15] lets a request live on when its first requester leaves while it is under way", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running", b: "Running" }, { latencyMs: 1_000 });
            const poller = pollerOf(ecs);
            const controller = new AbortController();
            const first = outcomeOf(waitFor(["a"]), poller, { signal: controller.signal });
            const second = outcomeOf(waitFor(["b"]), poller);
            await sleep(500);
            controller.abort();
            assert.equal((await first).at, 500);
            assert.equal((await second).at, 1_000);
            assert.equal(ecs.requests.length, 1);
        });
    });

    it("ends a request that no wait needs any more", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running", b: "Running" }, { latencyMs: 5_000 });
            const poller = pollerOf(ecs);
            const controller = new AbortController();
            const waits = ["a", "b"].map((id) => outcomeOf(waitFor([id]), poller, { signal: controller.signal }));
            await sleep(500);
            assert.equal(ecs.underWay, 1);
            controller.abort();
            await Promise.all(waits);
            await sleep(1);
            assert.equal(ecs.underWay, 0);
        });
    });

    it("ends the rest of a round that is decided", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(500);
            const ecs = new VirtualEcs({}, { latencyMs: 100 });
            ecs.setAll(ids, "Running");
            const { report } = await outcomeOf(waitFor(ids, { minReached: 10 }), pollerOf(ecs));
            assert.ok(report !== undefined);
            await sleep(1_000);
            assert.ok(ecs.requests.length <= 3);
            assert.equal(ecs.underWay, 0);
        });
    });

    for (const turns of [0, 1, 2, 3, 5, 10, 30]) {
        it(`serves a wait that comes ${turns} microtasks after the request for its id was given up`, async () => {
            await inVirtualTime(async () => {
                const ecs = new VirtualEcs({ a: "Running" }, { latencyMs: 1_000 });
                const poller = pollerOf(ecs);
                const controller = new AbortController();
                const first = outcomeOf(waitFor(["a"]), poller, { signal: controller.signal });
                await sleep(500);
                controller.abort();
                for (let turn = 0; turn < turns; turn += 1) {
                    await Promise.resolve();
                }
                const { report, error } = await outcomeOf(waitFor(["a"]), poller);
                assert.equal(error, undefined);
                assert.deepEqual(report?.reachedInstanceIds, ["a"]);
                await first;
            });
        });
    }

    it("serves a wait that comes while a request that was given up takes its time to end", async () => {
        await inVirtualTime(async () => {
            let requests = 0;
            const poller = pollerOf({
                describeInstanceStatus: async (_, signal) => {
                    requests += 1;
                    await sleep(1_000);
                    signal?.throwIfAborted();
                    return { requestId: "r", totalCount: 1, rows: [{ instanceId: "a", status: "Running" }] };
                },
            });
            const controller = new AbortController();
            const first = outcomeOf(waitFor(["a"]), poller, { signal: controller.signal });
            await sleep(100);
            controller.abort();
            await sleep(100);
            const { report, at } = await outcomeOf(waitFor(["a"]), poller);
            assert.ok(report);
            assert.ok(at <= 1_900, `took ${at} ms`);
            assert.equal(requests, 2);
            await first;
        });
    });

    it("does not answer a wait with what had been asked for before it began", async () => {
        await inVirtualTime(async () => {
            // what the first request will say was true when it arrived: the second wait comes after a reboot
            const ecs = new VirtualEcs({ a: "Running" }, { latencyMs: (_, number) => (number === 1 ? 3_000 : 10) });
            const poller = pollerOf(ecs);
            const first = outcomeOf(waitFor(["a"]), poller);
            await sleep(1_000);
            const second = outcomeOf(waitFor(["a"]), poller);
            await Promise.all([first, second]);
            assert.equal(ecs.requests.length, 2);
            assert.ok(ecs.requests[1]!.at > 1_000);
        });
    });

    it("does not count towards one round of a wait what others saw long before it", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: [
                    ["Pending", 0],
                    ["Running", 900],
                    ["Stopping", 2_000],
                ],
                b: [
                    ["Pending", 0],
                    ["Running", 10_000],
                ],
            });
            const poller = pollerOf(ecs);
            const both = outcomeOf(waitFor(["a", "b"], { failFast: false }, { timeoutMs: 60_000 }), poller);
            await sleep(1_000);
            assert.ok((await outcomeOf(waitFor(["a"]), poller)).report, "the other wait saw a running");
            const { report, error } = await both;
            assert.equal(report, undefined);
            assert.ok(error instanceof WaitTimeoutError);
        });
    });

    it("tells a wait between two rounds what a request of another wait has seen", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: [
                    ["Running", 0],
                    ["Starting", 11_000],
                    ["Running", 14_000],
                ],
            });
            const poller = pollerOf(ecs);
            const rare = outcomeOf(
                waitFor(["a"], { stableForMs: 15_000 }, { schedule: { pollIntervalMs: 10_000 } }),
                poller,
            );
            const often = outcomeOf(
                waitFor(
                    ["a"],
                    { targetStatuses: ["Stopped"] },
                    { schedule: { pollIntervalMs: 1_000 }, timeoutMs: 60_000 },
                ),
                poller,
            );
            const { report, at } = await rare;
            await often;
            assert.deepEqual(
                report?.history["a"]?.map(({ status }) => status),
                ["Running", "Starting", "Running"],
            );
            assert.ok(at >= 29_000, `satisfied after ${at} ms, though it was Starting until 14 s`);
        });
    });

    it("takes an absence for proven after two rounds of a wait, not after two requests within one", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs(
                {
                    a: [
                        ["Pending", 0],
                        ["Absent", 17_000],
                        ["Running", 19_500],
                    ],
                    b: "Pending",
                },
                { latencyMs: 50 },
            );
            const poller = pollerOf(ecs);
            const others = { schedule: { initialDelayMs: 18_000 } };
            const waits = [waitFor(["a", "b"], {}, others), waitFor(["a"], {}, others), waitFor(["a"], {}, others)].map(
                (one) => outcomeOf(one, poller),
            );
            await sleep(30_000);
            ecs.set("b", "Running");
            for (const { report, error } of await Promise.all(waits)) {
                assert.equal(error, undefined);
                assert.equal(report?.statusById["a"], "Running");
            }
        });
    });

    it("polls no more often than a poll interval that was given, whatever others do with the same id", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: [
                    ["Starting", 0],
                    ["Running", 61_000],
                ],
            });
            const poller = pollerOf(ecs);
            const schedule = { initialDelayMs: 50_000, pollIntervalMs: 50_000, maxPollIntervalMs: 50_000 };
            const [often, seldom] = await Promise.all([
                outcomeOf(waitFor(["a"]), poller),
                outcomeOf(waitFor(["a"], {}, { schedule }), poller),
            ]);
            assert.ok(often.report!.polls > 20);
            assert.equal(seldom.report!.polls, 3);
        });
    });

    it("[pitfall 30] hands each wait an error object of its own", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({}, { misfortune: () => "Forbidden.RAM" });
            const poller = pollerOf(ecs);
            const outcomes = await Promise.all(["a", "b", "c"].map((id) => outcomeOf(waitFor([id]), poller)));
            assert.ok(outcomes.every(({ error }) => error instanceof EcsApiError && error.code === "Forbidden.RAM"));
            assert.equal(new Set(outcomes.map(({ error }) => error)).size, 3);
            assert.equal(ecs.requests.length, 1);
        });
    });

    it("[pitfall 48] lets a fault of one wait end that one, and not the others", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running", b: "Running" });
            const poller = pollerOf(ecs);
            const bug = new TypeError("a bug in one wait");
            const faulty = poll(poller, ["a"], () => {
                throw bug;
            });
            const other = outcomeOf(waitFor(["a", "b"]), poller);
            await assert.rejects(faulty, bug);
            assert.ok((await other).report);
        });
    });

    it("[pitfall 48] ends the waits of a request whose port throws what is no error of ECS, and stays usable", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running" });
            const poller = pollerOf({
                describeInstanceStatus: (request, signal) =>
                    ecs.now < 1_000
                        ? Promise.reject(new TypeError("a bug"))
                        : ecs.describeInstanceStatus(request, signal),
            });
            const { error } = await outcomeOf(waitFor(["a"]), poller);
            assert.ok(error instanceof TypeError);
            await sleep(2_000);
            assert.ok((await outcomeOf(waitFor(["a"]), poller)).report);
        });
    });

    it("[pitfall 51] lets three waits run one after another without any of them waiting for another", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: "Running",
                b: [
                    ["Starting", 0],
                    ["Running", 5_000],
                ],
                c: "Running",
            });
            const poller = pollerOf(ecs);
            for (const id of ["a", "b", "c"]) {
                assert.ok((await outcomeOf(waitFor([id]), poller)).report);
            }
            assert.ok(ecs.now < 8_000);
        });
    });

    it("[pitfall 20] takes rows by id, and ignores rows that were not asked for", async () => {
        await inVirtualTime(async () => {
            const rows = [
                { instanceId: "b", status: "Running" },
                { instanceId: "other", status: "Stopping" },
                { instanceId: "a", status: "Pending" },
            ];
            const poller = pollerOf({
                describeInstanceStatus: () => Promise.resolve({ requestId: "r", totalCount: 3, rows }),
            });
            const { report, error } = await outcomeOf(waitFor(["a", "b"], { minReached: 1 }), poller);
            assert.equal(error, undefined);
            assert.deepEqual(report?.statusById, { a: "Pending", b: "Running" });
        });
    });

    it("fails only the waits that are about the instance that failed", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: "Stopping",
                b: [
                    ["Starting", 0],
                    ["Running", 5_000],
                ],
            });
            const poller = pollerOf(ecs);
            const [a, both, b] = await Promise.all(
                [["a"], ["a", "b"], ["b"]].map((ids) => outcomeOf(waitFor(ids), poller)),
            );
            assert.ok(a?.error instanceof UnexpectedStatusError);
            assert.ok(both?.error instanceof UnexpectedStatusError);
            assert.ok(b?.report);
        });
    });

    it("[pitfall 12] leaves no listener on a signal that 1,000 waits shared, and warns of no leak", async () => {
        const warnings: Error[] = [];
        const onWarning = (warning: Error): void => void warnings.push(warning);
        process.on("warning", onWarning);
        await inVirtualTime(async () => {
            const ids = manyIds(1_000);
            const ecs = new VirtualEcs({}, { latencyMs: 10 });
            ecs.setAll(ids, [
                ["Pending", 0],
                ["Running", 5_000],
            ]);
            const poller = pollerOf(ecs);
            const { signal } = new AbortController();
            await Promise.all(ids.map((id) => outcomeOf(waitFor([id]), poller, { signal })));
            assert.equal(getEventListeners(signal, "abort").length, 0);
        });
        await new Promise((resolve) => setImmediate(resolve));
        process.off("warning", onWarning);
        assert.deepEqual(warnings, []);
    });
});
