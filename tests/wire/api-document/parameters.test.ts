import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { getInstanceStatus } from "../../../provider/functions/get-instance-status";
import { getInstanceStatuses } from "../../../provider/functions/get-instance-statuses";
import { manyIds } from "../../support/scripted-ecs-api";
import { onWire, type Wire } from "../../support/wire";
import { ask, ids, REGION, statuses } from "../../unit/sdk/testing/raw-client";

const MASKED = "i-bp1j4i2jdf3owlhe****";
const FLEET = {
    instances: [
        { instanceId: "i-1", zoneId: "cn-hangzhou-d", clusterId: "cls-bp67acfmxazb4p****" },
        { instanceId: "i-2", zoneId: "cn-hangzhou-a" },
        { instanceId: "i-far", regionId: "eu-central-1" },
    ],
};
const FIFTY_EIGHT = { instances: manyIds(58).map((instanceId) => ({ instanceId })) };

/** The parameters of the latest request, as they stand in its query. */
function sent({ requests }: Wire): Record<string, string> {
    return Object.fromEntries(new URL(requests.at(-1)?.url ?? "", "http://ecs").searchParams);
}

async function refusalOf(wire: Wire, parameters: Record<string, string>): Promise<unknown[]> {
    const { status, json } = await ask(wire.ecs, { parameters });
    return [status, json.Code];
}

