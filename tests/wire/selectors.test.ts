import assert from "node:assert/strict";
import {
    getInstanceStatus,
    getInstanceStatuses,
    getInstanceStatusesOutput,
    waitForInstanceStatus,
} from "../../sdk/nodejs";
import { instanceStatuses, instanceStatusGate } from "../../sdk/dynamic";
import type { EcsEmulator } from "../../sdk/testing";
import type { Properties } from "../support/plugin-client";
import { onWire, setVariables, type Wire } from "../support/wire";
import { stateOf } from "../support/with-mocks";
import { SECRET, UNKNOWN, withPlugin } from "../support/with-plugin";

const GATE = "urn:pulumi:dev::test::alicloud-instance-status:index:InstanceStatusGate::gate";
const STATUSES = "urn:pulumi:dev::test::alicloud-instance-status:index:InstanceStatuses::statuses";
const WEB = { tags: { role: "web" } };
const INSTANCES = [
    { instanceId: "i-2", tags: { role: "web" }, zoneId: "cn-hangzhou-a", health: "Impaired" },
    { instanceId: "i-1", tags: { role: "web" }, zoneId: "cn-hangzhou-b" },
    { instanceId: "i-db", tags: { role: "db" }, status: "Stopped" },
];

function connectionTo({ ecs: { env, endpoint } }: Wire): object {
    const { ALICLOUD_ACCESS_KEY: accessKey, ALICLOUD_SECRET_KEY: secretKey } = env;
    return { region: "cn-hangzhou", accessKey, secretKey, endpoint };
}

function actionsOf({ requests }: EcsEmulator): (string | undefined)[] {
    return requests.map(({ action }) => action);
}

