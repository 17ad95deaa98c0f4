import assert from "node:assert/strict";

import { ask, ids, REGION, statuses } from "../../raw-client";
import { withEmulator } from "../../with-emulator";

const FLEET = {
    instances: [
        { instanceId: "i-c", zoneId: "cn-hangzhou-a" },
        { instanceId: "i-a", zoneId: "cn-hangzhou-a", clusterId: "cls-1", status: "Stopped" },
        { instanceId: "i-b", zoneId: "cn-hangzhou-b", clusterId: "cls-1" },
        { instanceId: "i-far", regionId: "cn-beijing", zoneId: "cn-beijing-a" },
    ],
};

function many(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `i-${String(index).padStart(4, "0")}`);
}

describe("DescribeInstanceStatus: what it finds", () => {
    it(
        "lists the region by id when no ids are given",
        withEmulator(FLEET, async (ecs) => {
            const { status, json } = await ask(ecs);
            assert.equal(status, 200);
            assert.deepEqual(json["InstanceStatuses"], {
                InstanceStatus: [
                    { InstanceId: "i-a", Status: "Stopped" },
                    { InstanceId: "i-b", Status: "Running" },
                    { InstanceId: "i-c", Status: "Running" },
                ],
            });
            assert.deepEqual([json["PageNumber"], json["PageSize"], json.TotalCount], [1, 10, 3]);
        }),
    );

    it(
        "answers named ids once each, by id, and leaves out unknown ones and those of other regions",
        withEmulator(FLEET, async (ecs) => {
            const parameters = { ...REGION, ...ids("i-c", "i-nobody", "i-far", "i-a", "i-c") };
            const answer = await ask(ecs, { parameters });
            assert.deepEqual(statuses(answer), { "i-a": "Stopped", "i-c": "Running" });
            assert.equal(answer.json.TotalCount, 2);
            assert.equal(answer.json.InstanceStatuses?.InstanceStatus.length, 2);
        }),
    );

    for (const [what, filter, found] of [
        ["the zone", { ZoneId: "cn-hangzhou-a" }, ["i-a", "i-c"]],
        ["the cluster", { ClusterId: "cls-1" }, ["i-a", "i-b"]],
        ["an unknown cluster", { ClusterId: "cls-9" }, []],
        ["zone and cluster", { ZoneId: "cn-hangzhou-a", ClusterId: "cls-1" }, ["i-a"]],
        ["zone and ids", { ZoneId: "cn-hangzhou-a", ...ids("i-b", "i-c") }, ["i-c"]],
        ["empty filters, which are none", { ZoneId: "", ClusterId: "", PageSize: "" }, ["i-a", "i-b", "i-c"]],
        ["an owner's id, which does not filter", { OwnerId: "1000000000000000" }, ["i-a", "i-b", "i-c"]],
        ["an owner's account, and an empty id", { OwnerId: "", OwnerAccount: "someone" }, ["i-a", "i-b", "i-c"]],
        ["empty ids, which are none: the trap of an empty list", { "InstanceId.1": "" }, ["i-a", "i-b", "i-c"]],
        ["ids with gaps in their numbers", { "InstanceId.3": "i-a", "InstanceId.7": "i-b" }, ["i-a", "i-b"]],
        ["another region", { RegionId: "cn-beijing" }, ["i-far"]],
        ["an empty region", { RegionId: "eu-central-1" }, []],
    ] as const) {
        it(
            `filters by ${what}`,
            withEmulator(FLEET, async (ecs) => {
                const answer = await ask(ecs, { parameters: { ...REGION, ...filter } });
                assert.deepEqual([answer.status, Object.keys(statuses(answer))], [200, found]);
                assert.equal(answer.json.TotalCount, found.length);
            }),
        );
    }

    for (const id of [
        "i-bp1j4i2jdf3owlhe****",
        "i-bp1j4i2jdf3o1234****",
        "i-bp1f7c1zqp999zvp****",
        "i-instance1",
        "i-ae4r89pp",
    ]) {
        it(
            `accepts ${id}, an id of the documentation`,
            withEmulator({ instances: [{ instanceId: id }] }, async (ecs) => {
                assert.deepEqual(statuses(await ask(ecs, { parameters: { ...REGION, ...ids(id) } })), {
                    [id]: "Running",
                });
            }),
        );
    }

    it(
        "gives every answer a RequestId of its own, an upper-case UUID",
        withEmulator(FLEET, async (ecs) => {
            const answers = [await ask(ecs), await ask(ecs), await ask(ecs, { parameters: { RegionId: "" } })];
            for (const { json, headers } of answers) {
                assert.match(json.RequestId ?? "", /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
                assert.equal(headers["x-acs-request-id"], json.RequestId);
            }
            assert.equal(new Set(answers.map(({ json }) => json.RequestId)).size, 3);
        }),
    );
});

describe("DescribeInstanceStatus: paging", () => {
    const instances = many(58).map((instanceId) => ({ instanceId }));

    for (const [page, size, rows] of [
        [undefined, undefined, many(58).slice(0, 10)],
        ["2", undefined, many(58).slice(10, 20)],
        ["1", "1", many(58).slice(0, 1)],
        ["2", "50", many(58).slice(50)],
        ["7", "10", []],
        ["999999999", "50", []],
    ] as const) {
        it(
            `answers page ${page ?? "–"} of size ${size ?? "–"} with ${rows.length} of 58 rows`,
            withEmulator({ instances }, async (ecs) => {
                const paging = { ...(page ? { PageNumber: page } : {}), ...(size ? { PageSize: size } : {}) };
                const answer = await ask(ecs, { parameters: { ...REGION, ...paging } });
                assert.deepEqual(Object.keys(statuses(answer)), rows);
                assert.equal(answer.json.TotalCount, 58);
                assert.equal(answer.json["PageNumber"], Number(page ?? 1));
                assert.equal(answer.json["PageSize"], Number(size ?? 10));
            }),
        );
    }

    it(
        "pages through named ids too, so that 51 never fit",
        withEmulator({ instances }, async (ecs) => {
            const parameters = { ...REGION, ...ids(...many(51)), PageSize: "50" };
            const answer = await ask(ecs, { parameters });
            assert.deepEqual([Object.keys(statuses(answer)).length, answer.json.TotalCount], [50, 51]);
        }),
    );
});

describe("DescribeInstanceStatus: what it refuses", () => {
    for (const [what, parameters, status, code, message] of [
        [
            "no region",
            {},
            400,
            "MissingParameter.RegionId",
            "The input parameter “RegionId” that is mandatory for processing this request is not supplied.",
        ],
        ["the documentation's RegionID", { RegionID: "cn-hangzhou" }, 400, "MissingParameter.RegionId", undefined],
        ["a region that is none", { RegionId: "x.example.com/" }, 404, "InvalidRegionId.NotFound", undefined],
        [
            "101 ids",
            ids(...many(101)),
            403,
            "InvalidParameter.TooManyInstanceIds",
            "Instance ids cannot be more than 100.",
        ],
        [
            "a JSON list of ids",
            ids('["i-a"]'),
            403,
            "Abs.InvalidInstanceIds.MalFormed",
            "The specified instanceIds is not valid.",
        ],
        ["another resource's id", ids("i-a", "vpc-1"), 403, "Abs.InvalidInstanceIds.MalFormed", undefined],
        ["an id with a space", ids("i-a "), 403, "Abs.InvalidInstanceIds.MalFormed", undefined],
        [
            "an unknown zone",
            { ZoneId: "cn-hangzhou-z" },
            404,
            "InvalidZoneId.NotFound",
            "The ZoneId provided does not exist in our records.",
        ],
        ["a zone of another region", { ZoneId: "cn-beijing-a" }, 404, "InvalidZoneId.NotFound", undefined],
        [
            "an owner by id and by account",
            { OwnerId: "1000000000000000", OwnerAccount: "someone@example.com" },
            400,
            "InvalidOwner",
            "OwnerId and OwnerAccount can’t be used at one API access.",
        ],
        ["page 0", { PageNumber: "0" }, 400, "InvalidParameter", "The specified parameter “PageNumber” is not valid."],
        ["page -1", { PageNumber: "-1" }, 400, "InvalidParameter", undefined],
        ["page 1.5", { PageNumber: "1.5" }, 400, "InvalidParameter", undefined],
        ["page NaN", { PageNumber: "NaN" }, 400, "InvalidParameter", undefined],
        ["page size 0", { PageSize: "0" }, 400, "InvalidParameter", "The specified parameter “PageSize” is not valid."],
        ["page size 51", { PageSize: "51" }, 400, "InvalidParameter", undefined],
    ] as const) {
        it(
            `refuses ${what}`,
            withEmulator(FLEET, async (ecs) => {
                const region = what === "no region" || "RegionID" in parameters ? {} : REGION;
                const { status: httpStatus, json } = await ask(ecs, { parameters: { ...region, ...parameters } });
                assert.deepEqual([httpStatus, json.Code], [status, code]);
                assert.equal(json["HostId"], ecs.endpoint);
                assert.deepEqual([ecs.requests[0]?.httpStatus, ecs.requests[0]?.code], [status, code]);
                if (message !== undefined) {
                    assert.equal(json.Message, message);
                }
            }),
        );
    }

    it(
        "takes 100 ids",
        withEmulator({}, async (ecs) => {
            assert.equal((await ask(ecs, { parameters: { ...REGION, ...ids(...many(100)) } })).status, 200);
        }),
    );

    it(
        "knows only the regions that it is told, if it is told any",
        withEmulator({ regions: ["cn-hangzhou"] }, async (ecs) => {
            assert.equal((await ask(ecs)).status, 200);
            const { status, json } = await ask(ecs, { parameters: { RegionId: "cn-nowhere" } });
            assert.deepEqual(
                [status, json.Code, json.Message],
                [404, "InvalidRegionId.NotFound", "The specified RegionId does not exist."],
            );
        }),
    );

    it(
        "knows the zones that it is told besides those of its instances, also after their last instance is gone",
        withEmulator({ ...FLEET, zones: ["cn-hangzhou-k"] }, async (ecs) => {
            ecs.release("i-b");
            for (const ZoneId of ["cn-hangzhou-k", "cn-hangzhou-b"]) {
                const { status, json } = await ask(ecs, { parameters: { ...REGION, ZoneId } });
                assert.deepEqual([status, json.TotalCount], [200, 0]);
            }
        }),
    );
});
