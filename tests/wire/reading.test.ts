import assert from "node:assert/strict";
import { getInstanceStatus } from "../../provider/functions/get-instance-status";
import { getInstanceStatuses } from "../../provider/functions/get-instance-statuses";
import { EcsApiError } from "../../provider/errors";
import { VERSION } from "../../provider/version";
import { manyIds, rowsOf } from "../support/scripted-ecs-api";
import { onWire } from "../support/wire";

const INSTANCES = [
    { instanceId: "i-1", zoneId: "cn-hangzhou-a", clusterId: "cls-1" },
    { instanceId: "i-2", zoneId: "cn-hangzhou-d", status: "Stopped" },
    { instanceId: "i-far", regionId: "eu-central-1" },
];

/** The two sample answers of the API document, as it prints them. */
const SAMPLE_1 = `{
  "PageSize": 1,
  "RequestId": "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E",
  "PageNumber": 1,
  "TotalCount": 58,
  "InstanceStatuses": {
    "InstanceStatus": [
      { "Status": "Running", "InstanceId": "i-bp1j4i2jdf3owlhe****" }
    ]
  }
}`;
const SAMPLE_2 = `{
  "RequestId": "6EF60BEC-0242-43AF-BB20-270359FB54A7",
  "TotalCount": 2,
  "PageNumber": 1,
  "PageSize": 10,
  "InstanceStatuses": {
    "InstanceStatus": [
      { "InstanceId": "i-instance1", "Status": "Running" },
      { "InstanceId": "i-ae4r89pp", "Status": "Stopped" }
    ]
  }
}`;

