import Ecs, { DescribeInstanceStatusRequest } from "@alicloud/ecs20140526";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import assert from "node:assert/strict";
import { getInstanceStatus } from "../../../provider/functions/get-instance-status";
import { getInstanceStatuses } from "../../../provider/functions/get-instance-statuses";
import { waitForInstanceStatus } from "../../../provider/functions/wait-for-instance-status";
import { manyIds } from "../../support/scripted-ecs-api";
import { onWire, type Wire } from "../../support/wire";
import { ask, ids, REGION } from "../../unit/sdk/testing/raw-client";

interface Asked {
    readonly regionId: string;
    readonly instanceIds?: readonly string[];
    readonly pageNumber?: number;
    readonly pageSize?: number;
}

const MASKED = "i-bp1j4i2jdf3owlhe****";
const FIFTY_EIGHT = { instances: [MASKED, ...manyIds(57)].map((instanceId) => ({ instanceId })) };
const FIRST_OF_ONE = { regionId: "cn-hangzhou", instanceIds: [MASKED], pageNumber: 1, pageSize: 1 };

interface SdkAnswer {
    readonly body: {
        readonly pageSize: number;
        readonly pageNumber: number;
        readonly requestId: string;
        readonly totalCount: number;
        readonly instanceStatuses: { readonly instanceStatus: { instanceId: string; status: string }[] };
    };
}

/** The answer as the official SDK's own client and models read it. */
async function askThroughSdk({ ecs }: Wire, request: Asked): Promise<SdkAnswer> {
    const client = new Ecs(
        new $OpenApiUtil.Config({
            endpoint: ecs.endpoint,
            protocol: "http",
            accessKeyId: ecs.env["ALICLOUD_ACCESS_KEY"],
            accessKeySecret: ecs.env["ALICLOUD_SECRET_KEY"],
        }),
    );
    const { instanceIds, ...rest } = request;
    const model = new DescribeInstanceStatusRequest({ ...rest, instanceId: instanceIds });
    return (await client.describeInstanceStatus(model)) as unknown as SdkAnswer;
}