describe("the functions of a program, with a selector or the health", () => {
    it(
        "read the health of one instance, and of none that ECS does not list",
        onWire({ instances: INSTANCES }, async (wire) => {
            const opts = { connection: connectionTo(wire) };
            const one = await getInstanceStatus({ instanceId: "i-2", includeHealth: true }, opts);
            assert.deepEqual([one.status, one.health, one.absent], ["Running", "Impaired", false]);
            const none = await getInstanceStatus({ instanceId: "i-9", includeHealth: true }, opts);
            assert.deepEqual([none.status, none.health, none.absent], [undefined, undefined, true]);
            assert.equal((await getInstanceStatus({ instanceId: "i-2" }, opts)).health, undefined);
            assert.deepEqual(actionsOf(wire.ecs), [
                "DescribeInstancesFullStatus",
                "DescribeInstancesFullStatus",
                "DescribeInstanceStatus",
            ]);
        }),
    );

    it(
        "read the set of a selector, sorted by id, with the health if it is asked for",
        onWire({ instances: INSTANCES }, async (wire) => {
            const opts = { connection: connectionTo(wire) };
            const { requestIds, ...plain } = await getInstanceStatuses({ selector: WEB }, opts);
            assert.deepEqual(plain, {
                selector: WEB,
                regionId: "cn-hangzhou",
                statuses: [
                    { instanceId: "i-1", status: "Running" },
                    { instanceId: "i-2", status: "Running" },
                ],
                statusById: { "i-1": "Running", "i-2": "Running" },
                absentInstanceIds: [],
                totalCount: 2,
            });
            assert.equal(requestIds.length, 1);
            const selector = { ...WEB, zoneId: "cn-hangzhou-a" };
            const output = await stateOf(getInstanceStatusesOutput({ selector, includeHealth: true }, opts));
            assert.deepEqual(output.value.healthById, { "i-2": "Impaired" });
            assert.deepEqual(output.value.statuses, [{ instanceId: "i-2", status: "Running", health: "Impaired" }]);
            assert.deepEqual(actionsOf(wire.ecs), [
                "DescribeInstances",
                "DescribeInstances",
                "DescribeInstancesFullStatus",
            ]);
        }),
    );

    it(
        "wait for the health of a set, and return both",
        onWire({ instances: INSTANCES }, async (wire) => {
            const args = { selector: WEB, targetHealth: ["ok", "Impaired"], minInstanceCount: 2, timeout: "30s" };
            const { instanceIds, healthById, statusById } = await waitForInstanceStatus(args, {
                connection: connectionTo(wire),
            });
            assert.deepEqual(instanceIds, ["i-1", "i-2"]);
            assert.deepEqual(healthById, { "i-1": "Ok", "i-2": "Impaired" });
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Running" });
        }),
    );

    it(
        "refuse filters beside a selector, and those that the health has not, before any request",
        onWire({ instances: INSTANCES }, async (wire) => {
            const opts = { connection: connectionTo(wire) };
            for (const [args, argument] of [
                [{ selector: WEB, instanceIds: ["i-1"] }, "instanceIds"],
                [{ selector: WEB, zoneId: "cn-hangzhou-a" }, "zoneId"],
                [{ selector: WEB, clusterId: "cls-1" }, "clusterId"],
                [{ selector: WEB, pageNumber: 1 }, "pageNumber"],
                [{ selector: WEB, pageSize: 10 }, "pageSize"],
                [{ selector: {} }, "selector"],
                [{ includeHealth: true, zoneId: "cn-hangzhou-a" }, "zoneId"],
                [{ includeHealth: "yes" }, "includeHealth"],
            ] as [object, string][]) {
                await assert.rejects(getInstanceStatuses(args, opts), { code: "InvalidArgument", argument });
            }
            assert.equal(wire.ecs.requests.length, 0);
        }),
    );

    it(
        "are answered by the native plugin in the same way",
        withPlugin(async (plugin, ecs) => {
            INSTANCES.forEach((instance) => ecs.add(instance));
            const one = await plugin.invoke("getInstanceStatus", { instanceId: "i-2", includeHealth: true });
            assert.deepEqual([one.result["status"], one.result["health"]], ["Running", "Impaired"]);
            const many = await plugin.invoke("getInstanceStatuses", { selector: WEB, includeHealth: true });
            assert.deepEqual(many.result["healthById"], { "i-1": "Ok", "i-2": "Impaired" });
            assert.deepEqual([many.result["selector"], many.result["totalCount"]], [WEB, 2]);
            const refused = await plugin.invoke("getInstanceStatuses", { selector: { zoneId: "cn-hangzhou-a" } });
            assert.deepEqual(Object.keys(refused.failures), ["selector"]);
            const asked = ecs.requests.length;
            const unknown = await plugin.invoke("getInstanceStatuses", { selector: { tags: { role: UNKNOWN } } });
            assert.deepEqual(unknown.result, {});
            assert.equal(ecs.requests.length, asked);
        }),
    );
});