describe("reading over the wire", () => {
    it(
        "finds the status of one instance",
        onWire({ instances: INSTANCES }, async ({ ecs, sources }) => {
            assert.deepEqual(await getInstanceStatus({ instanceId: "i-2" }, sources), {
                instanceId: "i-2",
                regionId: "cn-hangzhou",
                status: "Stopped",
                absent: false,
                requestId: ecs.requests[0]?.requestId,
            });
        }),
    );

    it(
        "finds an instance of another region absent",
        onWire({ instances: INSTANCES }, async ({ ecs, sources }) => {
            assert.deepEqual(await getInstanceStatus({ instanceId: "i-far" }, sources), {
                instanceId: "i-far",
                regionId: "cn-hangzhou",
                absent: true,
                requestId: ecs.requests[0]?.requestId,
            });
            const there = await getInstanceStatus({ instanceId: "i-far", regionId: "eu-central-1" }, sources);
            assert.deepEqual([there.status, there.regionId], ["Running", "eu-central-1"]);
        }),
    );

    it(
        "finds several, in the order in which it is asked",
        onWire({ instances: INSTANCES }, async ({ ecs, sources }) => {
            assert.deepEqual(await getInstanceStatuses({ instanceIds: ["i-2", "i-9", "i-1", "i-2"] }, sources), {
                regionId: "cn-hangzhou",
                statuses: [
                    { instanceId: "i-2", status: "Stopped" },
                    { instanceId: "i-1", status: "Running" },
                ],
                statusById: { "i-2": "Stopped", "i-1": "Running" },
                absentInstanceIds: ["i-9"],
                totalCount: 2,
                requestIds: [ecs.requests[0]?.requestId],
            });
            assert.deepEqual(ecs.requests[0]?.instanceIds, ["i-2", "i-9", "i-1"]);
        }),
    );

    it(
        "finds all of a region, of a zone and of a cluster",
        onWire({ instances: INSTANCES }, async ({ sources }) => {
            const idsOf = async (args: object): Promise<string[]> =>
                Object.keys((await getInstanceStatuses(args, sources)).statusById);
            assert.deepEqual(await idsOf({}), ["i-1", "i-2"]);
            assert.deepEqual(await idsOf({ zoneId: "cn-hangzhou-d" }), ["i-2"]);
            assert.deepEqual(await idsOf({ clusterId: "cls-1" }), ["i-1"]);
            assert.deepEqual(await idsOf({ zoneId: "cn-hangzhou-d", clusterId: "cls-1" }), []);
            assert.deepEqual(await idsOf({ regionId: "eu-central-1" }), ["i-far"]);
        }),
    );

    for (const [count, requests] of [
        [1, 1],
        [50, 1],
        [51, 2],
        [101, 3],
    ] as const) {
        const ids = manyIds(count);

        it(
            `asks for ${count} ids in ${requests} ${requests === 1 ? "request" : "requests"}`,
            onWire({ instances: ids.map((instanceId) => ({ instanceId })) }, async ({ ecs, sources }) => {
                const reading = await getInstanceStatuses({ instanceIds: ids }, sources);
                assert.deepEqual(reading.statuses, rowsOf(ids));
                assert.deepEqual(
                    reading.requestIds,
                    ecs.requests.map(({ requestId }) => requestId),
                );
                assert.equal(new Set(reading.requestIds).size, requests);
            }),
        );

        it(
            `reads a region of ${count} in ${requests} ${requests === 1 ? "page" : "pages"}`,
            onWire({ instances: ids.map((instanceId) => ({ instanceId })) }, async ({ ecs, sources }) => {
                const { statuses, totalCount } = await getInstanceStatuses({}, sources);
                assert.deepEqual([statuses, totalCount, ecs.requests.length], [rowsOf(ids), count, requests]);
            }),
        );
    }

    it(
        "reads exactly the page that is asked for",
        onWire({ instances: manyIds(25).map((instanceId) => ({ instanceId })) }, async ({ ecs, sources }) => {
            const { statuses, totalCount } = await getInstanceStatuses({ pageNumber: 3, pageSize: 10 }, sources);
            assert.deepEqual([statuses, totalCount], [rowsOf(manyIds(25).slice(20)), 25]);
            const byDefault = await getInstanceStatuses({ pageNumber: 1 }, sources);
            assert.equal(byDefault.statuses.length, 10);
            assert.deepEqual(
                ecs.requests.map(({ pageNumber, pageSize }) => [pageNumber, pageSize]),
                [
                    [3, 10],
                    [1, undefined],
                ],
            );
        }),
    );

    it(
        "passes on a status that nobody knows yet",
        onWire({ instances: [{ instanceId: "i-1", status: "Hibernating" }] }, async ({ sources }) => {
            assert.equal((await getInstanceStatus({ instanceId: "i-1" }, sources)).status, "Hibernating");
        }),
    );

    it(
        "takes ids with signs that have a meaning in a URL, as they are",
        onWire({ verifySignatures: true }, async ({ ecs, sources }) => {
            const ids = ["i-a*b~c!d(e)f'g", "i-1&InstanceId.2=i-2", "i-a b+c%20d", "i-😀/ü?#"];
            for (const id of ids) {
                // the emulator refuses them only after it has checked the signature over them
                await assert.rejects(getInstanceStatus({ instanceId: id }, sources), {
                    code: "Abs.InvalidInstanceIds.MalFormed",
                });
            }
            assert.deepEqual(
                ecs.requests.map(({ instanceIds }) => instanceIds),
                ids.map((id) => [id]),
            );
        }),
    );

    it(
        "signs with the token of temporary credentials",
        onWire({ securityToken: "made-up-token/+=", instances: INSTANCES }, async (wire) => {
            const { status } = await getInstanceStatus({ instanceId: "i-1" }, wire.sources);
            assert.equal(status, "Running");
            assert.equal(wire.requests[0]?.headers["x-acs-security-token"], "made-up-token/+=");
            assert.equal(wire.ecs.requests[0]?.signature, "ACS3-HMAC-SHA256");
        }),
    );

    it(
        "takes the first sample of the API document",
        onWire({}, async (wire) => {
            wire.ecs.fault({ kind: "answer", body: SAMPLE_1 });
            assert.deepEqual(await wire.api().describeInstanceStatus({ regionId: "cn-hangzhou", pageSize: 1 }), {
                requestId: "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E",
                totalCount: 58,
                rows: [{ instanceId: "i-bp1j4i2jdf3owlhe****", status: "Running" }],
            });
        }),
    );

    it(
        "takes the second sample, which the document prints as an error, for the success that it is",
        onWire({}, async (wire) => {
            wire.ecs.fault({ kind: "answer", body: SAMPLE_2 });
            assert.deepEqual(await getInstanceStatuses({}, wire.sources), {
                regionId: "cn-hangzhou",
                statuses: [
                    { instanceId: "i-ae4r89pp", status: "Stopped" },
                    { instanceId: "i-instance1", status: "Running" },
                ],
                statusById: { "i-ae4r89pp": "Stopped", "i-instance1": "Running" },
                absentInstanceIds: [],
                totalCount: 2,
                requestIds: ["6EF60BEC-0242-43AF-BB20-270359FB54A7"],
            });
        }),
    );
});

