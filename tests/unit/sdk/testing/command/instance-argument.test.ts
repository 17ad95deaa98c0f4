import assert from "node:assert/strict";

import { readInstance } from "../../../../../sdk/testing/command/instance-argument";

describe("an instance on the command line", () => {
    for (const [text, instance] of [
        ["i-1", { instanceId: "i-1" }],
        ["i-bp1j4i2jdf3owlhe****", { instanceId: "i-bp1j4i2jdf3owlhe****" }],
        ["i-1=Stopped", { instanceId: "i-1", script: [["Stopped"]] }],
        ["i-1=Absent:500ms,Running", { instanceId: "i-1", script: [["Absent", "500ms"], ["Running"]] }],
        [
            "i-1=Pending:2s,Starting:1m30s,Running",
            { instanceId: "i-1", script: [["Pending", "2s"], ["Starting", "1m30s"], ["Running"]] },
        ],
        ["i-1=Running:5s", { instanceId: "i-1", script: [["Running", "5s"]] }],
        ["i-1@cn-beijing", { instanceId: "i-1", regionId: "cn-beijing" }],
        [
            "i-1@cn-beijing/cn-beijing-a=Stopped",
            { instanceId: "i-1", regionId: "cn-beijing", zoneId: "cn-beijing-a", script: [["Stopped"]] },
        ],
    ] as const) {
        it(`is read from ${text}`, () => {
            const nothing = { regionId: undefined, zoneId: undefined, script: undefined };
            assert.deepEqual(readInstance(text), { ...nothing, ...instance });
        });
    }

    for (const instance of [
        { instanceId: "i-1" },
        {
            instanceId: "i-1",
            script: [["Absent", "3s"], ["Pending", "2s"], ["Running"]],
            healthScript: [["Initializing", "40s"], ["Ok"]],
            tags: { role: "web" },
            tagsAfter: "5s",
            vpcId: "vpc-1",
            events: [{ type: "SystemMaintenance.Reboot" }],
        },
    ]) {
        it(`is read from JSON with ${Object.keys(instance).join(", ")}`, () => {
            assert.deepEqual(readInstance(JSON.stringify(instance)), instance);
        });
    }

    for (const [text, message] of [
        [
            "{",
            '--instance: expected an instance in JSON, such as {"instanceId": "i-1", "tags": {"role": "web"}}, got "{"',
        ],
        ["{}", '--instance: instanceId: expected an id such as "i-bp1example", got undefined'],
        ['{"instanceId": "i-1", "tag": "web"}', /^--instance: unknown property `tag` \(known: .*tags.*\)$/],
        [
            '{"instanceId": "i-1", "script": [["Pending"], ["Running"]]}',
            /^--instance: script\[0\]: expected a duration/,
        ],
        ['{"instanceId": "i-1", "events": [{}]}', /^--instance: events\[0\]\.type: expected an event type/],
    ] as const) {
        it(`is refused with the property that is wrong: ${text}`, () => {
            assert.throws(() => readInstance(text), { name: "TypeError", message });
        });
    }

    for (const text of [
        "",
        "web",
        "i-",
        "i-1=",
        "i-1=,Running",
        "i-1=Running,",
        "i-1=Pending,Running",
        "i-1=Pending:2,Running",
        "i-1=Pending:2s:3s,Running",
        "i-1=Running:soon",
        "i-1@",
        "i-1@Beijing",
        "i-1@cn-beijing/",
        "i-1@/cn-beijing-a",
        "i-1,i-2",
        "i 1",
    ]) {
        it(`is refused, with the form that is taken, when it is ${JSON.stringify(text)}`, () => {
            assert.throws(() => readInstance(text), {
                name: "TypeError",
                message: `--instance: expected id[@region[/zone]][=status[:duration,status…]], such as i-1, i-1@cn-beijing=Stopped or i-1=Pending:2s,Starting:5s,Running, got ${JSON.stringify(text)}`,
            });
        });
    }
});
