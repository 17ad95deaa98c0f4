import assert from "node:assert/strict";
import { EcsApiError, NotEnoughInstancesError } from "../../../../provider/errors";
import { sleep } from "../../../../provider/time/sleep";
import { manyIds } from "../../../support/scripted-ecs-api";
import {
    inVirtualTime,
    outcomeOf,
    pollerOf,
    VirtualEcs,
    type VirtualEcsOptions,
    waitFor,
} from "../../../support/virtual-world";

const BAD = "i-0030";

function refusing(bad: readonly string[], code = "InvalidInstanceId.Malformed", until = Infinity): VirtualEcsOptions {
    return {
        latencyMs: 20,
        misfortune: ({ instanceIds, at }) =>
            at < until && instanceIds.some((id) => bad.includes(id)) ? code : undefined,
    };
}

describe("Poller: an id that ECS refuses", () => {
    it("continues a search that the rate limiter holds back, although another wait ends meanwhile", async () => {
        await inVirtualTime(async () => {
            const ids = [...manyIds(9), BAD];
            const ecs = new VirtualEcs(
                {},
                {
                    latencyMs: ({ instanceIds }) => (instanceIds.includes("other") ? 3_000 : 100),
                    misfortune: ({ instanceIds }) =>
                        instanceIds.includes(BAD) ? "InvalidInstanceId.Malformed" : undefined,
                },
            );
            ecs.setAll([...ids, "other"], "Running");
            const poller = pollerOf(ecs, 4);
            const [refused, other] = await Promise.all([
                outcomeOf(waitFor(ids), poller),
                sleep(50).then(() => outcomeOf(waitFor(["other"]), poller)),
            ]);
            assert.ok(other.report);
            assert.ok(refused.error instanceof EcsApiError, String(refused.error));
            assert.match(refused.error.message, /i-0030/);
        });
    });

    it("continues a search after a pause, although the throttled wait was aborted meanwhile", async () => {
        await inVirtualTime(async () => {
            const ids = [...manyIds(29), ...manyIds(50).slice(30), BAD];
            const ecs = new VirtualEcs(
                {},
                {
                    latencyMs: ({ instanceIds }) => (instanceIds.includes("other") ? 50 : 500),
                    misfortune: ({ at, instanceIds }) =>
                        instanceIds.includes("other") && at < 5_000
                            ? { code: "Throttling.User", retryAfterMs: 5_000 }
                            : instanceIds.includes(BAD)
                              ? "InvalidInstanceId.Malformed"
                              : undefined,
                },
            );
            ecs.setAll([...ids, "other"], "Running");
            const poller = pollerOf(ecs);
            const controller = new AbortController();
            const waits = [
                outcomeOf(waitFor(ids), poller),
                sleep(10).then(() => outcomeOf(waitFor(["other"]), poller, { signal: controller.signal })),
            ];
            await sleep(2_000);
            controller.abort();
            const [refused] = await Promise.all(waits);
            assert.ok(refused!.error instanceof EcsApiError, String(refused!.error));
            assert.ok(refused!.at < 30_000, `ended at ${refused!.at} ms`);
        });
    });

    it("pauses in the search for the id, too, when ECS throttles another wait meanwhile", async () => {
        await inVirtualTime(async () => {
            const ids = [...manyIds(49), "bad"];
            const ecs = new VirtualEcs(
                {},
                {
                    latencyMs: 1_000,
                    misfortune: ({ at, instanceIds }) => {
                        if (instanceIds.includes("other") && at < 20_000) {
                            return { code: "Throttling.User", retryAfterMs: 20_000 };
                        }
                        return instanceIds.includes("bad") ? "InvalidParameter" : undefined;
                    },
                },
            );
            ecs.setAll([...ids, "other"], "Running");
            const poller = pollerOf(ecs);
            const waits = [
                outcomeOf(waitFor(ids, { minReached: 49 }), poller),
                sleep(500).then(() => outcomeOf(waitFor(["other"]), poller)),
            ];
            await Promise.all(waits);
            const throttledAt = ecs.requests.find(({ fault }) => fault?.includes("Throttling"))!.at + 1_000;
            const inPause = ecs.between(throttledAt + 1, throttledAt + 19_900);
            assert.equal(inPause.length, 0, `${inPause.length} requests in the pause`);
        });
    });

    it("[pitfall 29] ends only its own wait, with ECS's own error and its name", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(120);
            const ecs = new VirtualEcs({}, refusing([BAD]));
            ecs.setAll(ids, [
                ["Starting", 0],
                ["Running", 8_000],
            ]);
            const poller = pollerOf(ecs);
            const outcomes = await Promise.all(ids.map((id) => outcomeOf(waitFor([id]), poller)));
            outcomes.forEach(({ report, error }, index) => {
                assert.equal(report === undefined, ids[index] === BAD);
                assert.equal(error === undefined, ids[index] !== BAD);
            });
            const { error } = outcomes[ids.indexOf(BAD)]!;
            assert.ok(error instanceof EcsApiError);
            assert.equal(error.code, "InvalidInstanceId.Malformed");
            assert.match(error.message, /i-0030/);
        });
    });

    it("is asked alone from then on, every 10 s at most, while the others are asked together", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(50);
            const ecs = new VirtualEcs({}, refusing([BAD]));
            ecs.setAll(ids, [
                ["Starting", 0],
                ["Running", 60_000],
            ]);
            const { report } = await outcomeOf(waitFor(ids, { minReached: 49 }), pollerOf(ecs));
            assert.equal(report?.reachedInstanceIds.length, 49);
            const search = ecs.requests.findIndex(({ instanceIds }) => instanceIds.length === 49);
            assert.ok(search <= 13, `found after ${search} requests`);
            const later = ecs.requests.slice(search).filter(({ instanceIds }) => instanceIds.includes(BAD));
            assert.ok(later.length >= 4);
            assert.ok(later.every(({ instanceIds }) => instanceIds.length === 1));
            assert.ok(later.every(({ at }, index) => index === 0 || at - later[index - 1]!.at >= 10_000));
        });
    });

    it("takes part again when ECS does not refuse it any more", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(50);
            const ecs = new VirtualEcs({}, refusing([BAD], "InvalidParameter", 15_000));
            ecs.setAll(ids, [
                ["Starting", 0],
                ["Running", 30_000],
            ]);
            ecs.set("i-0001", [
                ["Starting", 0],
                ["Running", 40_000],
            ]);
            const { report } = await outcomeOf(waitFor(ids, { minReached: 49 }), pollerOf(ecs));
            assert.ok(report!.reachedInstanceIds.includes(BAD));
            assert.equal(ecs.requests.at(-1)?.instanceIds.length, 50);
        });
    });

    it("is refused at once in a wait that comes later, without a request", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Starting" }, refusing(["bad"]));
            const poller = pollerOf(ecs);
            const other = outcomeOf(waitFor(["a", "bad"], { minReached: 1 }), poller);
            await sleep(2_000);
            const { error, at } = await outcomeOf(waitFor(["bad"]), poller);
            assert.ok(error instanceof EcsApiError);
            assert.ok(at <= 500);
            assert.ok(ecs.between(2_000, 2_500).every(({ instanceIds }) => !instanceIds.includes("bad")));
            ecs.set("a", "Running");
            await other;
        });
    });

    it("is not the reason that is given when something else ends the wait after it was accepted again", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs(
                {
                    a: [
                        ["Starting", 0],
                        ["Stopping", 40_000],
                    ],
                    b: [
                        ["Starting", 0],
                        ["Stopping", 40_000],
                    ],
                    bad: "Starting",
                },
                refusing(["bad"], "InvalidParameter", 15_000),
            );
            const { error } = await outcomeOf(waitFor(["a", "b", "bad"], { minReached: 2 }), pollerOf(ecs));
            assert.ok(error instanceof NotEnoughInstancesError, String(error));
            assert.deepEqual(error.failedInstanceIds, ["a", "b"]);
        });
    });

    it("keeps the search within the budget", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(50);
            const ecs = new VirtualEcs({}, refusing([BAD]));
            ecs.setAll(ids, "Running");
            const { report } = await outcomeOf(waitFor(ids, { minReached: 49 }), pollerOf(ecs, 5));
            assert.ok(report);
            const times = ecs.requests.map(({ at }) => at);
            assert.ok(times.every((at, index) => index < 5 || at - times[index - 5]! >= 60_000));
        });
    });

    it("ends the waits of a request at once when it is not about ids after all", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(50);
            const ecs = new VirtualEcs({}, { misfortune: () => "InvalidParameter" });
            const { error, at } = await outcomeOf(waitFor(ids), pollerOf(ecs));
            assert.ok(error instanceof EcsApiError);
            assert.equal(error.code, "InvalidParameter");
            assert.equal(at, 0);
            assert.ok(ecs.requests.length <= 20);
        });
    });

    for (const code of ["Forbidden.RAM", "InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch"]) {
        it(`[pitfall 33] stops at once on ${code}, with one request`, async () => {
            await inVirtualTime(async () => {
                const ids = manyIds(50);
                const ecs = new VirtualEcs({}, { misfortune: () => code });
                const { error, at } = await outcomeOf(waitFor(ids), pollerOf(ecs));
                assert.ok(error instanceof EcsApiError);
                assert.equal(error.code, code);
                assert.equal(at, 0);
                assert.equal(ecs.requests.length, 1);
            });
        });
    }

    it("takes ids that ECS says do not exist for absent ones, and lets the others get there", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(50);
            const ecs = new VirtualEcs({}, refusing([BAD], "InvalidInstanceId.NotFound", 30_000));
            ecs.setAll(ids, [
                ["Starting", 0],
                ["Running", 40_000],
            ]);
            const { report } = await outcomeOf(waitFor(ids), pollerOf(ecs));
            assert.deepEqual(report?.reachedInstanceIds, ids);
            assert.equal(report.history[BAD]?.[0]?.status, undefined);
        });
    });
});
