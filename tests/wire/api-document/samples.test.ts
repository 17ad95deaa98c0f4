import assert from "node:assert/strict";
import type { InstanceStatusRequest } from "../../../provider/ecs/ecs-api";
import { getInstanceStatuses } from "../../../provider/functions/get-instance-statuses";
import { manyIds } from "../../support/scripted-ecs-api";
import { onWire } from "../../support/wire";
import { ask, askLegacy, ids, REGION } from "../../unit/sdk/testing/raw-client";
import { membersOfXml } from "./members-of-xml";

/** The samples of the API document, as it prints them; the XML is that of its older edition. */
const S1 = `{
  "PageSize": 1,
  "RequestId": "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E",
  "PageNumber": 1,
  "TotalCount": 58,
  "InstanceStatuses": {
    "InstanceStatus": [
      {
        "Status": "Running",
        "InstanceId": "i-bp1j4i2jdf3owlhe****"
      }
    ]
  }
}`;
const S2 = `{
"RequestId": "6EF60BEC-0242-43AF-BB20-270359FB54A7",
"TotalCount": 2,
"PageNumber": 1,
"PageSize": 10,
"InstanceStatuses": {
    "InstanceStatus": [{
        "InstanceId": "i-instance1",
            "Status": "Running"
        },
        {
            "InstanceId": "i-ae4r89pp",
            "Status": "Stopped"
        }]
    }
}`;
const S3 = `<DescribeInstanceStatusResponse>
      <PageNumber>1</PageNumber>
      <InstanceStatuses>
            <InstanceStatus>
                  <Status>Running</Status>
                  <InstanceId>i-bp1j4i2jdf3owlhe****</InstanceId>
            </InstanceStatus>
      </InstanceStatuses>
      <TotalCount>58</TotalCount>
      <PageSize>1</PageSize>
      <RequestId>746C3444-9A24-4D7D-B8A8-DCBF7AC8BD66</RequestId>
</DescribeInstanceStatusResponse>`;

const MASKED = "i-bp1j4i2jdf3owlhe****";
/** 58 of them, so that a page of one shows what the samples show. */
const FIFTY_EIGHT = {
    instances: [MASKED, ...manyIds(57).map((id) => `i-z${id}`)].map((instanceId) => ({ instanceId })),
};
const PAGE_OF_ONE = { ...REGION, PageNumber: "1", PageSize: "1" };
const XML = { "content-type": "text/xml;charset=utf-8" };

/** What an answer says, whatever its request id and the order of its rows and members, which are not documented. */
function saidBy(body: unknown): unknown {
    const { InstanceStatuses, ...rest } = body as { InstanceStatuses: { InstanceStatus: { InstanceId: string }[] } };
    const rows = [...InstanceStatuses.InstanceStatus];
    rows.sort((left, right) => left.InstanceId.localeCompare(right.InstanceId));
    return { ...rest, InstanceStatuses: { ...InstanceStatuses, InstanceStatus: rows }, RequestId: "any" };
}

