import assert from "node:assert/strict";
import type { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";
import { EcsApiError } from "../../provider/errors";
import { RawServer } from "../support/raw-server";

const REGION = { regionId: "cn-hangzhou" };

/** A call as the server saw it. */
interface Seen {
    readonly action: unknown;
    readonly query: Readonly<Record<string, string>>;
}

/** Makes a call of a server that answers every request in this way. */
async function ask<T>(
    call: (api: AlicloudEcsApi) => Promise<T>,
    body: object,
    status = 200,
): Promise<{ readonly seen: readonly Seen[]; readonly result: T | EcsApiError }> {
    const seen: Seen[] = [];
    const server = await RawServer.start((request, response) => {
        const { searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
        seen.push({ action: request.headers["x-acs-action"], query: Object.fromEntries(searchParams) });
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    try {
        const result = await call(server.api()).catch((error: unknown) => {
            assert.ok(error instanceof EcsApiError, String(error));
            return error;
        });
        return { seen, result };
    } finally {
        await server.close();
    }
}

describe("the calls of ECS, on the wire", () => {
    it("ask for statuses with health by ids", async () => {
        const row = { InstanceId: "i-1", Status: { Name: "Running" }, HealthStatus: { Name: "Initializing" } };
        const { seen, result } = await ask(
            (api) =>
                api.describeInstancesFullStatus({
                    ...REGION,
                    instanceIds: ["i-1", "i-2"],
                    pageNumber: 1,
                    pageSize: 100,
                }),
            { RequestId: "r", TotalCount: 1, InstanceFullStatusSet: { InstanceFullStatusType: [row] } },
        );
        assert.deepEqual(seen, [
            {
                action: "DescribeInstancesFullStatus",
                query: {
                    ...{ "InstanceId.1": "i-1", "InstanceId.2": "i-2", PageNumber: "1", PageSize: "100" },
                    ...{ RegionId: "cn-hangzhou" },
                },
            },
        ]);
        assert.deepEqual(result, {
            requestId: "r",
            totalCount: 1,
            rows: [{ instanceId: "i-1", status: "Running", health: "Initializing" }],
        });
    });

    it("ask for instances by all members of a selector", async () => {
        const selector = {
            tags: { role: "web & api", "acs:odd": "" },
            vpcId: "vpc-1",
            vswitchId: "vsw-1",
            securityGroupId: "sg-1",
            zoneId: "cn-hangzhou-b",
            resourceGroupId: "rg-1",
            instanceName: "web*",
        };
        const Tags = { Tag: [{ TagKey: "acs:odd", TagValue: "" }] };
        const row = { InstanceId: "i-1", Status: "Pending", Tags };
        const { seen, result } = await ask(
            (api) => api.describeInstances({ ...REGION, selector, nextToken: "a+b/c==", maxResults: 100 }),
            { RequestId: "r", NextToken: "d", Instances: { Instance: [row] } },
        );
        assert.deepEqual(seen, [
            {
                action: "DescribeInstances",
                query: {
                    ...{ "Tag.1.Key": "role", "Tag.1.Value": "web & api", "Tag.2.Key": "acs:odd", "Tag.2.Value": "" },
                    ...{ VpcId: "vpc-1", VSwitchId: "vsw-1", SecurityGroupId: "sg-1", ZoneId: "cn-hangzhou-b" },
                    ...{ ResourceGroupId: "rg-1", InstanceName: "web*", MaxResults: "100", NextToken: "a+b/c==" },
                    ...{ RegionId: "cn-hangzhou" },
                },
            },
        ]);
        assert.deepEqual(result, {
            requestId: "r",
            rows: [{ instanceId: "i-1", status: "Pending" }],
            nextToken: "d",
        });
    });

    it("leave out empty members of a selector, and the token of the first page", async () => {
        const selector = { instanceName: "web", vswitchId: "", tags: {}, zoneId: undefined };
        const { seen } = await ask((api) => api.describeInstances({ ...REGION, selector }), {
            Instances: { Instance: [] },
        });
        assert.deepEqual(
            seen.map(({ query }) => query),
            [{ InstanceName: "web", RegionId: "cn-hangzhou" }],
        );
    });

    for (const [what, call] of [
        ["an empty selector", (api) => api.describeInstances({ ...REGION, selector: {} })],
        ["no ids, for their health", (api) => api.describeInstancesFullStatus({ ...REGION, instanceIds: [] })],
        ["no ids", (api) => api.describeInstanceStatus({ ...REGION, instanceIds: [] })],
        ["a zone, for the health", (api) => api.describeInstancesFullStatus({ ...REGION, zoneId: "cn-hangzhou-b" })],
    ] as [string, (api: AlicloudEcsApi) => Promise<unknown>][]) {
        it(`are not made for ${what}: ECS would answer for the whole region`, async () => {
            const { seen, result } = await ask(call, {});
            assert.ok(result instanceof EcsApiError);
            assert.deepEqual(seen, []);
        });
    }

    for (const [action, call] of [
        ["DescribeInstanceStatus", (api) => api.describeInstanceStatus({ ...REGION, instanceIds: ["i-1"] })],
        ["DescribeInstancesFullStatus", (api) => api.describeInstancesFullStatus({ ...REGION, instanceIds: ["i-1"] })],
        ["DescribeInstances", (api) => api.describeInstances({ ...REGION, selector: { tags: { role: "web" } } })],
    ] as [string, (api: AlicloudEcsApi) => Promise<unknown>][]) {
        it(`name the permission that is missing, and the quota that is used up: ${action}`, async () => {
            const denied = await ask(call, { Code: "Forbidden.RAM", Message: "User not authorized." }, 403);
            assert.ok(denied.result instanceof EcsApiError);
            assert.equal(denied.result.kind, "denied");
            assert.ok(
                denied.result.message.includes(
                    `RAM policy of this identity: { "Effect": "Allow", "Action": "ecs:${action}", "Resource": "*" }`,
                ),
            );
            const throttled = await ask(call, { Code: "Throttling.User" }, 400);
            assert.ok(throttled.result instanceof EcsApiError);
            assert.ok(throttled.result.message.includes(`use up the quota of ${action} in this region`));
        });
    }
});
