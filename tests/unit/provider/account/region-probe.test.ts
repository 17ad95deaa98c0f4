import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { sleep } from "../../../../provider/time/sleep";
import { RegionProbe } from "../../../../provider/account/region-probe";
import { RateLimiter } from "../../../../provider/poll/pace/rate-limiter";
import { inVirtualTime, VirtualEcs, type VirtualEcsOptions } from "../../../support/virtual-world";

const NEVER = new AbortController().signal;

function probeOf(ecs: VirtualEcs, limiter = new RateLimiter(250)): RegionProbe {
    return new RegionProbe(
        (page, signal) => ecs.describeInstanceStatus({ regionId: "cn-hangzhou", ...page }, signal),
        limiter,
    );
}

function ecsWith(ids: Record<string, string>, options?: VirtualEcsOptions): VirtualEcs {
    return new VirtualEcs(ids, { latencyMs: 50, ...options });
}

describe("RegionProbe", () => {
    it("says whether ECS lists anything", async () => {
        await inVirtualTime(async () => {
            assert.equal(await probeOf(ecsWith({ "i-1": "Running" })).listsAnything(NEVER), true);
            assert.equal(await probeOf(ecsWith({})).listsAnything(NEVER), false);
        });
    });

    it("says that it does not know when ECS refuses", async () => {
        await inVirtualTime(async () => {
            const ecs = ecsWith({}, { misfortune: () => "Forbidden.RAM" });
            assert.equal(await probeOf(ecs).listsAnything(NEVER), undefined);
        });
    });

    it("sends one request for all who ask within a minute, and another one later", async () => {
        await inVirtualTime(async () => {
            const ecs = ecsWith({ "i-1": "Running" });
            const probe = probeOf(ecs);
            const answers = await Promise.all(Array.from({ length: 100 }, () => probe.listsAnything(NEVER)));
            assert.ok(answers.every((answer) => answer === true));
            await sleep(30_000);
            assert.equal(await probe.listsAnything(NEVER), true);
            assert.equal(ecs.requests.length, 1);
            await sleep(30_000);
            await probe.listsAnything(NEVER);
            assert.equal(ecs.requests.length, 2);
        });
    });

    it("sends nothing over budget", async () => {
        await inVirtualTime(async () => {
            const ecs = ecsWith({});
            const budget = new RateLimiter(1);
            budget.take(performance.now());
            assert.equal(await probeOf(ecs, budget).listsAnything(NEVER), undefined);
            assert.equal(ecs.requests.length, 0);
        });
    });

    it("[pitfall 14] goes on for the others when one of many leaves, and ends its request when all have left", async () => {
        await inVirtualTime(async () => {
            const ecs = ecsWith({ "i-1": "Running" });
            const probe = probeOf(ecs);
            const [one, other] = [new AbortController(), new AbortController()];
            const first = probe.listsAnything(one.signal);
            const second = probe.listsAnything(other.signal);
            await sleep(10);
            one.abort();
            assert.equal(await first, undefined);
            assert.equal(await second, true);

            const hanging = ecsWith({}, { misfortune: () => "hang" });
            const third = probeOf(hanging).listsAnything(other.signal);
            await sleep(10);
            other.abort();
            assert.equal(await third, undefined);
            await sleep(0);
            assert.equal(hanging.underWay, 0);
            assert.equal(getEventListeners(one.signal, "abort").length, 0);
            assert.equal(getEventListeners(other.signal, "abort").length, 0);
        });
    });

    it("asks again after all others have given up, because their request has no answer", async () => {
        await inVirtualTime(async () => {
            const ecs = ecsWith(
                { "i-1": "Running" },
                { misfortune: (_, number) => (number === 1 ? "hang" : undefined) },
            );
            const probe = probeOf(ecs);
            const leaving = new AbortController();
            const first = probe.listsAnything(leaving.signal);
            await sleep(10);
            leaving.abort();
            assert.equal(await first, undefined);
            assert.equal(await probe.listsAnything(NEVER), true);
            assert.equal(await probe.listsAnything(NEVER), true);
            assert.equal(ecs.requests.length, 2);
        });
    });

    it("sends nothing after the signal has fired", async () => {
        await inVirtualTime(async () => {
            const ecs = ecsWith({});
            assert.equal(await probeOf(ecs).listsAnything(AbortSignal.abort()), undefined);
            assert.equal(ecs.requests.length, 0);
        });
    });
});
