import assert from "node:assert/strict";
import { describeInstances } from "../../../../../provider/ecs/calls/describe-instances/call";
import type { AnswerObject, AnswerValue } from "../../../../../sdk/testing/server/xml";
import { read, readXml, refusalOf } from "./answers";

const REQUEST = { regionId: "cn-hangzhou", selector: { tags: { role: "web" } } };

/** A row with some of its other members: lists, empty ones, and names with digits. */
function row(InstanceId: AnswerValue, Status: AnswerValue = "Running"): AnswerObject {
    return {
        InstanceId,
        InstanceName: "web <1> & more",
        Status,
        Description: "",
        Tags: { Tag: [{ TagKey: "role", TagValue: "web" }] },
        NetworkInterfaces: { NetworkInterface: [{ Ipv6Sets: { Ipv6Set: [{ Ipv6Address: "::1" }] } }] },
        OperationLocks: { LockReason: [] },
        Cpu: 2,
        DeviceAvailable: true,
    };
}

function body(members: AnswerObject, ...rows: AnswerValue[]): AnswerObject {
    return { RequestId: "request-1", TotalCount: 7, Instances: { Instance: rows }, ...members };
}

describe("an answer of DescribeInstances", () => {
    it("has the status of each instance, and the token of the next page", () => {
        assert.deepEqual(
            read(describeInstances, REQUEST, body({ NextToken: "token-2" }, row("i-1"), row("i-2", "Stopped"))),
            {
                requestId: "request-1",
                rows: [
                    { instanceId: "i-1", status: "Running" },
                    { instanceId: "i-2", status: "Stopped" },
                ],
                nextToken: "token-2",
            },
        );
    });

    for (const count of [0, 1, 2]) {
        it(`is the same in XML, with ${count} rows`, () => {
            const answer = body(
                { NextToken: "a&b" },
                ...Array.from({ length: count }, (_, index) => row(`i-${index}`)),
            );
            assert.deepEqual(readXml(describeInstances, REQUEST, answer), read(describeInstances, REQUEST, answer));
        });
    }

    for (const [what, members] of [
        ["an empty token", { NextToken: "" }],
        ["a token that is null", { NextToken: null }],
        ["no token", {}],
    ] as const) {
        it(`is the last page with ${what}`, () => {
            const page = read(describeInstances, REQUEST, body(members, row("i-1")));
            assert.deepEqual(page, { requestId: "request-1", rows: [{ instanceId: "i-1", status: "Running" }] });
        });
    }

    it("counts whatever its TotalCount is, because it has no meaning in a listing by tokens", () => {
        for (const TotalCount of [0, 5_000, "", null]) {
            assert.equal(read(describeInstances, REQUEST, body({ TotalCount }, row("i-1"))).rows.length, 1);
        }
    });

    it("passes on a status that is unknown", () => {
        const { rows } = read(describeInstances, REQUEST, body({}, row("i-1", "Hibernating")));
        assert.deepEqual(rows, [{ instanceId: "i-1", status: "Hibernating" }]);
    });

    describe("to a selector with an empty tag value, which ECS takes for any value", () => {
        const request = { ...REQUEST, selector: { tags: { role: "web", owner: "" } } };
        const tagged = (InstanceId: string, owner: AnswerObject): AnswerObject => ({
            ...row(InstanceId),
            Tags: {
                Tag: [
                    { TagKey: "role", TagValue: "web" },
                    { TagKey: "owner", ...owner },
                ],
            },
        });
        const answer = body({}, tagged("i-1", { TagValue: "" }), tagged("i-2", { TagValue: "me" }));

        it("names the instances whose tag has another value", () => {
            const { rows, mismatchedIds } = read(describeInstances, request, answer);
            assert.equal(rows.length, 2);
            assert.deepEqual(mismatchedIds, ["i-2"]);
            assert.deepEqual(readXml(describeInstances, request, answer).mismatchedIds, ["i-2"]);
        });

        it("names those that do not show the tag", () => {
            assert.deepEqual(read(describeInstances, request, body({}, row("i-3"))).mismatchedIds, ["i-3"]);
        });

        it("takes a value that is left out for an empty one", () => {
            assert.equal(read(describeInstances, request, body({}, tagged("i-1", {}))).mismatchedIds, undefined);
        });
    });

    for (const [what, answer] of [
        ["no list", { RequestId: "request-1", TotalCount: 0 }],
        ["a list that is null", body({ Instances: { Instance: null } })],
        ["a row null", body({}, row("i-1"), null)],
        ["a row without an id", body({}, { Status: "Running" })],
        ["a row without a status", body({}, { InstanceId: "i-1" })],
        ["an id with a line break", body({}, row("i\n1"))],
        ["two statuses of one instance", body({}, row("i-1"), row("i-1", "Stopped"))],
        ["a token that is a number", body({ NextToken: 7 }, row("i-1"))],
    ] as [string, AnswerObject][]) {
        it(`is refused with ${what}`, () => {
            const { rawMessage, requestId } = refusalOf(() => read(describeInstances, REQUEST, answer));
            assert.match(rawMessage, /^the answer cannot be used: /);
            assert.equal(requestId, "request-1");
        });
    }
});

describe("a request of DescribeInstances", () => {
    for (const selector of [
        {},
        { vpcId: "vpc-1" },
        { zoneId: "cn-hangzhou-b", vpcId: "vpc-1" },
        { tags: {} },
        { tags: {}, instanceName: "", vswitchId: "", securityGroupId: "", resourceGroupId: "" },
    ]) {
        it(`is never made for the instances of others too: ${JSON.stringify(selector)}`, () => {
            assert.throws(() => describeInstances.model({ ...REQUEST, selector }), /must not be sent/);
        });
    }
});
