import assert from "node:assert/strict";

import type { EcsEmulator, EcsEmulatorOptions, EmulatedInstance } from "../../../../../../sdk/testing";
import { ask, askLegacy, REGION, type RawAnswer } from "../../raw-client";
import { ManualClock, withEmulator } from "../../with-emulator";

const ACTION = "DescribeInstances";

interface Row {
    readonly InstanceId: string;
    readonly [member: string]: unknown;
}

type Parameters = Readonly<Record<string, string>>;

function askInstances(ecs: EcsEmulator, parameters: Parameters = {}, time?: number): Promise<RawAnswer> {
    return ask(ecs, { action: ACTION, parameters: { ...REGION, ...parameters }, ...(time ? { time } : {}) });
}

function rowsOf({ json }: RawAnswer): readonly Row[] {
    return (json["Instances"] as { Instance: Row[] } | undefined)?.Instance ?? [];
}

function idsOf(answer: RawAnswer): string[] {
    return rowsOf(answer).map(({ InstanceId }) => InstanceId);
}

function tags(...pairs: (readonly [string, string?])[]): Record<string, string> {
    return Object.fromEntries(
        pairs.flatMap(([key, value], index) => [
            [`Tag.${index + 1}.Key`, key],
            ...(value === undefined ? [] : [[`Tag.${index + 1}.Value`, value]]),
        ]),
    ) as Record<string, string>;
}

function many(count: number, properties: Omit<EmulatedInstance, "instanceId"> = {}): EmulatedInstance[] {
    return Array.from({ length: count }, (_, index) => ({
        instanceId: `i-${String(index).padStart(4, "0")}`,
        ...properties,
    }));
}

/** The ids of each page, until a page has no token. */
async function pagesOf(ecs: EcsEmulator, parameters: Parameters): Promise<string[][]> {
    const pages: string[][] = [];
    let token = "";
    do {
        const answer = await askInstances(ecs, { ...parameters, ...(token === "" ? {} : { NextToken: token }) });
        assert.equal(answer.status, 200, answer.body);
        pages.push(idsOf(answer));
        token = String(answer.json["NextToken"]);
    } while (token !== "");
    return pages;
}

describe("DescribeInstances: rows", () => {
    it("have what a selector needs", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now }, async (ecs) => {
            ecs.add({
                instanceId: "i-bp67acfmxazb4p****",
                instanceName: "InstanceNameTest",
                zoneId: "cn-hangzhou-g",
                clusterId: "c-bp67acfmxazb4p****",
                vpcId: "vpc-2zeuphj08tt7q3brd****",
                vswitchId: "vsw-2zeh0r1pabwtg6wcs****",
                securityGroupIds: ["sg-bp67acfmxazb4p****"],
                resourceGroupId: "rg-bp67acfmxazb4p****",
                tags: { TestKey: "TestValue" },
                lockReasons: ["Recycling"],
            });
            clock.advance(3_600_000);
            const answer = await askInstances(ecs, {}, clock.time);
            assert.equal(answer.status, 200);
            assert.deepEqual(answer.json, {
                RequestId: ecs.requests[0]?.requestId,
                PageSize: 10,
                PageNumber: 1,
                TotalCount: 1,
                NextToken: "",
                Instances: {
                    Instance: [
                        {
                            InstanceId: "i-bp67acfmxazb4p****",
                            InstanceName: "InstanceNameTest",
                            Status: "Running",
                            RegionId: "cn-hangzhou",
                            ZoneId: "cn-hangzhou-g",
                            ClusterId: "c-bp67acfmxazb4p****",
                            ResourceGroupId: "rg-bp67acfmxazb4p****",
                            InstanceNetworkType: "vpc",
                            VpcAttributes: {
                                VpcId: "vpc-2zeuphj08tt7q3brd****",
                                VSwitchId: "vsw-2zeh0r1pabwtg6wcs****",
                                NatIpAddress: "",
                                PrivateIpAddress: { IpAddress: [] },
                            },
                            SecurityGroupIds: { SecurityGroupId: ["sg-bp67acfmxazb4p****"] },
                            Tags: { Tag: [{ TagKey: "TestKey", TagValue: "TestValue" }] },
                            OperationLocks: { LockReason: [{ LockReason: "Recycling" }] },
                            CreationTime: "2026-01-01T00:00Z",
                            StartTime: "2026-01-01T00:00Z",
                        },
                    ],
                },
            });
        })();
    });

    it(
        "have empty members for what an instance does not have, and its id as its name",
        withEmulator({ instances: [{ instanceId: "i-a", status: "Pending" }] }, async (ecs) => {
            const row = rowsOf(await askInstances(ecs))[0]!;
            assert.equal(row["InstanceName"], "i-a");
            assert.deepEqual(
                [row["ZoneId"], row["ResourceGroupId"], row["Tags"], row["OperationLocks"], row["StartTime"]],
                ["", "", { Tag: [] }, { LockReason: [] }, ""],
            );
        }),
    );

    it(
        "are elements in XML, one for each instance and each tag",
        withEmulator(
            { instances: [{ instanceId: "i-a", tags: { role: "web", env: "<prod>" } }, { instanceId: "i-b" }] },
            async (ecs) => {
                const { body } = await askLegacy(ecs, { action: ACTION });
                assert.match(body, /^<\?xml [^>]*>\n<DescribeInstancesResponse><RequestId>/);
                assert.equal(body.match(/<Instance><InstanceId>/g)?.length, 2);
                assert.match(
                    body,
                    /<Tags><Tag><TagKey>role<\/TagKey><TagValue>web<\/TagValue><\/Tag><Tag><TagKey>env<\/TagKey><TagValue>&lt;prod&gt;<\/TagValue><\/Tag><\/Tags>/,
                );
                assert.match(body, /<NextToken><\/NextToken>/);
            },
        ),
    );
});