describe("requests on the wire", () => {
    for (const [name, request, url] of [
        ["the instances of a region", { regionId: "cn-hangzhou" }, "/?RegionId=cn-hangzhou"],
        [
            "those of a zone",
            { regionId: "cn-hangzhou", zoneId: "cn-hangzhou-a" },
            "/?RegionId=cn-hangzhou&ZoneId=cn-hangzhou-a",
        ],
        [
            "some by their ids",
            { regionId: "cn-hangzhou", instanceIds: ["i-bp1f7c1zqp999zvp****", "i-bp1dqjv36biueg61****"] },
            "/?InstanceId.1=i-bp1f7c1zqp999zvp****&InstanceId.2=i-bp1dqjv36biueg61****&RegionId=cn-hangzhou",
        ],
        [
            "all parameters at once",
            {
                regionId: "cn-hangzhou",
                zoneId: "cn-hangzhou-d",
                clusterId: "cls-bp67acfmxazb4p****",
                pageNumber: 1,
                pageSize: 10,
                instanceIds: ["i-bp1j4i2jdf3owlhe****", "i-bp1j4i2jdf3o1234****"],
            },
            "/?ClusterId=cls-bp67acfmxazb4p****&InstanceId.1=i-bp1j4i2jdf3owlhe****&InstanceId.2=i-bp1j4i2jdf3o1234****&PageNumber=1&PageSize=10&RegionId=cn-hangzhou&ZoneId=cn-hangzhou-d",
        ],
    ] as const) {
        it(
            `ask for ${name} as the API document does`,
            onWire({ zones: ["cn-hangzhou-a", "cn-hangzhou-d"] }, async (wire) => {
                await wire.api().describeInstanceStatus(request);
                assert.deepEqual(
                    wire.requests.map(({ method, url }) => [method, url]),
                    [["POST", url]],
                );
            }),
        );
    }

    it(
        "name action, version, and who asks",
        onWire({}, async (wire) => {
            await wire.api().describeInstanceStatus({ regionId: "cn-hangzhou" });
            const { headers } = wire.requests[0]!;
            assert.equal(headers["x-acs-action"], "DescribeInstanceStatus");
            assert.equal(headers["x-acs-version"], "2014-05-26");
            assert.equal(headers.accept, "application/json");
            assert.equal(headers.host, wire.ecs.endpoint);
            assert.ok(headers["user-agent"]?.endsWith(` pulumi-alicloud-instance-status/${VERSION}`));
            assert.equal(headers["x-acs-security-token"], undefined);
        }),
    );

    it(
        "use one connection, and a new nonce each",
        onWire({}, async (wire) => {
            for (let asked = 0; asked < 3; asked++) {
                await wire.api().describeInstanceStatus({ regionId: "cn-hangzhou" });
            }
            assert.equal(wire.sockets.size, 1);
            assert.equal(new Set(wire.requests.map(({ headers }) => headers["x-acs-signature-nonce"])).size, 3);
        }),
    );

    it(
        "are not sent at all for arguments that cannot be meant",
        onWire({}, async ({ ecs, sources }) => {
            for (const args of [
                { instanceIds: [] },
                { instanceIds: [""] },
                { pageSize: 51 },
                { regionId: "../evil" },
            ]) {
                await assert.rejects(getInstanceStatuses(args, sources), { code: "InvalidArgument" });
            }
            await assert.rejects(getInstanceStatus({ instanceId: "" }, sources), { code: "InvalidArgument" });
            await assert.rejects(
                getInstanceStatuses({}, { env: { ...ecs.env, ALICLOUD_SECRET_KEY: "" } }),
                EcsApiError,
            );
            assert.equal(ecs.requests.length, 0);
        }),
    );
});
