import assert from "node:assert/strict";
import { inVirtualTime, pollerOf, roundOf, VirtualEcs } from "../../../support/virtual-world";

const INTERVAL_MS = 2_000;
const POLLS = 60_000;

/** The CPU time of 60,000 rounds, of this number of subscriptions to one id. */
async function cpuOfRounds(subscriptions: number): Promise<number> {
    const before = process.cpuUsage();
    await inVirtualTime(async () => {
        const ecs = new VirtualEcs({ a: "Pending" });
        const poller = pollerOf(ecs);
        const all = Array.from({ length: subscriptions }, () => ({
            subscription: poller.subscribe(["a"]),
            signal: new AbortController().signal,
        }));
        const rounds = POLLS / subscriptions;
        for (let round = 0; round < rounds; round += 1) {
            const at = performance.now() + INTERVAL_MS;
            const polls = all.map(({ subscription, signal }) => {
                subscription.openIds = poller.openIds > 0 ? 1 : 2;
                return subscription.poll(roundOf(["a"], { timing: "exact", at }), () => false, signal);
            });
            await Promise.all(polls);
        }
        assert.equal(ecs.requests.length, rounds, "they share each request");
        all.forEach(({ subscription }) => subscription.end());
        assert.equal(poller.openIds, 0);
    });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
}

describe("Poller: the cost of many waits for one id", () => {
    it("grows with the number of waits, and not with its square: 30,000 waits beside 300", async () => {
        await cpuOfRounds(300); // compiled by then
        const [few, many] = [await cpuOfRounds(300), await cpuOfRounds(30_000)];
        // both run 60,000 rounds: a square would take a hundred times as long, cold caches take three to four times
        assert.ok(many < 15 * few, `${few} ms of CPU for 300 waits, ${many} ms for 30,000`);
    });

    it("counts the open ids of all present subscriptions", async () => {
        await inVirtualTime(() => {
            const poller = pollerOf(new VirtualEcs({}));
            const [one, other] = [poller.subscribe(["a", "b"]), poller.subscribe(["b", "c"])];
            assert.equal(poller.openIds, 0);
            one.openIds = 2;
            other.openIds = 2;
            assert.equal(poller.openIds, 4);
            one.openIds = 1;
            assert.equal(poller.openIds, 3);
            other.end();
            other.end();
            assert.equal(poller.openIds, 1);
            return Promise.resolve();
        });
    });
});
