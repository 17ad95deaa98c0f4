import assert from "node:assert/strict";
import { StatusPoller } from "../../../../provider/account/status-pollers";
import { WaitTimeoutError } from "../../../../provider/errors";
import { RateLimiter } from "../../../../provider/poll/pace/rate-limiter";
import { sleep } from "../../../../provider/time/sleep";
import { manyIds } from "../../../support/scripted-ecs-api";
import {
    inVirtualTime,
    limited,
    mostInAnyMinute,
    type Outcome,
    outcomeOf,
    pollerOf,
    type Timeline,
    VirtualEcs,
    waitFor,
} from "../../../support/virtual-world";

const HOUR_MS = 3_600_000;
const BOOTS_IN_3_S: Timeline = [
    ["Starting", 0],
    ["Running", 3_000],
];

function worldOf(count: number, latencyMs = 20): { ids: string[]; ecs: VirtualEcs } {
    const ids = manyIds(count);
    const ecs = new VirtualEcs({}, { latencyMs });
    ecs.setAll(ids, "Pending");
    return { ids, ecs };
}

function assertWithinBudget(ecs: VirtualEcs, perMinute = 250): void {
    const most = mostInAnyMinute(ecs.requests.map(({ at }) => at));
    assert.ok(most <= perMinute, `${most} requests in one minute`);
}

/** The longest time between two requests for one and the same id, from the start to `until`. */
function longestUnseen(ecs: VirtualEcs, ids: readonly string[], until: number): number {
    const seenAt = new Map(ids.map((id) => [id, 0]));
    let longest = 0;
    const note = (id: string, at: number): void => {
        longest = Math.max(longest, at - (seenAt.get(id) ?? at));
        seenAt.set(id, at);
    };
    ecs.between(0, until).forEach(({ at, instanceIds }) => instanceIds.forEach((id) => note(id, at)));
    ids.forEach((id) => note(id, until));
    return longest;
}

/** Calls `setTimeout` so many times while `work` runs: a storm of timers is no request, but it is no rest either. */
async function timersSetBy<T>(work: () => Promise<T>): Promise<number> {
    const { setTimeout: original } = globalThis;
    let count = 0;
    const counting = (...args: Parameters<typeof setTimeout>): NodeJS.Timeout => {
        count += 1;
        return original(...args);
    };
    globalThis.setTimeout = counting as typeof setTimeout;
    try {
        await work();
    } finally {
        globalThis.setTimeout = original;
    }
    return count;
}

