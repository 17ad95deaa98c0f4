import assert from "node:assert/strict";

import type { EcsEmulator, Fault } from "../../../../../sdk/testing";
import { ask, REGION } from "../raw-client";
import { ManualClock, withEmulator } from "../with-emulator";

const ACTIONS = ["DescribeInstanceStatus", "DescribeInstancesFullStatus", "DescribeInstances"] as const;

/** The code of the answer to each action: `undefined` for a success. */
async function codes(ecs: EcsEmulator, time?: number): Promise<(string | undefined)[]> {
    const all: (string | undefined)[] = [];
    for (const action of ACTIONS) {
        all.push((await ask(ecs, { action, ...(time ? { time } : {}) })).json.Code);
    }
    return all;
}

describe("a fault for one action", () => {
    for (const [index, action] of ACTIONS.entries()) {
        it(
            `affects ${action} and no other, however many requests come in between`,
            withEmulator({}, async (ecs) => {
                ecs.fault({ kind: "error", code: "Forbidden.RAM", action, times: 2, skip: 1 });
                assert.deepEqual(await codes(ecs), [undefined, undefined, undefined]);
                const denied = ACTIONS.map((_, at) => (at === index ? "Forbidden.RAM" : undefined));
                assert.deepEqual(await codes(ecs), denied);
                assert.deepEqual(await codes(ecs), denied);
                assert.deepEqual(await codes(ecs), [undefined, undefined, undefined]);
            }),
        );
    }

    it(
        "names the permission of the action that it denies",
        withEmulator({}, async (ecs) => {
            ecs.fault({ kind: "error", code: "Forbidden.RAM", action: "DescribeInstances" });
            const { json } = await ask(ecs, { action: "DescribeInstances" });
            assert.equal((json["AccessDeniedDetail"] as { AuthAction: string }).AuthAction, "ecs:DescribeInstances");
        }),
    );

    it(
        "affects DescribeInstances also by an id that it names",
        withEmulator({}, async (ecs) => {
            ecs.fault({ kind: "empty500", instanceId: "i-a", times: Infinity });
            const statusOf = async (InstanceIds: string): Promise<number> =>
                (await ask(ecs, { action: "DescribeInstances", parameters: { ...REGION, InstanceIds } })).status;
            assert.deepEqual([await statusOf('["i-b"]'), await statusOf('["i-b", "i-a"]')], [200, 500]);
        }),
    );

    it(
        "is refused for an action that the emulator does not have",
        withEmulator({}, (ecs) => {
            const fault = { kind: "reset", action: "RunInstances" } as unknown as Fault;
            assert.throws(() => ecs.fault(fault), {
                name: "TypeError",
                message: `action: expected an action (${ACTIONS.join(", ")}), got "RunInstances"`,
            });
            return Promise.resolve();
        }),
    );

    it(
        "noList200 removes the list of each operation",
        withEmulator({ instances: [{ instanceId: "i-a" }] }, async (ecs) => {
            ecs.fault({ kind: "noList200", times: 3 });
            for (const action of ACTIONS) {
                const { status, json } = await ask(ecs, { action });
                assert.deepEqual([status, json.TotalCount], [200, 1]);
                const lists = Object.values(json).filter((member) => typeof member === "object");
                assert.deepEqual(lists, [], action);
            }
        }),
    );

    it("is not needed for the quota, which counts each action of its own", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now, quotaPerMinute: 1 }, async (ecs) => {
            assert.deepEqual(await codes(ecs, clock.time), [undefined, undefined, undefined]);
            assert.deepEqual(await codes(ecs, clock.time), Array(3).fill("Throttling.User"));
        })();
    });
});
