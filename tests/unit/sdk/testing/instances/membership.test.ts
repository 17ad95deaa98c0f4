import assert from "node:assert/strict";

import type { EcsEmulator, EmulatedInstance } from "../../../../../sdk/testing";
import { ask, REGION, statuses } from "../raw-client";
import { type ManualClock, onClock, withEmulator } from "../with-emulator";

/** The instances with the tag `role: web`, and their tags. */
async function members(ecs: EcsEmulator, clock: ManualClock): Promise<Record<string, string>> {
    const parameters = { ...REGION, "Tag.1.Key": "role", "Tag.1.Value": "web" };
    const { json } = await ask(ecs, { action: "DescribeInstances", parameters, time: clock.time });
    const { Instance } = json["Instances"] as { Instance: { InstanceId: string; Status: string }[] };
    return Object.fromEntries(Instance.map(({ InstanceId, Status }) => [InstanceId, Status]));
}

describe("the emulated instances of a selector", () => {
    it(
        "join and leave as their scripts say, on a clock that starts with the first listing",
        onClock(async (ecs, clock) => {
            ecs.add({
                instanceId: "i-a",
                tags: { role: "web" },
                script: [["Absent", "3s"], ["Pending", "2s"], ["Running"]],
            });
            ecs.add({ instanceId: "i-b", tags: { role: "web" }, script: [["Running", "4s"], ["Absent"]] });
            clock.advance(3_600_000);
            const all: Record<string, string>[] = [];
            for (const ms of [0, 3_000, 1_000, 1_000]) {
                clock.advance(ms);
                all.push(await members(ecs, clock));
            }
            assert.deepEqual(all, [
                { "i-b": "Running" },
                { "i-a": "Pending", "i-b": "Running" },
                { "i-a": "Pending" },
                { "i-a": "Running" },
            ]);
        }),
    );

    it(
        "can get their tags later than they appear",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", tags: { role: "web" }, tagsAfter: "5s" });
            assert.deepEqual(await members(ecs, clock), {});
            assert.deepEqual(statuses(await ask(ecs, { time: clock.time })), { "i-a": "Running" });
            clock.advance(4_999);
            assert.deepEqual(await members(ecs, clock), {});
            clock.advance(1);
            assert.deepEqual(await members(ecs, clock), { "i-a": "Running" });
        }),
    );

    it(
        "can get other tags at once",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a" });
            ecs.add({ instanceId: "i-b", tags: { role: "web" }, tagsAfter: "1h" });
            ecs.setTags("i-a", { role: "web" });
            ecs.setTags("i-b", { role: "web", env: "prod" });
            assert.deepEqual(await members(ecs, clock), { "i-a": "Running", "i-b": "Running" });
            ecs.setTags("i-a", {});
            assert.deepEqual(await members(ecs, clock), { "i-b": "Running" });
            ecs.release("i-b");
            assert.deepEqual(await members(ecs, clock), {});
        }),
    );

    it(
        "do not start their clock with a listing that another filter leaves them out of",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", tags: { role: "db" }, script: [["Starting", "1s"], ["Running"]] });
            await members(ecs, clock);
            clock.advance(1_000);
            assert.deepEqual(statuses(await ask(ecs, { time: clock.time })), { "i-a": "Starting" });
        }),
    );

    it(
        "start their clock with a listing by a status that they do not have yet",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", script: [["Starting", "1s"], ["Running"]] });
            const listRunning = async (): Promise<unknown> => {
                const parameters = { ...REGION, Status: "Running" };
                return (await ask(ecs, { action: "DescribeInstances", parameters, time: clock.time })).json.TotalCount;
            };
            assert.equal(await listRunning(), 0);
            clock.advance(1_000);
            assert.equal(await listRunning(), 1);
        }),
    );

    for (const [instance, message] of [
        [{ tags: ["role"] }, "tags: expected tags such as { role: \"web\" }, got [ 'role' ]"],
        [{ tags: { role: 1 } }, 'tags: expected tags such as { role: "web" }, got { role: 1 }'],
        [{ tags: { "": "web" } }, "tags: expected tags such as { role: \"web\" }, got { '': 'web' }"],
        [{ tagsAfter: 5 }, 'tagsAfter: expected a duration such as "500ms", "2s" or "1m30s", got 5'],
        [{ instanceName: "" }, 'instanceName: expected a non-empty string, got ""'],
        [{ vpcId: 1 }, "vpcId: expected a non-empty string, got 1"],
        [{ vswitchId: "" }, 'vswitchId: expected a non-empty string, got ""'],
        [{ securityGroupIds: "sg-1" }, 'securityGroupIds: expected a list of non-empty strings, got "sg-1"'],
        [{ resourceGroupId: "" }, 'resourceGroupId: expected a non-empty string, got ""'],
        [{ lockReasons: [""] }, "lockReasons: expected a list of non-empty strings, got [ '' ]"],
    ] as const) {
        it(
            `are refused with ${JSON.stringify(instance)}`,
            withEmulator({}, (ecs) => {
                const invalid = { instanceId: "i-1", ...instance } as unknown as EmulatedInstance;
                assert.throws(() => ecs.add(invalid), { name: "TypeError", message });
                return Promise.resolve();
            }),
        );
    }

    it(
        "are not changed by invalid tags",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", tags: { role: "web" } });
            assert.throws(() => ecs.setTags("i-typo", {}), /i-typo: no such instance/);
            assert.throws(() => ecs.setTags("i-a", "web" as unknown as Record<string, string>), /^TypeError: tags: /);
            assert.throws(
                () => ecs.setTags("i-a", undefined as unknown as Record<string, string>),
                /^TypeError: tags: /,
            );
            assert.deepEqual(await members(ecs, clock), { "i-a": "Running" });
        }),
    );
});