describe("DescribeInstances: filters", () => {
    const FLEET: EcsEmulatorOptions = {
        instances: [
            {
                instanceId: "i-a",
                instanceName: "web-1.prod",
                tags: { role: "web", env: "prod" },
                vpcId: "vpc-1",
                vswitchId: "vsw-1",
                securityGroupIds: ["sg-1", "sg-2"],
                resourceGroupId: "rg-1",
                zoneId: "cn-hangzhou-a",
            },
            { instanceId: "i-b", instanceName: "web-2.test", tags: { role: "web" }, vpcId: "vpc-1", status: "Stopped" },
            { instanceId: "i-c", instanceName: "db-1", tags: { role: "db", empty: "" }, status: "Starting" },
            { instanceId: "i-d", status: "Absent", tags: { role: "web" } },
            { instanceId: "i-far", regionId: "cn-beijing", tags: { role: "web" } },
        ],
    };

    for (const [what, parameters, found] of [
        ["no filter", {}, ["i-a", "i-b", "i-c"]],
        ["empty filters, which do not count", { VpcId: "", InstanceName: "", InstanceIds: "" }, ["i-a", "i-b", "i-c"]],
        ["a tag", tags(["role", "web"]), ["i-a", "i-b"]],
        ["a tag in the older spelling", { "Tag.1.key": "role", "Tag.1.value": "web" }, ["i-a", "i-b"]],
        ["tags, all of them", tags(["role", "web"], ["env", "prod"]), ["i-a"]],
        ["the key of a tag", tags(["env"]), ["i-a"]],
        ["the key of a tag, with an empty value, which does not count", tags(["role", ""]), ["i-a", "i-b", "i-c"]],
        ["a tag whose number is not 1", { "Tag.20.Key": "role", "Tag.20.Value": "db" }, ["i-c"]],
        ["a tag in another case", tags(["Role", "web"]), []],
        ["a key that every object has", tags(["constructor"]), []],
        ["a VPC", { VpcId: "vpc-1" }, ["i-a", "i-b"]],
        ["a vSwitch", { VSwitchId: "vsw-1" }, ["i-a"]],
        ["a security group, one of several", { SecurityGroupId: "sg-2" }, ["i-a"]],
        ["a zone", { ZoneId: "cn-hangzhou-a" }, ["i-a"]],
        ["a zone without instances", { ZoneId: "cn-hangzhou-z" }, []],
        ["a resource group", { ResourceGroupId: "rg-1" }, ["i-a"]],
        ["a whole name", { InstanceName: "db-1" }, ["i-c"]],
        ["a part of a name, which is not enough", { InstanceName: "db" }, []],
        ["a name with *", { InstanceName: "web-*" }, ["i-a", "i-b"]],
        ["a name with * at both ends", { InstanceName: "*.test*" }, ["i-b"]],
        ["a name whose dot is a dot", { InstanceName: "web-1*p.od" }, []],
        ["a status", { Status: "Stopped" }, ["i-b"]],
        ["ids", { InstanceIds: '["i-c", "i-a", "i-nobody", "i-far"]' }, ["i-a", "i-c"]],
        ["an empty list of ids, which finds nothing", { InstanceIds: "[]" }, []],
        ["ids and a tag", { InstanceIds: '["i-a", "i-c"]', ...tags(["role", "web"]) }, ["i-a"]],
        ["another region", { RegionId: "cn-beijing" }, ["i-far"]],
    ] as const) {
        it(
            `find by ${what}`,
            withEmulator(FLEET, async (ecs) => {
                const answer = await askInstances(ecs, parameters);
                assert.deepEqual([answer.status, idsOf(answer)], [200, found]);
                assert.equal(answer.json.TotalCount, found.length);
            }),
        );
    }

    for (const [what, parameters] of [
        ["a tag", tags(["role", "web"])],
        ["a resource group", { ResourceGroupId: "rg-1" }],
    ] as const) {
        it(
            `find no more than 1,000 instances by ${what}`,
            withEmulator(
                { instances: many(1_001, { tags: { role: "web" }, resourceGroupId: "rg-1" }) },
                async (ecs) => {
                    const pages = await pagesOf(ecs, { ...parameters, MaxResults: "100" });
                    assert.deepEqual([pages.length, pages.flat().length], [10, 1_000]);
                },
            ),
        );
    }

    it(
        "find more than 1,000 instances by anything else",
        withEmulator({ instances: many(1_001, { vpcId: "vpc-1" }) }, async (ecs) => {
            assert.equal((await askInstances(ecs, { VpcId: "vpc-1" })).json.TotalCount, 1_001);
        }),
    );
});