const TAGS = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index + 10}`, "x"]));

/** What a gate refuses: its arguments, and the properties with the words at them. */
const REFUSED_BY_GATE: [what: string, inputs: Properties, failures: Record<string, RegExp>][] = [
    [
        "ids and a selector",
        { instanceIds: ["i-1"], selector: WEB },
        { instanceIds: /left out when `selector` is given/ },
    ],
    ["neither ids nor a selector", {}, { instanceIds: /, or `selector` in place of it/ }],
    ["an empty selector", { selector: {} }, { selector: /at least one of `tags`, `vswitchId`/ }],
    ["a text", { selector: "role=web" }, { selector: /an object with at least one of/ }],
    ["a VPC alone", { selector: { vpcId: "vpc-1", zoneId: "cn-hangzhou-a" } }, { selector: /instances of others too/ }],
    ["an unknown member", { selector: { ...WEB, vpc: "vpc-1" } }, { selector: /unknown argument `selector\.vpc`/ }],
    [
        "a member that is no text",
        { selector: { ...WEB, zoneId: 5 } },
        { selector: /`selector\.zoneId`.*non-empty string/ },
    ],
    ["an empty member", { selector: { instanceName: "" } }, { selector: /`selector\.instanceName`.*non-empty string/ }],
    ["no tags", { selector: { tags: {} } }, { selector: /`selector\.tags`.*1 to 20 tags/ }],
    ["21 tags", { selector: { tags: TAGS(21) } }, { selector: /`selector\.tags`.*1 to 20 tags/ }],
    ["a tag that is no text", { selector: { tags: { a: true } } }, { selector: /`selector\.tags\.a`.*a string/ }],
    ["a time of absence", { selector: WEB, absentGrace: "5s" }, { absentGrace: /left out when `selector` is given/ }],
    ["Absent", { selector: WEB, targetStatuses: ["Absent"] }, { targetStatuses: /a list of "Pending"/ }],
    ["no health", { selector: WEB, targetHealth: [] }, { targetHealth: /a list of "Ok"/ }],
    ["an unknown health", { instanceIds: ["i-1"], targetHealth: ["Fine"] }, { targetHealth: /a list of "Ok"/ }],
    [
        "health of instances that do not run",
        { instanceIds: ["i-1"], targetHealth: ["Ok"], targetStatuses: ["Stopped"] },
        { targetStatuses: /a list with "Running" beside the target health "Ok"/ },
    ],
    [
        "a negative minimum",
        { selector: WEB, minInstanceCount: -1, minReached: 1, minReachedPercent: 50 },
        { minInstanceCount: /a whole number/, minReachedPercent: /left out when `minReached` is given/ },
    ],
];

const REFUSED_BY_STATUSES: typeof REFUSED_BY_GATE = [
    [
        "ids and a selector",
        { instanceIds: ["i-1"], selector: WEB },
        { instanceIds: /left out when `selector` is given/ },
    ],
    [
        "a zone and a selector",
        { zoneId: "cn-hangzhou-a", selector: WEB },
        { zoneId: /left out when `selector` is given/ },
    ],
    ["an empty selector", { selector: {} }, { selector: /at least one of/ }],
    ["a flag in words", { includeHealth: "yes" }, { includeHealth: /true or false/ }],
    ["a zone with the health", { includeHealth: true, zoneId: "cn-hangzhou-a" }, { zoneId: /has no such filter/ }],
];

for (const [resource, urn, dynamic, cases] of [
    ["a gate", GATE, instanceStatusGate, REFUSED_BY_GATE],
    ["InstanceStatuses", STATUSES, instanceStatuses, REFUSED_BY_STATUSES],
] as const) {
    describe(`${resource} refuses, in both forms and before any request`, () => {
        for (const [what, inputs, expected] of cases) {
            it(
                what,
                withPlugin(async (plugin, ecs) => {
                    const { failures: native } = await plugin.check(urn, inputs);
                    const giveBack = setVariables(ecs.env);
                    try {
                        const { failures } = await dynamic.check({}, inputs);
                        const ofDynamic = Object.fromEntries(
                            failures.map(({ property, reason }) => [property, reason]),
                        );
                        assert.deepEqual(ofDynamic, native);
                    } finally {
                        giveBack();
                    }
                    assert.deepEqual(Object.keys(native).sort(), Object.keys(expected).sort());
                    for (const [property, pattern] of Object.entries(expected)) {
                        assert.match(native[property]!, pattern);
                    }
                    assert.equal(ecs.requests.length, 0);
                }),
            );
        }
    });
}

describe("the native plugin, with a selector", () => {
    it(
        "takes a selector that is unknown as a whole, in its tags or in one of them",
        withPlugin(async (plugin, ecs) => {
            const inputs = { selector: WEB, regionId: "cn-hangzhou", minInstanceCount: 0 };
            const { outputs } = await plugin.create(GATE, inputs);
            const asked = ecs.requests.length;
            for (const selector of [UNKNOWN, { tags: UNKNOWN }, { tags: { role: UNKNOWN } }, { vswitchId: UNKNOWN }]) {
                for (const urn of [GATE, STATUSES]) {
                    assert.deepEqual((await plugin.check(urn, { selector })).failures, {});
                }
                assert.equal((await plugin.diff(GATE, outputs, { ...inputs, selector })).changes, true);
                const preview = await plugin.create(GATE, { ...inputs, selector }, { preview: true });
                assert.equal(preview.outputs["instanceIds"], UNKNOWN);
            }
            assert.equal(ecs.requests.length, asked);
        }),
    );

    it(
        "keeps the recorded set while waits are skipped, and has none of a selector that was not asked for",
        withPlugin(async (plugin, ecs) => {
            INSTANCES.forEach((instance) => ecs.add(instance));
            const inputs = { selector: WEB, regionId: "cn-hangzhou" };
            const { outputs } = await plugin.create(GATE, inputs);
            const asked = ecs.requests.length;
            await plugin.configure({ skipWait: true });
            const skipped = await plugin.update(GATE, outputs, { ...inputs, triggers: ["again"] });
            assert.deepEqual([skipped["instanceIds"], skipped["satisfied"]], [["i-1", "i-2"], false]);
            const other = await plugin.update(GATE, outputs, { ...inputs, selector: { tags: { role: "db" } } });
            assert.deepEqual([other["instanceIds"], other["statusById"]], [[], {}]);
            const ids = await plugin.update(GATE, outputs, { instanceIds: ["i-2"], regionId: "cn-hangzhou" });
            assert.deepEqual([ids["instanceIds"], ids["statusById"]], [["i-2"], { "i-2": "Running" }]);
            assert.equal(ecs.requests.length, asked);
        }),
    );

    it(
        "does not know the ids in a preview, and knows those of the argument",
        withPlugin(async (plugin, ecs) => {
            const preview = async (inputs: Properties): Promise<Properties> =>
                (await plugin.create(GATE, inputs, { preview: true })).outputs;
            const selected = await preview({ selector: WEB, targetHealth: ["Ok"] });
            assert.deepEqual([selected["instanceIds"], selected["healthById"]], [UNKNOWN, UNKNOWN]);
            assert.deepEqual([selected["selector"], selected["targetHealth"]], [WEB, ["Ok"]]);
            const given = await preview({ instanceIds: ["i-1"] });
            assert.deepEqual(given["instanceIds"], ["i-1"]);
            assert.equal("healthById" in given, false);
            const { outputs } = await plugin.create(GATE, { instanceIds: ["i-1"], regionId: "cn-hangzhou" });
            const asked = ecs.requests.length;
            const statuses = await plugin.create(STATUSES, { selector: WEB, includeHealth: true }, { preview: true });
            assert.deepEqual([statuses.outputs["healthById"], statuses.outputs["selector"]], [UNKNOWN, WEB]);
            assert.equal((await plugin.diff(GATE, outputs, { selector: { tags: { role: UNKNOWN } } })).changes, true);
            assert.equal(ecs.requests.length, asked);
        }),
    );

    it(
        "plans an update of the ids by what Read saw, without a request, when the set has changed",
        withPlugin(async (plugin, ecs) => {
            INSTANCES.forEach((instance) => ecs.add(instance));
            const { inputs } = await plugin.check(GATE, { selector: WEB });
            const { outputs } = await plugin.create(GATE, inputs);
            assert.deepEqual(outputs["instanceIds"], ["i-1", "i-2"]);
            ecs.release("i-1");
            const seen = await plugin.read(GATE, outputs, inputs);
            assert.deepEqual([seen["satisfied"], seen["statusById"]], [true, { "i-2": "Running" }]);
            const asked = ecs.requests.length;
            await plugin.check(GATE, { selector: WEB });
            assert.deepEqual(await plugin.diff(GATE, seen, inputs), { changes: true, diffs: ["instanceIds"] });
            assert.equal(ecs.requests.length, asked);
            assert.deepEqual((await plugin.update(GATE, seen, inputs))["instanceIds"], ["i-2"]);
        }),
    );

    it(
        "keeps what is secret of a selector out of messages and of the state, and the ids that it found",
        withPlugin(async (plugin, ecs) => {
            ecs.add({ instanceId: "i-2", tags: { role: "moonlight" }, status: "Starting" });
            const selector = { tags: { role: { ...SECRET, value: "moonlight" } } };
            const inputs = { selector, minInstanceCount: 2, regionId: "cn-hangzhou" };
            await assert.rejects(
                plugin.create(GATE, inputs, { timeoutSeconds: 0.1 }),
                ({ details }: { details: string }) => {
                    assert.match(details, /only 1 of at least 2 instances found with tag role=\[secret\]/);
                    assert.doesNotMatch(details, /moonlight/);
                    return true;
                },
            );
            const { failures } = await plugin.check(GATE, { selector: { tag: { ...SECRET, value: "moonlight" } } });
            assert.deepEqual(Object.keys(failures), [""]);
            assert.doesNotMatch(failures[""]!, /moonlight/);
            ecs.set("i-2", "Running");
            const { outputs } = await plugin.create(GATE, { ...inputs, minInstanceCount: 1, targetHealth: ["Ok"] });
            for (const name of ["selector", "instanceIds", "reachedInstanceIds", "statusById", "healthById"]) {
                assert.deepEqual(
                    { ...(outputs[name] as object), value: undefined },
                    { ...SECRET, value: undefined },
                    name,
                );
            }
        }),
    );
});

describe("what a gate with a selector records of a wait that failed", () => {
    /** Creates the gate of the dynamic form; returns its record whether or not it is satisfied. */
    async function recordOf(work: Promise<{ outs: Properties }>): Promise<Properties> {
        const { elapsedMs, ...record } = await work.then(
            ({ outs }) => outs,
            (error: unknown) => (error as { properties: Properties }).properties,
        );
        assert.equal(typeof elapsedMs, "number");
        return { ...record, __provider: undefined };
    }

    it(
        "is the set so far, an empty one too; without an answer, it is what was recorded of the same selector",
        onWire({ instances: INSTANCES }, async ({ ecs }) => {
            const giveBack = setVariables({ ...ecs.env, CI: "true" });
            try {
                const kept = { selector: WEB, regionId: "cn-hangzhou", targetHealth: ["Ok"] };
                const inputs = { ...kept, timeout: "0s" };
                const gate = instanceStatusGate;
                const failed = await recordOf(gate.create(inputs));
                const seen = {
                    instanceIds: ["i-1", "i-2"],
                    reachedInstanceIds: ["i-1"],
                    statusById: { "i-1": "Running", "i-2": "Running" },
                    healthById: { "i-1": "Ok", "i-2": "Impaired" },
                    absentInstanceIds: [],
                };
                const record = { ...kept, ...seen, satisfied: false, __provider: undefined };
                assert.deepEqual(failed, record);

                ecs.fault({ kind: "error", code: "Forbidden.RAM", action: "DescribeInstances", times: 2 });
                assert.deepEqual(await recordOf(gate.update("id", failed, inputs)), record);
                const other = { ...inputs, selector: { tags: { role: "none" } } };
                const nothing = { instanceIds: [], reachedInstanceIds: [], statusById: {}, healthById: {} };
                const ofOther = await recordOf(gate.update("id", failed, other));
                assert.deepEqual(ofOther, { ...record, ...nothing, selector: other.selector });

                INSTANCES.forEach(({ instanceId }) => ecs.release(instanceId));
                const empty = await recordOf(gate.update("id", failed, inputs));
                assert.deepEqual([empty["instanceIds"], empty["statusById"], empty["healthById"]], [[], {}, {}]);
            } finally {
                giveBack();
            }
        }),
    );
});
