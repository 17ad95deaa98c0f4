import assert from "node:assert/strict";
import fc from "fast-check";
import { RateLimiter } from "../../../../../provider/poll/pace/rate-limiter";
import { mostInAnyMinute } from "../../../../support/virtual-world";
import { cpuTimeMs } from "../../../../support/cpu-time";

/** Sends whatever is wanted as early as the budget allows, and returns when. */
function send(budget: RateLimiter, count: number, from = 0, wanted = (left: number): number => left): number[] {
    const times: number[] = [];
    let now = from;
    while (times.length < count) {
        const at = budget.nextAt(now, wanted(count - times.length));
        assert.ok(at >= now, "never in the past");
        if (at > now) {
            now = at;
            continue;
        }
        budget.take(now);
        times.push(now);
    }
    return times;
}

describe("RateLimiter", () => {
    it("allows never more than its number in any 60 s, whatever is wanted when", () => {
        const bursts = fc.array(
            fc.record({ pause: fc.nat({ max: 90_000 }), requests: fc.integer({ min: 1, max: 40 }) }),
            { minLength: 1, maxLength: 20 },
        );
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 30 }), bursts, (perMinute, all) => {
                const budget = new RateLimiter(perMinute);
                const times: number[] = [];
                let now = 0;
                for (const { pause, requests } of all) {
                    times.push(...send(budget, requests, now + pause));
                    now = times.at(-1)!;
                }
                assert.ok(mostInAnyMinute(times) <= perMinute);
            }),
        );
    });

    it("sends at once what fits", () => {
        assert.deepEqual(send(new RateLimiter(250), 200), Array<number>(200).fill(0));
    });

    it("uses all of a small budget at once when no more than that is wanted", () => {
        assert.deepEqual(send(new RateLimiter(3), 3), [0, 0, 0]);
    });

    it("allows one request a minute when the budget is one", () => {
        assert.deepEqual(send(new RateLimiter(1), 4), [0, 60_000, 120_000, 180_000]);
    });

    it("spreads what is left when more is wanted, and loses next to none of it", () => {
        const times = send(new RateLimiter(250), 2_000);
        const gaps = times.slice(1).map((time, index) => time - times[index]!);
        assert.ok(Math.max(...gaps) < 1_000, `the longest gap is ${Math.max(...gaps)} ms`);
        assert.ok(times.at(-1)! < 1.02 * (2_000 / 250) * 60_000, `took ${times.at(-1)!} ms`);
    });

    it("keeps a tenth for others when a set needs all that is left", () => {
        const budget = new RateLimiter(250);
        const times = send(budget, 250);
        assert.ok(times.at(-1)! > 1_000, "the last ones are spread");
        assert.ok(times.filter((time) => time === 0).length <= 225 + 1);
    });

    it("counts each request until it is 60 s old, and not longer", () => {
        const budget = new RateLimiter(2);
        budget.take(0);
        budget.take(30_000);
        assert.equal(budget.nextAt(59_999, 1), 60_000);
        assert.equal(budget.nextAt(60_000, 1), 60_000);
        budget.take(60_000);
        assert.equal(budget.nextAt(60_001, 1), 90_000);
    });

    it("is the lowest that one of its present users asks for, and what was sent before counts", () => {
        const budget = new RateLimiter(10);
        const before = send(budget, 8);
        const leaveFive = budget.join(5);
        const leaveSeven = budget.join(7);
        const after = send(budget, 12, 1_000, () => 1);
        assert.ok(after[0]! >= 60_000, "what was sent before counts");
        assert.ok(mostInAnyMinute(after) <= 5);
        assert.equal(before.length, 8);
        leaveFive();
        assert.equal(mostInAnyMinute(send(budget, 30, 1_000_000, () => 1)), 7);
        leaveSeven();
        assert.equal(mostInAnyMinute(send(budget, 30, 2_000_000, () => 1)), 10);
    });

    it("counts two users with the same limit, until both have left", () => {
        const budget = new RateLimiter(10);
        const leave = [budget.join(2), budget.join(2)];
        leave[0]!();
        leave[0]!();
        assert.equal(mostInAnyMinute(send(budget, 10, 0, () => 1)), 2);
        leave[1]!();
        assert.equal(mostInAnyMinute(send(budget, 30, 1_000_000, () => 1)), 10);
    });

    it("costs the same however many requests there were", () => {
        const budget = new RateLimiter(100_000);
        const took = cpuTimeMs(() => {
            for (let now = 0; now < 200_000; now += 1) {
                budget.nextAt(now, 1);
                budget.take(now);
            }
        });
        assert.ok(took < 2_000, `it took ${took} ms of CPU`);
    });
});
