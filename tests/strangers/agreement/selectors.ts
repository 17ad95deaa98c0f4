import assert from "node:assert/strict";
import { numberedIds, onlyRequest, type Meeting } from "../support/meeting";
import type { Parameters, Stranger } from "../support/stranger";

const ACTION = "DescribeInstances";

/** Keys and values whose characters mean something in a URL or in XML. */
const AWKWARD_TAGS = { "role:实例": "a b+c%20&d=e", "<env>": "'prod' ~*!()/\"" };

/** What a client asks and reads with DescribeInstances. */
export function selectors(_: Stranger, meeting: Meeting): void {
    it(
        "gets every part of a selector across, and reads a whole row",
        meeting(
            {
                instances: [
                    {
                        instanceId: "i-a",
                        instanceName: "web-1",
                        tags: AWKWARD_TAGS,
                        zoneId: "cn-hangzhou-d",
                        vpcId: "vpc-1",
                        vswitchId: "vsw-1",
                        securityGroupIds: ["sg-1", "sg-2"],
                        resourceGroupId: "rg-1",
                    },
                    { instanceId: "i-b" },
                ],
            },
            async ({ ecs, ask }) => {
                const selector = {
                    tags: AWKWARD_TAGS,
                    zoneId: "cn-hangzhou-d",
                    vpcId: "vpc-1",
                    vswitchId: "vsw-1",
                    securityGroupId: "sg-2",
                    resourceGroupId: "rg-1",
                    instanceName: "web-*",
                };
                const instanceIds = ["i-a", "i-b"];
                const asked = { ...selector, action: ACTION, status: "Running", instanceIds, maxResults: 100 };
                const { answer } = await ask(asked);
                assert.deepEqual(answer?.rows, [
                    [
                        "i-a",
                        "Running",
                        AWKWARD_TAGS,
                        "web-1",
                        "cn-hangzhou-d",
                        "vpc-1",
                        "vsw-1",
                        ["sg-1", "sg-2"],
                        "rg-1",
                    ],
                ]);
                assert.deepEqual([answer.totalCount, answer.nextToken], [1, ""]);
                const request = onlyRequest(ecs);
                assert.deepEqual(request.selector, selector);
                assert.deepEqual(
                    [request.status, request.maxResults, request.instanceIds],
                    ["Running", 100, instanceIds],
                );
            },
        ),
    );

    it(
        "reads a listing of several pages to its end, by token",
        meeting(
            { instances: numberedIds(25).map((instanceId) => ({ instanceId, tags: { role: "web" } })) },
            async ({ ecs, ask }) => {
                const query: Parameters = { action: ACTION, tags: { role: "web" }, maxResults: 10 };
                const found: unknown[] = [];
                let nextToken = "";
                do {
                    const { answer } = await ask({ ...query, ...(nextToken === "" ? {} : { nextToken }) });
                    found.push(...(answer?.rows ?? []).map(([id]) => id));
                    nextToken = answer?.nextToken ?? "";
                } while (nextToken !== "");
                assert.deepEqual(found, numberedIds(25));
                assert.equal(ecs.requests.length, 3);
            },
        ),
    );

    it(
        "takes no instance at all for a success",
        meeting({}, async ({ ask }) => {
            const { answer } = await ask({ action: ACTION, tags: { role: "nobody" } });
            assert.deepEqual([answer?.rows, answer?.totalCount], [[], 0]);
        }),
    );
}

/** What a client is told when DescribeInstances refuses it. */
export function selectorRefusals(_: Stranger, meeting: Meeting): void {
    const manyTags = Object.fromEntries(Array.from({ length: 21 }, (_tag, index) => [`key-${index}`, "value"]));

    for (const { when, parameters, code, httpStatus, message } of [
        {
            when: "it sends 21 tags",
            parameters: { tags: manyTags },
            code: "InvalidTagCount",
            httpStatus: 400,
            message: "The specified tags are beyond the permitted range.",
        },
        {
            when: "it asks for a status that does not exist",
            parameters: { status: "Sleeping" },
            code: "InvalidStatus.NotFound",
            httpStatus: 404,
            message: "The specified Status is not found",
        },
        {
            when: "it makes a token up",
            parameters: { nextToken: "caeba0bbb2be03f84eb48b699f0a4883" },
            code: "InvalidParameter.NextToken",
            httpStatus: 400,
            message: "The specified parameter NextToken is not valid.",
        },
    ]) {
        it(
            `is told ${code} by DescribeInstances when ${when}`,
            meeting({}, async ({ ask }) => {
                const { error } = await ask({ action: ACTION, ...parameters });
                assert.deepEqual([error?.code, error?.httpStatus], [code, httpStatus]);
                assert.ok(error?.message.includes(message), error?.message);
            }),
        );
    }
}