describe("the API document: sample requests", () => {
    const TWO = ["i-bp1f7c1zqp999zvp****", "i-bp1dqjv36biueg61****"];
    for (const [title, request, url] of [
        [
            "Q1 the instances of a region: are asked for by RegionId alone",
            { regionId: "cn-hangzhou" },
            "/?RegionId=cn-hangzhou",
        ],
        [
            "Q2 the instances of a zone: are asked for by RegionId and ZoneId",
            { regionId: "cn-hangzhou", zoneId: "cn-hangzhou-a" },
            "/?RegionId=cn-hangzhou&ZoneId=cn-hangzhou-a",
        ],
        [
            "Q3 some instances by their ids: are asked for one by one",
            { regionId: "cn-hangzhou", instanceIds: TWO },
            `/?InstanceId.1=${TWO[0]}&InstanceId.2=${TWO[1]}&RegionId=cn-hangzhou`,
        ],
        [
            "Q4 all parameters at once: are all asked for, with the examples of the document",
            {
                regionId: "cn-hangzhou",
                zoneId: "cn-hangzhou-d",
                clusterId: "cls-bp67acfmxazb4p****",
                pageNumber: 1,
                pageSize: 10,
                instanceIds: [MASKED, "i-bp1j4i2jdf3o1234****"],
            },
            `/?ClusterId=cls-bp67acfmxazb4p****&InstanceId.1=${MASKED}&InstanceId.2=i-bp1j4i2jdf3o1234****&PageNumber=1&PageSize=10&RegionId=cn-hangzhou&ZoneId=cn-hangzhou-d`,
        ],
    ] as [string, InstanceStatusRequest, string][]) {
        it(
            title,
            onWire({ zones: ["cn-hangzhou-a", "cn-hangzhou-d"] }, async (wire) => {
                await wire.api().describeInstanceStatus(request);
                assert.deepEqual(
                    wire.requests.map(({ method, url: asked }) => [method, asked]),
                    [["POST", url]],
                );
                const parameters = Object.fromEntries(new URL(url, "http://ecs").searchParams);
                assert.equal((await ask(wire.ecs, { parameters })).status, 200);
                // the document's own spelling of the names is not that of the wire
                const asPrinted = await ask(wire.ecs, { parameters: { RegionID: "cn-hangzhou" } });
                assert.equal(asPrinted.json.Code, "MissingParameter.RegionId");
            }),
        );
    }

    it(
        "Q5 the legacy GET: is answered as the same question in the current form",
        onWire(FIFTY_EIGHT, async (wire) => {
            const parameters = { ...PAGE_OF_ONE, ...ids(MASKED), Format: "JSON" };
            const legacy = await askLegacy(wire.ecs, { method: "GET", parameters });
            assert.deepEqual([legacy.status, wire.ecs.requests[0]?.signature], [200, "HMAC-SHA1"]);
            assert.match(
                wire.requests[0]?.url ?? "",
                /^\/\?.*Action=DescribeInstanceStatus&.*SignatureMethod=HMAC-SHA1&/,
            );
            const wrong = await askLegacy(wire.ecs, { method: "GET", parameters, secretKey: "wrong" });
            assert.deepEqual([wrong.status, wrong.json.Code], [400, "SignatureDoesNotMatch"]);
            const { statuses } = await getInstanceStatuses(
                { instanceIds: [MASKED], pageNumber: 1, pageSize: 1 },
                wire.sources,
            );
            assert.deepEqual(
                statuses.map(({ instanceId, status }) => ({ InstanceId: instanceId, Status: status })),
                legacy.json.InstanceStatuses?.InstanceStatus,
            );
        }),
    );
});

describe("the API document: sample responses", () => {
    it(
        "S1 the success response: is read as it is printed, and answered so",
        onWire(FIFTY_EIGHT, async (wire) => {
            wire.ecs.fault({ kind: "answer", body: S1 });
            assert.deepEqual(await getInstanceStatuses({ pageNumber: 1, pageSize: 1 }, wire.sources), {
                regionId: "cn-hangzhou",
                statuses: [{ instanceId: MASKED, status: "Running" }],
                statusById: { [MASKED]: "Running" },
                absentInstanceIds: [],
                totalCount: 58,
                requestIds: ["473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"],
            });
            const { json } = await ask(wire.ecs, { parameters: PAGE_OF_ONE });
            assert.deepEqual(saidBy(json), saidBy(JSON.parse(S1)));
        }),
    );

    it(
        "S2 the body that is printed as an error: is read as the success that it is, and answered so",
        onWire(
            { instances: [{ instanceId: "i-instance1" }, { instanceId: "i-ae4r89pp", status: "Stopped" }] },
            async (wire) => {
                wire.ecs.fault({ kind: "answer", body: S2 });
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
                assert.deepEqual(saidBy((await ask(wire.ecs)).json), saidBy(JSON.parse(S2)));
            },
        ),
    );

    it(
        "S3 the success response in XML: is read as it is printed, and answered so to who asks for XML",
        onWire(FIFTY_EIGHT, async (wire) => {
            wire.ecs.fault({ kind: "answer", body: S3, headers: XML });
            assert.deepEqual(await getInstanceStatuses({ pageNumber: 1, pageSize: 1 }, wire.sources), {
                regionId: "cn-hangzhou",
                statuses: [{ instanceId: MASKED, status: "Running" }],
                statusById: { [MASKED]: "Running" },
                absentInstanceIds: [],
                totalCount: 58,
                requestIds: ["746C3444-9A24-4D7D-B8A8-DCBF7AC8BD66"],
            });
            const printed = membersOfXml(S3);
            for (const { body, headers } of [
                await askLegacy(wire.ecs, { parameters: PAGE_OF_ONE }),
                await ask(wire.ecs, { parameters: PAGE_OF_ONE, headers: { accept: "application/xml" } }),
            ]) {
                assert.equal(headers["content-type"], "text/xml;charset=utf-8");
                const withoutId = (members: string[]): string[] => members.filter((one) => !/RequestId/.test(one));
                assert.deepEqual(withoutId(membersOfXml(body)), withoutId(printed));
                assert.equal(membersOfXml(body).length, printed.length);
            }
        }),
    );
});