/** Whether an editor strikes a member of this name out, wherever a file of the package declares it. */
function areDeprecated(name: string, file: string): boolean[] {
    const text = readFileSync(join(__dirname, "../../../sdk/nodejs", file), "utf8");
    const found: boolean[] = [];
    const visit = (node: ts.Node): void => {
        if ((ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) && node.name.getText() === name) {
            found.push(ts.getJSDocDeprecatedTag(node) !== undefined);
        }
        ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    return found;
}

async function refuseBeforeAnyRequest({ ecs, sources }: Wire, argument: string, args: object): Promise<void> {
    const before = ecs.requests.length;
    await assert.rejects(getInstanceStatuses(args, sources), { code: "InvalidArgument", argument });
    assert.equal(ecs.requests.length, before);
}

describe("the API document: request parameters", () => {
    it(
        "P1 RegionId: is required, and only instances of that region are answered",
        onWire({ ...FLEET, regions: ["cn-hangzhou", "eu-central-1"] }, async (wire) => {
            const { statusById } = await getInstanceStatuses({ regionId: "eu-central-1" }, wire.sources);
            assert.deepEqual(statusById, { "i-far": "Running" });
            assert.equal(sent(wire)["RegionId"], "eu-central-1");
            const homeless = { ...wire.ecs.env, ALICLOUD_REGION: "", ALIBABA_CLOUD_REGION: "" };
            await assert.rejects(getInstanceStatuses({}, { env: homeless }), {
                code: "InvalidArgument",
                argument: "regionId",
            });
            assert.deepEqual(await refusalOf(wire, {}), [400, "MissingParameter.RegionId"]);
            assert.deepEqual(await refusalOf(wire, { RegionId: "cn-nowhere" }), [404, "InvalidRegionId.NotFound"]);
        }),
    );

    it(
        "P2 ZoneId: only instances of that zone are answered",
        onWire(FLEET, async (wire) => {
            const { statusById } = await getInstanceStatuses({ zoneId: "cn-hangzhou-d" }, wire.sources);
            assert.deepEqual(statusById, { "i-1": "Running" });
            assert.equal(sent(wire)["ZoneId"], "cn-hangzhou-d");
            const answer = await ask(wire.ecs, { parameters: { ...REGION, ZoneId: "cn-hangzhou-a" } });
            assert.deepEqual(statuses(answer), { "i-2": "Running" });
        }),
    );

    it(
        "P3 ClusterId: only instances of that cluster are answered, and it is marked as deprecated",
        onWire(FLEET, async (wire) => {
            const { statusById } = await getInstanceStatuses({ clusterId: "cls-bp67acfmxazb4p****" }, wire.sources);
            assert.deepEqual(statusById, { "i-1": "Running" });
            assert.equal(sent(wire)["ClusterId"], "cls-bp67acfmxazb4p****");
            const answer = await ask(wire.ecs, { parameters: { ...REGION, ClusterId: "cls-other" } });
            assert.deepEqual(statuses(answer), {});
            for (const [file, count] of [
                ["getInstanceStatuses.ts", 3],
                ["instanceStatuses.ts", 2],
            ] as const) {
                assert.deepEqual(areDeprecated("clusterId", file), Array(count).fill(true));
            }
        }),
    );

    it(
        "P4 PageNumber: pages start from 1, which is the default",
        onWire(FIFTY_EIGHT, async (wire) => {
            const { statuses: rows } = await getInstanceStatuses({ pageNumber: 6 }, wire.sources);
            assert.deepEqual(
                rows.map(({ instanceId }) => instanceId),
                manyIds(58).slice(50),
            );
            assert.equal(sent(wire)["PageNumber"], "6");
            await refuseBeforeAnyRequest(wire, "pageNumber", { pageNumber: 0 });
            const byDefault = await ask(wire.ecs);
            assert.equal(byDefault.json["PageNumber"], 1);
            assert.deepEqual(Object.keys(statuses(byDefault)), manyIds(10));
            assert.deepEqual(await refusalOf(wire, { ...REGION, PageNumber: "0" }), [400, "InvalidParameter"]);
        }),
    );

    it(
        "P5 PageSize: is 1 to 50, and 10 by default",
        onWire(FIFTY_EIGHT, async (wire) => {
            for (const pageSize of [1, 50]) {
                const { statuses: rows } = await getInstanceStatuses({ pageNumber: 1, pageSize }, wire.sources);
                assert.equal(rows.length, pageSize);
                assert.equal(sent(wire)["PageSize"], String(pageSize));
            }
            assert.equal((await getInstanceStatuses({ pageNumber: 1 }, wire.sources)).statuses.length, 10);
            assert.equal(sent(wire)["PageSize"], undefined);
            assert.equal((await ask(wire.ecs)).json["PageSize"], 10);
            for (const pageSize of [0, 51]) {
                await refuseBeforeAnyRequest(wire, "pageSize", { pageSize });
                const parameters = { ...REGION, PageSize: String(pageSize) };
                assert.deepEqual(await refusalOf(wire, parameters), [400, "InvalidParameter"]);
            }
        }),
    );

    it(
        "P6 InstanceId: is a list of 1 to 100 ids, numbered from 1",
        onWire({}, async (wire) => {
            const hundred = manyIds(100);
            await getInstanceStatuses({ instanceIds: hundred, pageNumber: 1 }, wire.sources);
            assert.deepEqual(sent(wire), { ...ids(...hundred), PageNumber: "1", RegionId: "cn-hangzhou" });
            assert.deepEqual(wire.ecs.requests.at(-1)?.instanceIds, hundred);
            // to ECS an empty list means all instances of the region
            await refuseBeforeAnyRequest(wire, "instanceIds", { instanceIds: [] });
            const asJson = { ...REGION, "InstanceId.1": JSON.stringify(hundred) };
            assert.deepEqual(await refusalOf(wire, asJson), [403, "Abs.InvalidInstanceIds.MalFormed"]);
        }),
    );

    it(
        "P7 an item of InstanceId: is one id, masked ones of the document too",
        onWire({ instances: [{ instanceId: MASKED }] }, async (wire) => {
            assert.equal((await getInstanceStatus({ instanceId: MASKED }, wire.sources)).status, "Running");
            assert.deepEqual(sent(wire)["InstanceId.1"], MASKED);
            await assert.rejects(getInstanceStatus({ instanceId: "" }, wire.sources), { code: "InvalidArgument" });
            assert.deepEqual(statuses(await ask(wire.ecs, { parameters: { ...REGION, ...ids(MASKED) } })), {
                [MASKED]: "Running",
            });
        }),
    );
});
