import assert from "node:assert/strict";

import { ask, REGION, type RawAnswer } from "../raw-client";
import { ManualClock, withEmulator } from "../with-emulator";

const TEXT = "Request was denied due to request throttling.";

function outcome({ status, json, headers }: RawAnswer): unknown[] {
    return [status, json.Code, headers["x-acs-retry-after"]];
}

describe("the quota", () => {
    it("counts per wall-clock minute and region", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now, quotaPerMinute: 2 }, async (ecs) => {
            const inRegion = async (RegionId: string): Promise<unknown[]> =>
                outcome(await ask(ecs, { parameters: { RegionId }, time: clock.time }));
            const passes = [200, undefined, undefined];
            const throttled = [400, "Throttling.User", undefined];
            assert.deepEqual(await inRegion("cn-hangzhou"), passes);
            clock.advance(59_000);
            assert.deepEqual(await inRegion("cn-hangzhou"), passes);
            assert.deepEqual(await inRegion("cn-hangzhou"), throttled);
            assert.deepEqual(await inRegion("cn-beijing"), passes);
            clock.advance(999);
            assert.deepEqual(await inRegion("cn-hangzhou"), throttled);
            clock.advance(1);
            assert.deepEqual(await inRegion("cn-hangzhou"), passes);
        })();
    });

    it("says when to come back, if asked to, in milliseconds", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now, quotaPerMinute: 1, retryAfterHeader: true }, async (ecs) => {
            clock.advance(12_345);
            const first = await ask(ecs, { time: clock.time });
            assert.deepEqual(outcome(first), [200, undefined, undefined]);
            const second = await ask(ecs, { time: clock.time });
            assert.deepEqual(outcome(second), [400, "Throttling.User", "47655"]);
            assert.equal(second.json.Message, TEXT);
        })();
    });

    it("is not used up by requests that are not let in", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now, quotaPerMinute: 1 }, async (ecs) => {
            await ask(ecs, { time: clock.time, secretKey: "wrong" });
            assert.equal((await ask(ecs, { time: clock.time })).status, 200);
        })();
    });
});

describe("a throttled fault", () => {
    for (const [what, fault, expected] of [
        ["has no header of its own accord", {}, [400, "Throttling.User", undefined]],
        ["names the time that it is told", { retryAfterMs: 1_500 }, [400, "Throttling.User", "1500"]],
        [
            "may have another code and status",
            { code: "Throttling.Api", httpStatus: 429 },
            [429, "Throttling.Api", undefined],
        ],
    ] as const) {
        it(
            what,
            withEmulator({}, async (ecs) => {
                ecs.fault({ kind: "throttled", times: 1, ...fault });
                const answer = await ask(ecs, { parameters: REGION });
                assert.deepEqual(outcome(answer), expected);
                assert.equal(answer.json.Message, TEXT);
                assert.equal((await ask(ecs)).status, 200);
            }),
        );
    }

    it("names the time to the next minute when the emulator does so", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now, retryAfterHeader: true }, async (ecs) => {
            clock.advance(50_000);
            ecs.fault({ kind: "throttled", times: 1 });
            ecs.fault({ kind: "throttled", times: 1, retryAfterMs: 7 });
            assert.deepEqual(outcome(await ask(ecs, { time: clock.time })), [400, "Throttling.User", "10000"]);
            assert.deepEqual(outcome(await ask(ecs, { time: clock.time })), [400, "Throttling.User", "7"]);
        })();
    });

    it(
        "has the older text for the plain code",
        withEmulator({}, async (ecs) => {
            ecs.fault({ kind: "throttled", code: "Throttling" });
            assert.match((await ask(ecs)).json.Message ?? "", /^You have made too many requests within a short time/);
        }),
    );
});
