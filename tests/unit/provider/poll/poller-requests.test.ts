import assert from "node:assert/strict";
import { sleep } from "../../../../provider/time/sleep";
import { manyIds } from "../../../support/scripted-ecs-api";
import {
    inVirtualTime,
    type Outcome,
    outcomeOf,
    pollerOf,
    VirtualEcs,
    type VirtualRequest,
    waitFor,
} from "../../../support/virtual-world";

const COUNTS = [1, 49, 50, 51, 100, 101, 1_000, 10_000];
/** So many that the budget plays no part. */
const PLENTY = 100_000;

function assertCoversEachOnce(requests: readonly VirtualRequest[], ids: readonly string[]): void {
    const asked = requests.flatMap(({ instanceIds }) => instanceIds);
    assert.equal(asked.length, ids.length);
    assert.deepEqual(new Set(asked), new Set(ids));
}

function assertRounds(ecs: VirtualEcs, ids: readonly string[], rounds: number): void {
    const perRound = Math.ceil(ids.length / 50);
    for (let round = 0; round < rounds; round += 1) {
        assertCoversEachOnce(ecs.requests.slice(round * perRound, (round + 1) * perRound), ids);
    }
    assert.equal(ecs.requests.length, rounds * perRound);
}

/** Pending, then Starting, then Running: seen in the first, the second and the third round. */
const BOOT = [
    ["Pending", 0],
    ["Starting", 10_000],
    ["Running", 22_000],
] as const;

