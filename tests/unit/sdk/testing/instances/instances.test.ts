import assert from "node:assert/strict";

import { EcsEmulator, type EmulatedInstance } from "../../../../../sdk/testing";
import { ask, ids, REGION, statuses } from "../raw-client";
import { type ManualClock, onClock, withEmulator } from "../with-emulator";

async function statusOf(ecs: EcsEmulator, clock: ManualClock, id: string): Promise<string | undefined> {
    return statuses(await ask(ecs, { parameters: { ...REGION, ...ids(id) }, time: clock.time }))[id];
}

describe("instances of the emulator", () => {
    it(
        "follow their script from the first request that names them",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", script: [["Pending", "2s"], ["Starting", "1m"], ["Running"]] });
            ecs.add({ instanceId: "i-other" });
            clock.advance(3_600_000);
            await statusOf(ecs, clock, "i-other");
            clock.advance(3_600_000);
            const seen: (string | undefined)[] = [];
            for (const ms of [0, 1_999, 1, 59_999, 1, 1e9]) {
                clock.advance(ms);
                seen.push(await statusOf(ecs, clock, "i-a"));
            }
            assert.deepEqual(seen, ["Pending", "Pending", "Starting", "Starting", "Running", "Running"]);
        }),
    );

    it(
        "start their clock when a listing covers them, but not when a filter leaves them out",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", zoneId: "z-a", script: [["Starting", "1s"], ["Running"]] });
            ecs.add({ instanceId: "i-b", zoneId: "z-b", script: [["Starting", "1s"], ["Running"]] });
            await ask(ecs, { parameters: { ...REGION, ZoneId: "z-a" }, time: clock.time });
            clock.advance(1_000);
            const answer = await ask(ecs, { time: clock.time });
            assert.deepEqual(statuses(answer), { "i-a": "Running", "i-b": "Starting" });
        }),
    );

    it(
        "start their clock also with a request that a fault takes, but not with one that is refused",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", script: [["Starting", "1s"], ["Running"]] });
            await ask(ecs, { time: clock.time, secretKey: "wrong" });
            clock.advance(1_000);
            assert.equal(await statusOf(ecs, clock, "i-a"), "Starting");
            ecs.add({ instanceId: "i-b", script: [["Starting", "1s"], ["Running"]] });
            ecs.fault({ kind: "empty500" });
            await statusOf(ecs, clock, "i-b");
            clock.advance(1_000);
            assert.equal(await statusOf(ecs, clock, "i-b"), "Running");
        }),
    );

    it(
        "are left out while their script says Absent",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", script: [["Running", "1s"], ["Absent", "1s"], ["Stopped"]] });
            assert.equal(await statusOf(ecs, clock, "i-a"), "Running");
            clock.advance(1_000);
            const { json } = await ask(ecs, { time: clock.time });
            assert.deepEqual([json.TotalCount, json.InstanceStatuses], [0, { InstanceStatus: [] }]);
            clock.advance(1_000);
            assert.equal(await statusOf(ecs, clock, "i-a"), "Stopped");
        }),
    );

    it(
        "become visible late, while their script runs on",
        onClock(async (ecs, clock) => {
            const script = [["Pending", "2s"], ["Starting", "2s"], ["Running"]] as const;
            ecs.add({ instanceId: "i-a", visibleAfter: "3s", script });
            assert.equal(await statusOf(ecs, clock, "i-a"), undefined);
            clock.advance(2_999);
            assert.equal(await statusOf(ecs, clock, "i-a"), undefined);
            clock.advance(1);
            assert.equal(await statusOf(ecs, clock, "i-a"), "Starting");
        }),
    );

    it(
        "may have any status; Running unless said otherwise",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", status: "Verschränkt 😀" });
            ecs.add({ instanceId: "i-b" });
            assert.deepEqual(statuses(await ask(ecs, { time: clock.time })), {
                "i-a": "Verschränkt 😀",
                "i-b": "Running",
            });
        }),
    );

    it(
        "can be set, hidden, released, added again and replaced",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", visibleAfter: "1h", script: [["Pending", "1h"], ["Running"]] });
            ecs.set("i-a", "Stopped");
            assert.equal(await statusOf(ecs, clock, "i-a"), "Stopped");
            ecs.set("i-a", "Absent");
            assert.equal(await statusOf(ecs, clock, "i-a"), undefined);
            ecs.release("i-a");
            assert.equal((await ask(ecs, { time: clock.time })).json.TotalCount, 0);
            ecs.add({ instanceId: "i-a", status: "Pending" });
            ecs.add({ instanceId: "i-a", status: "Starting" });
            assert.deepEqual(statuses(await ask(ecs, { time: clock.time })), { "i-a": "Starting" });
        }),
    );

    it(
        "stay listed for a while after their release when told to, with the status that they have",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", script: [["Stopping", "1s"], ["Stopped", "1s"], ["Running"]] });
            await statusOf(ecs, clock, "i-a");
            clock.advance(1_000);
            ecs.release("i-a", { listedFor: "2s" });
            assert.equal(await statusOf(ecs, clock, "i-a"), "Stopped");
            clock.advance(1_999);
            assert.equal(await statusOf(ecs, clock, "i-a"), "Stopped");
            clock.advance(1);
            assert.equal((await ask(ecs, { time: clock.time })).json.TotalCount, 0);
        }),
    );

    it(
        "are gone with their release for who would change them, and their id can be added again, listed or not",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a" });
            ecs.release("i-a", { listedFor: "1h" });
            assert.throws(() => ecs.set("i-a", "Stopped"), /i-a: no such instance/);
            assert.throws(() => ecs.release("i-a"), /i-a: no such instance/);
            ecs.add({ instanceId: "i-a", status: "Pending" });
            assert.equal(await statusOf(ecs, clock, "i-a"), "Pending");
            ecs.release("i-a", { listedFor: undefined });
            assert.equal(await statusOf(ecs, clock, "i-a"), undefined);
        }),
    );

    it(
        "are not released with invalid options",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a" });
            for (const [options, message] of [
                [{ listedFor: 2 }, 'listedFor: expected a duration such as "500ms", "2s" or "1m30s", got 2'],
                [{ listedFor: "2" }, 'listedFor: expected a duration such as "500ms", "2s" or "1m30s", got "2"'],
                [{ listed: "2s" }, "unknown property `listed` (known: listedFor)"],
                ["2s", 'options: expected an object, got "2s"'],
            ] as const) {
                assert.throws(() => ecs.release("i-a", options as object), { name: "TypeError", message });
            }
            assert.equal(await statusOf(ecs, clock, "i-a"), "Running");
        }),
    );

    it(
        "move to another region when they are added anew there",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a" });
            await ask(ecs, { time: clock.time });
            ecs.add({ instanceId: "i-a", regionId: "cn-beijing" });
            assert.deepEqual(statuses(await ask(ecs, { time: clock.time })), {});
            const there = await ask(ecs, { parameters: { RegionId: "cn-beijing" }, time: clock.time });
            assert.deepEqual(statuses(there), { "i-a": "Running" });
        }),
    );

    it(
        "are checked where they are written down",
        onClock((ecs) => {
            assert.throws(() => ecs.set("i-typo", "Running"), /i-typo: no such instance/);
            assert.throws(() => ecs.release("i-typo"), /i-typo: no such instance/);
            assert.throws(() => ecs.add({ instanceId: "web" }), /instanceId: expected an id/);
            assert.throws(
                () => ecs.add({ instanceId: "i-a", script: [] }),
                /^TypeError: script: expected at least one step, such as \[\["Running"\]\], got \[\]$/,
            );
            assert.throws(
                () => ecs.add({ instanceId: "i-a", script: [["Pending"], ["Running"]] }),
                /script\[0\]: expected a duration such as "2s" after the status, which only the last step can omit, got \[ 'Pending' \]$/,
            );
            assert.throws(
                () => ecs.add({ instanceId: "i-a", script: [["Pending", "2"], ["Running"]] }),
                /script\[0\]: expected/,
            );
            assert.throws(() => ecs.add({ instanceId: "i-a", script: [[""]] }), /script\[0\]: expected a status/);
            assert.throws(() => ecs.add({ instanceId: "i-a", status: "Running", script: [["Running"]] }), /not both/);
            assert.throws(() => ecs.add({ instanceId: "i-a", visibleAfter: "soon" }), /visibleAfter: expected/);
            return Promise.resolve();
        }),
    );

    for (const [instance, message] of [
        [{}, 'instanceId: expected an id such as "i-bp1example", got undefined'],
        [{ instanceId: 5 }, 'instanceId: expected an id such as "i-bp1example", got 5'],
        [
            { instanceId: "i-1", regionId: "Foo Bar" },
            'regionId: expected a region such as "cn-hangzhou", got "Foo Bar"',
        ],
        [{ instanceId: "i-1", zoneId: "" }, 'zoneId: expected a non-empty string, got ""'],
        [{ instanceId: "i-1", clusterId: 5 }, "clusterId: expected a non-empty string, got 5"],
        [{ instanceId: "i-1", status: "" }, 'status: expected a status such as "Running", got ""'],
        [{ instanceId: "i-1", status: null }, 'status: expected a status such as "Running", got null'],
        [
            { instanceId: "i-1", script: "Running" },
            'script: expected steps such as [["Pending", "2s"], ["Running"]], got "Running"',
        ],
        [
            { instanceId: "i-1", script: ["Pending", ["Running"]] },
            'script[0]: expected a step such as ["Pending", "2s"], got "Pending"',
        ],
        [
            { instanceId: "i-1", visibleAfter: 5 },
            'visibleAfter: expected a duration such as "500ms", "2s" or "1m30s", got 5',
        ],
        [
            { instanceId: "i-1", state: "Stopped" },
            "unknown property `state` (known: instanceId, regionId, zoneId, clusterId, status, script, visibleAfter, health, healthScript, events, tags, tagsAfter, instanceName, vpcId, vswitchId, securityGroupIds, resourceGroupId, lockReasons)",
        ],
        ["i-1", 'instance: expected an object, got "i-1"'],
    ] as const) {
        it(
            `are refused when they are ${JSON.stringify(instance)}`,
            withEmulator({}, (ecs) => {
                assert.throws(() => ecs.add(instance as unknown as EmulatedInstance), { name: "TypeError", message });
                return Promise.resolve();
            }),
        );
    }

    it(
        "stay as they are when what should replace them, or their status, is refused",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", status: "Stopped" });
            assert.throws(() => ecs.add({ instanceId: "i-a", script: [] }), /at least one step/);
            assert.throws(() => ecs.set("i-a", ""), /^TypeError: status: expected a status such as "Running", got ""$/);
            assert.throws(() => ecs.set("i-a", undefined as unknown as string), /status: .* got undefined/);
            assert.equal(await statusOf(ecs, clock, "i-a"), "Stopped");
        }),
    );

    for (const [where, first, second] of [
        ["alike", {}, {}],
        ["in two regions", { regionId: "cn-beijing" }, { regionId: "cn-shanghai" }],
        ["in two zones", { zoneId: "cn-hangzhou-a" }, { zoneId: "cn-hangzhou-b" }],
        ["once by the region that is meant anyway", {}, { regionId: "cn-hangzhou" }],
    ] as const) {
        it(
            `are refused before anything listens when one is named twice, ${where}`,
            withEmulator({}, async ({ endpoint }) => {
                const instances = [
                    { instanceId: "i-1", ...first },
                    { instanceId: "i-2" },
                    { instanceId: "i-1", ...second },
                ];
                // a port that is taken would be the other error, if it were asked for
                await assert.rejects(EcsEmulator.start({ instances, port: Number(endpoint.split(":")[1]) }), {
                    name: "TypeError",
                    message: 'instances[2].instanceId: expected a unique id, got "i-1"',
                });
            }),
        );
    }
});
