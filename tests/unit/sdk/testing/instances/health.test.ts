import assert from "node:assert/strict";

import type { EcsEmulator, EmulatedEvent, EmulatedInstance } from "../../../../../sdk/testing";
import { ask, ids, REGION } from "../raw-client";
import { type ManualClock, onClock, withEmulator } from "../with-emulator";

/** Status and health of an instance. */
async function seen(ecs: EcsEmulator, clock: ManualClock, id: string): Promise<string | undefined> {
    const parameters = { ...REGION, ...ids(id) };
    const { json } = await ask(ecs, { action: "DescribeInstancesFullStatus", parameters, time: clock.time });
    const set = json["InstanceFullStatusSet"] as {
        InstanceFullStatusType: { Status: { Name: string }; HealthStatus: { Name: string } }[];
    };
    const [row] = set.InstanceFullStatusType;
    return row && `${row.Status.Name} ${row.HealthStatus.Name}`;
}

describe("the health of emulated instances", () => {
    it(
        "follows a script on the clock of the status",
        onClock(async (ecs, clock) => {
            ecs.add({
                instanceId: "i-a",
                script: [["Starting", "5s"], ["Running"]],
                healthScript: [["InsufficientData", "2s"], ["Initializing", "40s"], ["Ok"]],
            });
            const all: (string | undefined)[] = [];
            for (const ms of [0, 2_000, 3_000, 37_000]) {
                clock.advance(ms);
                all.push(await seen(ecs, clock, "i-a"));
            }
            assert.deepEqual(all, [
                "Starting InsufficientData",
                "Starting Initializing",
                "Running Initializing",
                "Running Ok",
            ]);
        }),
    );

    it(
        "follows the status without a script of its own, and Running does not begin with Initializing",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", script: [["Starting", "5s"], ["Running"]] });
            assert.equal(await seen(ecs, clock, "i-a"), "Starting Initializing");
            clock.advance(5_000);
            assert.equal(await seen(ecs, clock, "i-a"), "Running Ok");
            ecs.set("i-a", "Stopped");
            assert.equal(await seen(ecs, clock, "i-a"), "Stopped InsufficientData");
        }),
    );

    it(
        "can be set, in place of its script, while the status goes on",
        onClock(async (ecs, clock) => {
            ecs.add({
                instanceId: "i-a",
                script: [["Starting", "5s"], ["Running"]],
                healthScript: [["Initializing", "5s"], ["Ok"]],
            });
            assert.equal(await seen(ecs, clock, "i-a"), "Starting Initializing");
            ecs.setHealth("i-a", "Impaired");
            clock.advance(5_000);
            assert.equal(await seen(ecs, clock, "i-a"), "Running Impaired");
            ecs.set("i-a", "Stopped");
            assert.equal(await seen(ecs, clock, "i-a"), "Stopped Impaired");
        }),
    );

    it(
        "goes on after a release, as long as the instance is listed",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a", healthScript: [["Ok", "2s"], ["Impaired"]] });
            await seen(ecs, clock, "i-a");
            ecs.release("i-a", { listedFor: "3s" });
            assert.equal(await seen(ecs, clock, "i-a"), "Running Ok");
            clock.advance(2_000);
            assert.equal(await seen(ecs, clock, "i-a"), "Running Impaired");
            clock.advance(1_000);
            assert.equal(await seen(ecs, clock, "i-a"), undefined);
        }),
    );

    it(
        "stays as it is when a call is refused",
        onClock(async (ecs, clock) => {
            ecs.add({ instanceId: "i-a" });
            assert.throws(() => ecs.setHealth("i-typo", "Ok"), /i-typo: no such instance/);
            assert.throws(() => ecs.addEvent("i-typo", { type: "SystemFailure.Reboot" }), /i-typo: no such instance/);
            assert.throws(
                () => ecs.setHealth("i-a", ""),
                /^TypeError: health: expected a health status such as "Impaired", got ""$/,
            );
            for (const [event, message] of [
                [{}, 'events[0].type: expected an event type such as "SystemMaintenance.Reboot", got undefined'],
                [
                    { type: "a", notBefore: "soon" },
                    'events[0].notBefore: expected a UTC time such as "2026-11-26T10:00:00Z", got "soon"',
                ],
                [
                    { type: "a", when: "soon" },
                    "unknown property `events[0].when` (known: eventId, type, publishTime, notBefore, reason, impactLevel)",
                ],
            ] as const) {
                const invalid = event as unknown as EmulatedEvent;
                assert.throws(() => ecs.addEvent("i-a", invalid), { name: "TypeError", message });
            }
            assert.equal(await seen(ecs, clock, "i-a"), "Running Ok");
        }),
    );

    for (const [instance, message] of [
        [{ health: "" }, 'health: expected a health status such as "Impaired", got ""'],
        [{ health: "Ok", healthScript: [["Ok"]] }, "health, healthScript: expected one of them, not both"],
        [
            { healthScript: [["Ok"], ["Impaired"]] },
            "healthScript[0]: expected a duration such as \"2s\" after the status, which only the last step can omit, got [ 'Ok' ]",
        ],
        [{ events: {} }, "events: expected a list of events, got {}"],
    ] as const) {
        it(
            `is refused when an instance has ${JSON.stringify(instance)}`,
            withEmulator({}, (ecs) => {
                const invalid = { instanceId: "i-1", ...instance } as unknown as EmulatedInstance;
                assert.throws(() => ecs.add(invalid), { name: "TypeError", message });
                return Promise.resolve();
            }),
        );
    }
});