describe("the API document: response elements", () => {
    it(
        "R1 the root: is an object with five members",
        onWire(FIFTY_EIGHT, async (wire) => {
            const members = ["InstanceStatuses", "PageNumber", "PageSize", "RequestId", "TotalCount"];
            assert.deepEqual(Object.keys((await ask(wire.ecs)).json).sort(), members);
            const { body } = await askThroughSdk(wire, FIRST_OF_ONE);
            assert.deepEqual(
                Object.keys(body).sort(),
                members.map((member) => member[0]!.toLowerCase() + member.slice(1)),
            );
        }),
    );

    it(
        "R2 PageSize: is the number of entries that a page may have",
        onWire(FIFTY_EIGHT, async (wire) => {
            assert.equal((await askThroughSdk(wire, FIRST_OF_ONE)).body.pageSize, 1);
            assert.equal((await ask(wire.ecs, { parameters: { ...REGION, PageSize: "50" } })).json["PageSize"], 50);
            assert.equal((await getInstanceStatuses({ pageNumber: 2, pageSize: 50 }, wire.sources)).statuses.length, 8);
        }),
    );

    it(
        "R3 RequestId: is another for each answer, and is handed on",
        onWire(FIFTY_EIGHT, async (wire) => {
            const { requestIds } = await getInstanceStatuses({}, wire.sources);
            const { requestId } = await getInstanceStatus({ instanceId: MASKED }, wire.sources);
            const { body } = await askThroughSdk(wire, FIRST_OF_ONE);
            const { json } = await ask(wire.ecs);
            const all = [...requestIds, requestId, body.requestId, json.RequestId];
            assert.deepEqual(
                all,
                wire.ecs.requests.map((request) => request.requestId),
            );
            assert.equal(new Set(all).size, 5);
            assert.ok(all.every((one) => /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/.test(one)));
        }),
    );

    it(
        "R4 PageNumber: is the page that was asked for",
        onWire(FIFTY_EIGHT, async (wire) => {
            assert.equal((await askThroughSdk(wire, { ...FIRST_OF_ONE, pageNumber: 2 })).body.pageNumber, 2);
            assert.equal((await ask(wire.ecs, { parameters: { ...REGION, PageNumber: "7" } })).json["PageNumber"], 7);
            assert.deepEqual((await getInstanceStatuses({ pageNumber: 7 }, wire.sources)).statuses, []);
        }),
    );

    it(
        "R5 TotalCount: is the number of all instances that match, whatever fits on the page",
        onWire(FIFTY_EIGHT, async (wire) => {
            assert.equal((await getInstanceStatuses({ pageNumber: 1, pageSize: 1 }, wire.sources)).totalCount, 58);
            assert.equal((await getInstanceStatuses({}, wire.sources)).totalCount, 58);
            assert.equal((await askThroughSdk(wire, FIRST_OF_ONE)).body.totalCount, 1);
            assert.equal((await ask(wire.ecs)).json.TotalCount, 58);
        }),
    );

    it(
        "R6 InstanceStatuses: is an object around the list",
        onWire(FIFTY_EIGHT, async (wire) => {
            assert.deepEqual(Object.keys((await ask(wire.ecs)).json.InstanceStatuses ?? {}), ["InstanceStatus"]);
            const { body } = await askThroughSdk(wire, FIRST_OF_ONE);
            assert.deepEqual(Object.keys(body.instanceStatuses), ["instanceStatus"]);
        }),
    );

    it(
        "R7 InstanceStatus: is a list of the instances, also of one and of none",
        onWire(FIFTY_EIGHT, async (wire) => {
            for (const [asked, count] of [
                [[MASKED, "i-0001"], 2],
                [[MASKED], 1],
                [["i-nobody"], 0],
            ] as const) {
                const { json } = await ask(wire.ecs, { parameters: { ...REGION, ...ids(...asked) } });
                assert.ok(Array.isArray(json.InstanceStatuses?.InstanceStatus));
                assert.equal(json.InstanceStatuses.InstanceStatus.length, count);
                const reading = await getInstanceStatuses({ instanceIds: [...asked] }, wire.sources);
                assert.equal(reading.statuses.length, count);
                const request = { regionId: "cn-hangzhou", instanceIds: asked };
                const { body } = await askThroughSdk(wire, request);
                assert.equal(body.instanceStatuses.instanceStatus.length, count);
            }
        }),
    );

    it(
        "R8 a row: is an object with a status and an id",
        onWire(FIFTY_EIGHT, async (wire) => {
            const { json } = await ask(wire.ecs, { parameters: { ...REGION, PageSize: "1" } });
            assert.deepEqual(Object.keys(json.InstanceStatuses?.InstanceStatus[0] ?? {}).sort(), [
                "InstanceId",
                "Status",
            ]);
            const { statuses } = await getInstanceStatuses({ instanceIds: [MASKED] }, wire.sources);
            assert.deepEqual(statuses, [{ instanceId: MASKED, status: "Running" }]);
        }),
    );

    it(
        "R9 Status: is the status of the instance of its row",
        onWire({ instances: [{ instanceId: "i-1" }, { instanceId: "i-2", status: "Stopped" }] }, async (wire) => {
            const { body } = await askThroughSdk(wire, { regionId: "cn-hangzhou" });
            assert.deepEqual(
                body.instanceStatuses.instanceStatus.map(({ status }) => status),
                ["Running", "Stopped"],
            );
            const { statusById } = await getInstanceStatuses({}, wire.sources);
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Stopped" });
        }),
    );

    it(
        "R10 InstanceId: is the id of the instance, as it was asked for",
        onWire(FIFTY_EIGHT, async (wire) => {
            const { body } = await askThroughSdk(wire, FIRST_OF_ONE);
            assert.equal(body.instanceStatuses.instanceStatus[0]?.instanceId, MASKED);
            assert.equal((await getInstanceStatus({ instanceId: MASKED }, wire.sources)).instanceId, MASKED);
        }),
    );
});

describe("the API document: status values", () => {
    for (const [title, status] of [
        ["V1 Pending: an instance that is being created is read, waited for and answered so", "Pending"],
        ["V2 Running: an instance that is running is read, waited for and answered so", "Running"],
        ["V3 Starting: an instance that is being started is read, waited for and answered so", "Starting"],
        ["V4 Stopping: an instance that is being stopped is read, waited for and answered so", "Stopping"],
        ["V5 Stopped: an instance that is stopped is read, waited for and answered so", "Stopped"],
    ] as const) {
        it(
            title,
            onWire({ instances: [{ instanceId: "i-1", status }] }, async ({ ecs, sources }) => {
                assert.equal((await getInstanceStatus({ instanceId: "i-1" }, sources)).status, status);
                const wish = { instanceIds: ["i-1"], targetStatuses: [status], timeout: "0s" };
                assert.deepEqual((await waitForInstanceStatus(wish, sources)).reachedInstanceIds, ["i-1"]);
                const { json } = await ask(ecs, { parameters: { ...REGION, ...ids("i-1") } });
                assert.equal(json.InstanceStatuses?.InstanceStatus[0]?.Status, status);
            }),
        );
    }
});