describe("Poller: how many requests it sends", () => {
    for (const count of COUNTS) {
        const perRound = Math.ceil(count / 50);

        it(`[pitfall 16] asks for ${count} ids of one wait with ${perRound} requests a round, each id once`, async () => {
            await inVirtualTime(async () => {
                const ids = manyIds(count);
                const ecs = new VirtualEcs({});
                ecs.setAll(ids, BOOT);
                const { report } = await outcomeOf(
                    waitFor(ids, {}, { schedule: { initialDelayMs: 15_000, pollIntervalMs: 15_000 } }),
                    pollerOf(ecs, PLENTY),
                );
                assert.deepEqual(report?.reachedInstanceIds, ids);
                assertRounds(ecs, ids, 3);
                assert.ok(ecs.mostUnderWay <= 2);
            });
        });

        it(`[pitfall 26] asks for ${count} waits of one id, started in one turn, with ${perRound} requests a round`, async () => {
            await inVirtualTime(async () => {
                const ids = manyIds(count);
                const ecs = new VirtualEcs({});
                ecs.setAll(ids, BOOT);
                const poller = pollerOf(ecs, PLENTY);
                const outcomes = await Promise.all(
                    ids.map((id) => outcomeOf(waitFor([id], {}, { schedule: { initialDelayMs: 15_000 } }), poller)),
                );
                assert.ok(outcomes.every(({ report }) => report !== undefined));
                const rounds = ecs.requests.length / perRound;
                assert.ok(Number.isInteger(rounds), `${ecs.requests.length} requests`);
                assertRounds(ecs, ids, rounds);
                assert.ok(ecs.mostUnderWay <= 2);
            });
        });
    }

    it("keeps 1,000 waits of one id together although answers take their time", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(1_000);
            const ecs = new VirtualEcs({}, { latencyMs: 60 });
            ecs.setAll(ids, "Pending");
            const poller = pollerOf(ecs, PLENTY);
            const waits = ids.map((id) => outcomeOf(waitFor([id]), poller));
            await sleep(30_000);
            while (ecs.requests.length % 20 !== 0 || ecs.underWay > 0) {
                await sleep(10); // to the end of a round, so that the last one is of all too
            }
            const rounds = ecs.requests.length / 20;
            assert.ok(rounds > 4);
            ecs.setAll(ids, "Running");
            await Promise.all(waits);
            assertRounds(ecs, ids, rounds + 1);
        });
    });

    it("asks in rounds of exactly ⌈n/50⌉ for all that are still open, as more and more get there", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(230);
            const ecs = new VirtualEcs({});
            ids.forEach((id, index) =>
                ecs.set(id, [
                    ["Pending", 0],
                    ["Running", 20_000 + index * 200],
                ]),
            );
            const { report } = await outcomeOf(waitFor(ids), pollerOf(ecs));
            const rounds = new Map<number, number>();
            for (const { at } of ecs.requests) {
                rounds.set(Math.round(at), (rounds.get(Math.round(at)) ?? 0) + 1);
            }
            for (const [at, requests] of rounds) {
                const open = ids.filter((_, index) => 20_000 + index * 200 > at - 4_000).length;
                // in the round that ends the wait, those that were there earlier are polled once more
                const most = Math.ceil(open / 50) + (at === [...rounds.keys()].at(-1) ? 5 : 0);
                assert.ok(requests <= most, `${requests} requests at ${at} ms for ${open} open ids`);
            }
            assert.equal(report?.reachedInstanceIds.length, 230);
        });
    });

    it("[pitfall 27] never asks for more than 50 ids at once, however many come while the window is open", async () => {
        await inVirtualTime(async () => {
            const ids = manyIds(500);
            const ecs = new VirtualEcs({ busy: "Pending" }, { latencyMs: 40 });
            ecs.setAll(ids, "Running");
            const poller = pollerOf(ecs);
            const busy = outcomeOf(waitFor(["busy"]), poller);
            await sleep(1_000);
            const waits: Promise<Outcome>[] = [];
            for (let start = 0; start < 500; start += 20) {
                waits.push(...ids.slice(start, start + 20).map((id) => outcomeOf(waitFor([id]), poller)));
                await sleep(15);
            }
            await Promise.all(waits);
            ecs.set("busy", "Running");
            await busy;
            assert.ok(Math.max(...ecs.requests.map(({ instanceIds }) => instanceIds.length)) <= 50);
        });
    });

    it("answers a wait for what is already there with one request, in no time", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ "i-1": "Running" });
            const { report, at } = await outcomeOf(waitFor(["i-1"]), pollerOf(ecs));
            assert.equal(report?.polls, 1);
            assert.equal(ecs.requests.length, 1);
            assert.equal(at, 0);
        });
    });

    it("sends no second request for an answer that is on its way", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running", b: "Running" }, { latencyMs: 500 });
            const poller = pollerOf(ecs);
            await Promise.all([
                outcomeOf(waitFor(["a", "b"]), poller),
                outcomeOf(waitFor(["b"]), poller),
                outcomeOf(waitFor(["b", "a"]), poller),
            ]);
            assert.deepEqual(
                ecs.requests.map(({ instanceIds }) => instanceIds),
                [["a", "b"]],
            );
        });
    });

    it("lets later waits of one window share a request", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Pending", b: "Running", c: "Running", d: "Running" });
            const poller = pollerOf(ecs);
            const first = outcomeOf(waitFor(["a"]), poller);
            await sleep(1_000);
            const late = ["b", "c", "d"].map(async (id, index) => {
                await sleep(index * 60);
                return outcomeOf(waitFor([id]), poller);
            });
            const outcomes = await Promise.all(late);
            assert.deepEqual(
                ecs.between(500, 2_000).map(({ instanceIds }) => instanceIds),
                [["b", "c", "d"]],
            );
            assert.ok(outcomes.every(({ at }) => at <= 500));
            ecs.set("a", "Running");
            await first;
        });
    });

    it("lets those that are reached ride along where there is room, so that nothing is left to confirm", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: "Running",
                b: [
                    ["Starting", 0],
                    ["Running", 5_000],
                ],
            });
            await outcomeOf(waitFor(["a", "b"]), pollerOf(ecs));
            assert.ok(ecs.requests.every(({ instanceIds }) => instanceIds.length === 2));
        });
    });

    it("never sends a request without ids", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({
                a: [
                    ["Pending", 0],
                    ["Running", 30_000],
                ],
            });
            await outcomeOf(waitFor(["a"]), pollerOf(ecs));
            assert.ok(ecs.requests.every(({ instanceIds }) => instanceIds.length > 0));
        });
    });

    it("[pitfall 21] never mixes pollers: each has its own requests", async () => {
        await inVirtualTime(async () => {
            const [one, other] = [new VirtualEcs({ a: "Running" }), new VirtualEcs({ b: "Running" })];
            await Promise.all([outcomeOf(waitFor(["a"]), pollerOf(one)), outcomeOf(waitFor(["b"]), pollerOf(other))]);
            assert.deepEqual(one.requests[0]?.instanceIds, ["a"]);
            assert.deepEqual(other.requests[0]?.instanceIds, ["b"]);
        });
    });
});