describe("DescribeInstances: pages by token", () => {
    const instances = many(25, { tags: { role: "web" } });

    for (const [maxResults, sizes] of [
        ["", [10, 10, 5]],
        ["1", [10, 10, 5]],
        ["0", [10, 10, 5]],
        ["10", [10, 10, 5]],
        ["13", [13, 12]],
        ["25", [25]],
        ["100", [25]],
        ["101", [25]],
    ] as const) {
        it(
            `answer ${sizes.join(" + ")} of 25 rows with MaxResults ${JSON.stringify(maxResults)}`,
            withEmulator({ instances: [...instances, { instanceId: "i-other" }] }, async (ecs) => {
                // an empty MaxResults is as good as none: the second page is asked for with a token of the first
                const first = maxResults === "" ? { MaxResults: "10" } : { MaxResults: maxResults };
                const pages = await pagesOf(ecs, { ...tags(["role", "web"]), ...first });
                assert.deepEqual(
                    pages.map(({ length }) => length),
                    sizes,
                );
                assert.deepEqual(
                    pages.flat(),
                    instances.map(({ instanceId }) => instanceId),
                );
            }),
        );
    }

    it(
        "answer at most 100 rows",
        withEmulator({ instances: many(101) }, async (ecs) => {
            assert.equal(idsOf(await askInstances(ecs, { MaxResults: "1000" })).length, 100);
        }),
    );

    it(
        "neither miss nor repeat an instance when another one leaves or joins in between",
        withEmulator({ instances }, async (ecs) => {
            const first = await askInstances(ecs, { MaxResults: "10" });
            ecs.release("i-0003");
            ecs.add({ instanceId: "i-0000a" });
            const NextToken = String(first.json["NextToken"]);
            const second = await askInstances(ecs, { MaxResults: "10", NextToken });
            assert.deepEqual([idsOf(second)[0], idsOf(second).length], ["i-0010", 10]);
        }),
    );

    it(
        "may have another size than the page before, and a page number does not count",
        withEmulator({ instances }, async (ecs) => {
            const { json } = await askInstances(ecs, { MaxResults: "10", PageNumber: "2", PageSize: "3" });
            const next = await askInstances(ecs, { MaxResults: "12", NextToken: String(json["NextToken"]) });
            assert.deepEqual([idsOf(next)[0], idsOf(next).length], ["i-0010", 12]);
        }),
    );

    it(
        "stay valid when tags and ids come in another order",
        withEmulator({ instances: many(25, { tags: { role: "web", env: "prod" } }) }, async (ecs) => {
            const all = many(25).map(({ instanceId }) => instanceId);
            const first = { ...tags(["role", "web"], ["env", "prod"]), InstanceIds: JSON.stringify(all) };
            const second = { ...tags(["env", "prod"], ["role", "web"]), InstanceIds: JSON.stringify(all.reverse()) };
            const { json } = await askInstances(ecs, { ...first, MaxResults: "20" });
            const next = await askInstances(ecs, { ...second, NextToken: String(json["NextToken"]) });
            assert.deepEqual([next.status, idsOf(next).length], [200, 5]);
        }),
    );

    it(
        "belong to their query: with another one, or altered, a token is refused",
        withEmulator({ instances }, async (ecs) => {
            const query = { MaxResults: "10", ...tags(["role", "web"]) };
            const NextToken = String((await askInstances(ecs, query)).json["NextToken"]);
            assert.doesNotMatch(NextToken, /i-0009/, "it can be read");
            for (const [parameters, token] of [
                [{ MaxResults: "10" }, NextToken],
                [{ ...query, ...tags(["role", "db"]) }, NextToken],
                [{ ...query, VpcId: "vpc-1" }, NextToken],
                [{ ...query, Status: "Running" }, NextToken],
                [{ ...query, InstanceIds: '["i-0001"]' }, NextToken],
                [{ ...query, RegionId: "cn-beijing" }, NextToken],
                [query, `${NextToken}x`],
                [query, NextToken.slice(1)],
                [query, "caeba0bbb2be03f84eb48b699f0a4883"],
            ] as const) {
                const { status, json } = await askInstances(ecs, { ...parameters, NextToken: token });
                assert.deepEqual(
                    [status, json.Code, json.Message],
                    [400, "InvalidParameter.NextToken", "The specified parameter NextToken is not valid."],
                );
            }
            assert.equal((await askInstances(ecs, { ...query, NextToken })).status, 200);
        }),
    );
});