describe("Poller: the budget", () => {
    for (const [count, minutes] of [
        [10_000, 10],
        [100_000, 30],
    ] as const) {
        it(`asks for ${count} ids with at most 250 requests in any minute, and starves none`, async () => {
            await inVirtualTime(async () => {
                const { ids, ecs } = worldOf(count);
                const wait = outcomeOf(waitFor(ids, {}, { timeoutMs: HOUR_MS }), pollerOf(ecs));
                const until = minutes * 60_000;
                await sleep(until);
                // a round takes what the budget says; with pause and spread, an id waits for two of them at most
                const roundMs = (count / 50 / 250) * 60_000;
                const longest = longestUnseen(ecs, ids, until);
                assert.ok(longest <= 1.5 * roundMs + 60_000, `one id went unseen for ${longest} ms`);
                ecs.setAll(ids, "Running");
                const { report, error } = await wait;
                assert.equal(error, undefined);
                assert.equal(report?.reachedInstanceIds.length, count);
                assertWithinBudget(ecs);
            });
        });
    }

    it("takes no longer for a round of 100,000 ids than the budget makes it", async () => {
        await inVirtualTime(async () => {
            const { ids, ecs } = worldOf(100_000);
            ecs.setAll(ids, "Running");
            const { report, at } = await outcomeOf(waitFor(ids, {}, { timeoutMs: HOUR_MS }), pollerOf(ecs));
            assert.equal(report?.polls, 1);
            assert.equal(ecs.requests.length, 2_000);
            assert.ok(at <= 1.05 * (2_000 / 250) * 60_000, `took ${at} ms`);
        });
    });

    for (const count of [10_000, 12_500, 100_000]) {
        it(`answers small waits that come beside one of ${count} ids within seconds`, async () => {
            await inVirtualTime(async () => {
                const { ids, ecs } = worldOf(count);
                const poller = pollerOf(ecs);
                const huge = outcomeOf(waitFor(ids, {}, { timeoutMs: HOUR_MS }), poller);
                const delays: number[] = [];
                for (let wait = 0; wait < 30; wait += 1) {
                    await sleep(7_000);
                    ecs.set(`late-${wait}`, "Running");
                    delays.push((await outcomeOf(waitFor([`late-${wait}`]), poller)).at);
                }
                ecs.setAll(ids, "Running");
                assert.ok((await huge).report);
                delays.sort((a, b) => a - b);
                assert.ok(delays[15]! < 2_000, `median ${delays[15]} ms`);
                assert.ok(delays[29]! < 12_000, `at worst ${delays[29]} ms`);
                assertWithinBudget(ecs);
            });
        });
    }

    it("answers a wait for 60 ids beside one of 100,000 within seconds", async () => {
        await inVirtualTime(async () => {
            const { ids, ecs } = worldOf(100_000);
            const poller = pollerOf(ecs);
            const huge = outcomeOf(waitFor(ids, {}, { timeoutMs: HOUR_MS }), poller);
            await sleep(5_000);
            const sixty = Array.from({ length: 60 }, (_, index) => `late-${index}`);
            ecs.setAll(sixty, "Running");
            const { report, at } = await outcomeOf(waitFor(sixty), poller);
            assert.ok(report);
            assert.ok(at < 5_000, `took ${at} ms`);
            ecs.setAll(ids, "Running");
            await huge;
        });
    });

    it("asks for those of a large set in time although hundreds of small waits never pause", async () => {
        await inVirtualTime(async () => {
            const { ids, ecs } = worldOf(2_000);
            const poller = pollerOf(ecs, 60);
            const large = outcomeOf(waitFor(ids, {}, { timeoutMs: HOUR_MS }), poller);
            const small = Array.from({ length: 2_000 }, (_, index) => `small-${index}`);
            ecs.setAll(small, "Pending");
            const smallWaits = small.map((id) =>
                outcomeOf(
                    waitFor([id], {}, { timeoutMs: HOUR_MS, schedule: { initialDelayMs: 0, pollIntervalMs: 1_000 } }),
                    poller,
                ),
            );
            await sleep(20 * 60_000);
            // a quarter of 60 requests a minute: 40 requests take 160 s
            const longest = longestUnseen(ecs, ids, 20 * 60_000);
            assert.ok(longest < 400_000, `one id went unseen for ${longest} ms`);
            ecs.setAll([...ids, ...small], "Running");
            await Promise.all([large, ...smallWaits]);
            assertWithinBudget(ecs, 60);
        });
    });

    it("gives a small wait its last round although a huge one ends at the same moment", async () => {
        await inVirtualTime(async () => {
            const { ids, ecs } = worldOf(20_000);
            ecs.set("small", [
                ["Pending", 0],
                ["Running", 119_000],
            ]);
            const poller = pollerOf(ecs);
            const [huge, small] = await Promise.all([
                outcomeOf(waitFor(ids, {}, { timeoutMs: 120_000 }), poller),
                outcomeOf(waitFor(["small"], {}, { timeoutMs: 120_000 }), poller),
            ]);
            assert.ok(small.report, small.error?.message);
            assert.ok(huge.error instanceof WaitTimeoutError);
            assert.ok(huge.at <= 130_000);
            assertWithinBudget(ecs);
        });
    });

    it("asks in the last round for those unseen for longest first", async () => {
        await inVirtualTime(async () => {
            const { ids, ecs } = worldOf(20_000);
            await outcomeOf(waitFor(ids, {}, { timeoutMs: 120_000 }), pollerOf(ecs));
            const seenAt = new Map<string, number>();
            ecs.between(0, 119_900).forEach(({ at, instanceIds }) => instanceIds.forEach((id) => seenAt.set(id, at)));
            const last = ecs.between(120_000).flatMap(({ instanceIds }) => instanceIds);
            const others = ids.filter((id) => !last.includes(id));
            assert.ok(last.length > 0);
            const latestOfAsked = Math.max(...last.map((id) => seenAt.get(id) ?? 0));
            const earliestOfOthers = Math.min(...others.map((id) => seenAt.get(id) ?? 0));
            assert.ok(latestOfAsked <= earliestOfOthers);
        });
    });

    it("[pitfall 6] sets no timer after timer while the budget holds back a wait whose deadline has passed", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Pending" });
            const timers = await timersSetBy(async () => {
                const { error, at } = await outcomeOf(waitFor(["a"], {}, { timeoutMs: 20_000 }), pollerOf(ecs, 1));
                assert.ok(error instanceof WaitTimeoutError);
                assert.ok(at <= 30_000);
            });
            assert.ok(timers < 20, `${timers} timers`);
            assert.equal(ecs.requests.length, 1);
        });
    });

    it("takes ids that several waits share for one demand: what fits into the budget is asked at once", async () => {
        await inVirtualTime(async () => {
            const { ids, ecs } = worldOf(2_000);
            ecs.setAll(ids, "Running");
            const poller = pollerOf(ecs, 100);
            const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(() => outcomeOf(waitFor(ids), poller)));
            outcomes.forEach(({ report, at }) => {
                assert.ok(report);
                assert.ok(at < 2_000, `answered after ${at} ms`);
            });
            assert.equal(ecs.requests.length, 40);
        });
    });

    it("slows no later wait down when one that asked for a lower budget has ended", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Running", b: BOOTS_IN_3_S });
            const poller = pollerOf(ecs);
            const slow = limited(poller, 1);
            assert.ok((await outcomeOf(waitFor(["a"]), slow)).report);
            const { report, at } = await outcomeOf(waitFor(["b"]), poller);
            assert.ok(report);
            assert.ok(at < 6_000, `noticed after ${at} ms`);
        });
    });

    it("keeps to the lowest budget of the present waits", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({ a: "Pending", b: "Pending" });
            const poller = pollerOf(ecs);
            const slow = limited(poller, 4);
            const others = outcomeOf(waitFor(["b"], {}, { timeoutMs: 300_000 }), poller);
            await outcomeOf(waitFor(["a"], {}, { timeoutMs: 120_000 }), slow);
            assertWithinBudget(ecs, 4);
            const sent = ecs.requests.length;
            await others;
            assert.ok(ecs.requests.length - sent > 4 * 4, "afterwards it is polled as usual again");
        });
    });

    for (const perMinute of [4, 60, 250]) {
        it(`shares ${perMinute} requests a minute fairly between three pollers of one account`, async () => {
            await inVirtualTime(async () => {
                const limiter = new RateLimiter(perMinute);
                const worlds = [worldOf(5_000), worldOf(5_000), worldOf(5_000)];
                const waits = worlds.map(({ ids, ecs }) =>
                    outcomeOf(
                        waitFor(ids, {}, { timeoutMs: 600_000 }),
                        new StatusPoller(ecs, "cn-hangzhou", limiter, "describeInstanceStatus"),
                    ),
                );
                await sleep(590_000);
                const sent = worlds.map(({ ecs }) => ecs.requests.length);
                assert.ok(Math.min(...sent) >= 0.7 * Math.max(...sent), `they sent ${sent.join(", ")} requests`);
                const all = worlds.flatMap(({ ecs }) => ecs.requests).map(({ at }) => at);
                all.sort((a, b) => a - b);
                assert.ok(mostInAnyMinute(all) <= perMinute);
                await Promise.all(waits);
            });
        });
    }

    it("[pitfall 49] finishes after hours when the budget is one request a minute", async () => {
        await inVirtualTime(async () => {
            const { ids, ecs } = worldOf(1_000);
            const wait = outcomeOf(waitFor(ids, {}, { timeoutMs: 6 * HOUR_MS }), pollerOf(ecs, 1));
            await sleep(2 * HOUR_MS);
            ecs.setAll(ids, "Running");
            const { report } = await wait;
            assert.ok(report);
            assertWithinBudget(ecs, 1);
        });
    });

    it("does without the request that tells permission from absence when the budget is used up", async () => {
        await inVirtualTime(async () => {
            const ecs = new VirtualEcs({});
            const outcomes: Outcome[] = await Promise.all([outcomeOf(waitFor(["a"]), pollerOf(ecs, 2))]);
            assert.equal(outcomes[0]?.report, undefined);
            assertWithinBudget(ecs, 2);
        });
    });
});
