import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    getInstanceStatus,
    getInstanceStatuses,
    getInstanceStatusesOutput,
    getInstanceStatusOutput,
    Provider,
} from "../../sdk/nodejs";
import { onWire, type Wire } from "../support/wire";
import { stateOf, withMocks } from "../support/with-mocks";

const OPTIONS = {
    instances: [
        { instanceId: "i-1", zoneId: "cn-hangzhou-a", clusterId: "cls-1" },
        { instanceId: "i-2", zoneId: "cn-hangzhou-a", clusterId: "cls-1", status: "Stopped" },
    ],
};

class Fleet extends pulumi.ComponentResource {
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("test:index:Fleet", name, {}, opts);
    }
}

/** What a script gives in place of a Provider. */
function connectionTo({ ecs: { env, endpoint } }: Wire) {
    return {
        region: "cn-hangzhou",
        accessKey: env["ALICLOUD_ACCESS_KEY"],
        secretKey: env["ALICLOUD_SECRET_KEY"],
        endpoint,
    };
}

describe("the functions of a program, without an engine", () => {
    it(
        "answer with their arguments again, as they were given, and with what ECS said",
        onWire(OPTIONS, async (wire) => {
            const args = {
                zoneId: "cn-hangzhou-a",
                clusterId: "cls-1",
                instanceIds: ["i-2", "i-9", "i-1", "i-2"],
                pageNumber: 1,
                pageSize: 10,
            };
            const result = await getInstanceStatuses(args, { connection: connectionTo(wire) });
            assert.deepEqual(result, {
                ...args,
                regionId: "cn-hangzhou",
                statuses: [
                    { instanceId: "i-2", status: "Stopped" },
                    { instanceId: "i-1", status: "Running" },
                ],
                statusById: { "i-2": "Stopped", "i-1": "Running" },
                absentInstanceIds: ["i-9"],
                totalCount: 2,
                requestIds: [wire.ecs.requests[0]?.requestId],
            });
            assert.equal(wire.ecs.requests.length, 1);
        }),
    );

    it(
        "answer with the region that was asked, whichever way it was said",
        onWire({ instances: [{ instanceId: "i-far", regionId: "eu-central-1" }] }, async (wire) => {
            const connection = connectionTo(wire);
            const far = await getInstanceStatuses({ regionId: "eu-central-1" }, { connection });
            assert.deepEqual([far.regionId, far.statusById], ["eu-central-1", { "i-far": "Running" }]);
            const near = await getInstanceStatus({ instanceId: "i-far" }, { connection });
            assert.deepEqual(near, {
                instanceId: "i-far",
                regionId: "cn-hangzhou",
                absent: true,
                requestId: wire.ecs.requests[1]?.requestId,
            });
        }),
    );

    it(
        "take Outputs in their other form, and answer the same",
        onWire(OPTIONS, async (wire) => {
            const connection = connectionTo(wire);
            const one = await stateOf(getInstanceStatusOutput({ instanceId: pulumi.output("i-2") }, { connection }));
            assert.deepEqual([one.value.status, one.value.absent, one.isSecret], ["Stopped", false, false]);
            const ids = pulumi.output([pulumi.secret("i-1"), "i-9"]);
            const many = await stateOf(getInstanceStatusesOutput({ instanceIds: ids }, { connection }));
            assert.deepEqual(many.value.statusById, { "i-1": "Running" });
            assert.deepEqual([many.value.absentInstanceIds, many.isSecret], [["i-9"], true]);
            assert.equal(wire.ecs.requests.length, 2);
        }),
    );

    it(
        "leave out what an Output says is not there",
        onWire(OPTIONS, async (wire) => {
            const args = { zoneId: pulumi.output(undefined), instanceIds: pulumi.output(undefined) };
            const result = getInstanceStatusesOutput(args, { connection: connectionTo(wire) });
            assert.equal((await stateOf(result)).value.totalCount, 2);
        }),
    );

    it(
        "ask as a child of their parent would: with the Provider that it hands down",
        onWire({ instances: [{ instanceId: "i-far", regionId: "eu-central-1" }] }, async (wire) => {
            const [fleet, other] = await withMocks({}, async () => {
                const provider = new Provider("prod", { ...connectionTo(wire), region: "eu-central-1" });
                const component = new Fleet("fleet", { providers: [provider] });
                const ofAnother = new Fleet("other");
                await Promise.all([component.urn, ofAnother.urn].map(stateOf));
                return [component, ofAnother];
            });
            const { status } = await getInstanceStatus({ instanceId: "i-far" }, { parent: fleet });
            assert.equal(status, "Running");
            const output = await stateOf(getInstanceStatusOutput({ instanceId: "i-far" }, { parent: fleet }));
            assert.equal(output.value.status, "Running");
            const connection = connectionTo(wire);
            for (const opts of [
                { parent: other, connection },
                { parent: fleet, connection },
            ]) {
                assert.equal((await getInstanceStatus({ instanceId: "i-far" }, opts)).absent, true);
            }
        }),
    );

    it(
        "read anew at each call",
        onWire(OPTIONS, async (wire) => {
            const read = () => getInstanceStatus({ instanceId: "i-1" }, { connection: connectionTo(wire) });
            assert.equal((await read()).status, "Running");
            wire.ecs.set("i-1", "Stopping");
            assert.equal((await read()).status, "Stopping");
        }),
    );
});