describe("DescribeInstances: pages by number", () => {
    for (const [page, size, first, count] of [
        [undefined, undefined, "i-0000", 10],
        ["2", "10", "i-0010", 10],
        ["1", "100", "i-0000", 25],
        ["3", "10", "i-0020", 5],
        ["4", "10", undefined, 0],
    ] as const) {
        it(
            `answer ${count} of 25 rows on page ${page ?? "–"} of size ${size ?? "–"}, and no token`,
            withEmulator({ instances: many(25) }, async (ecs) => {
                const paging = { ...(page ? { PageNumber: page } : {}), ...(size ? { PageSize: size } : {}) };
                const answer = await askInstances(ecs, paging);
                assert.deepEqual([idsOf(answer)[0], idsOf(answer).length], [first, count]);
                const { TotalCount, PageNumber, PageSize, NextToken } = answer.json;
                assert.deepEqual(
                    [TotalCount, PageNumber, PageSize, NextToken],
                    [25, Number(page ?? 1), Number(size ?? 10), ""],
                );
            }),
        );
    }
});

describe("DescribeInstances: errors", () => {
    const TOO_MANY = JSON.stringify(Array.from({ length: 101 }, (_, index) => `i-${index}`));
    const numbered = (count: number): (readonly [string])[] =>
        Array.from({ length: count }, (_, index) => [`key-${index}`] as const);

    for (const [what, parameters, status, code, message] of [
        [
            "21 tags",
            tags(...numbered(21)),
            400,
            "InvalidTagCount",
            "The specified tags are beyond the permitted range.",
        ],
        ["a tag with the number 21", { "Tag.21.Key": "role" }, 400, "InvalidTagCount", undefined],
        ["a tag with the number 0", { "Tag.0.Key": "role" }, 400, "InvalidTagCount", undefined],
        [
            "a key twice",
            tags(["role", "web"], ["role", "db"]),
            400,
            "Duplicate.TagKey",
            "The Tag.N.Key contain duplicate key.",
        ],
        [
            "a value without a key",
            { "Tag.1.Value": "web" },
            400,
            "InvalidTag.Mismatch",
            "The specified Tag.n.Key and Tag.n.Value are not match.",
        ],
        [
            "a status that does not exist",
            { Status: "running" },
            404,
            "InvalidStatus.NotFound",
            "The specified Status is not found",
        ],
        [
            "ids in a list without quotes",
            { InstanceIds: "[i-a]" },
            400,
            "InvalidParameter",
            "The specified parameter “InstanceIds” is not valid.",
        ],
        ["ids that are no list", { InstanceIds: '"i-a"' }, 400, "InvalidParameter", undefined],
        ["ids that are numbers", { InstanceIds: "[1]" }, 400, "InvalidParameter", undefined],
        ["101 ids", { InstanceIds: TOO_MANY }, 400, "InvalidParameter", undefined],
        ["a MaxResults that is no number", { MaxResults: "ten" }, 400, "InvalidParameter", undefined],
        ["page size 101", { PageSize: "101" }, 400, "InvalidParameter", undefined],
        ["no region", { RegionId: "" }, 400, "MissingParameter.RegionId", undefined],
        ["a region that does not exist", { RegionId: "Nowhere" }, 404, "InvalidRegionId.NotFound", undefined],
        [
            "a filter of ECS that the emulator does not have",
            { InstanceType: "ecs.g5.large" },
            400,
            "UnsupportedParameter",
            "The emulator does not support the parameter “InstanceType” of DescribeInstances.",
        ],
    ] as const) {
        it(
            `are answered to ${what}`,
            withEmulator({ instances: [{ instanceId: "i-a" }] }, async (ecs) => {
                const answer = await askInstances(ecs, parameters);
                assert.deepEqual([answer.status, answer.json.Code], [status, code]);
                if (message !== undefined) {
                    assert.equal(answer.json.Message, message);
                }
            }),
        );
    }

    it(
        "are not answered to twenty tags and a hundred ids",
        withEmulator({}, async (ecs) => {
            const hundred = JSON.stringify(Array.from({ length: 100 }, (_, index) => `i-${index}`));
            const answer = await askInstances(ecs, { ...tags(...numbered(20)), InstanceIds: hundred });
            assert.equal(answer.status, 200);
        }),
    );

    for (const [code, status] of [
        ["InvalidTag.Mismatch", 400],
        ["InvalidHpcClusterId.NotFound", 400],
        ["InvalidHpcClusterId.Creating", 400],
        ["InvalidStatus.NotFound", 404],
        ["InvalidInstanceChargeType.NotFound", 404],
        ["InvalidInternetChargeType.ValueNotSupported", 404],
        ["InvalidLockReason.NotFound", 404],
        ["InvalidFilterKey.NotFound", 404],
        ["InvalidNetworkType.NotFound", 404],
    ] as const) {
        it(
            `have ${code} on request, with the status of its document`,
            withEmulator({}, async (ecs) => {
                ecs.fault({ kind: "error", code });
                const answer = await askInstances(ecs);
                assert.deepEqual([answer.status, answer.json.Code], [status, code]);
            }),
        );
    }
});
