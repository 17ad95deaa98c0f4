import assert from "node:assert/strict";

import Ecs, {
    DescribeInstancesFullStatusRequest,
    DescribeInstancesRequest,
    DescribeInstancesRequestTag,
    DescribeInstanceStatusRequest,
} from "@alicloud/ecs20140526";
import { $OpenApiUtil } from "@alicloud/openapi-core";

import type { EcsEmulator } from "../../../../sdk/testing";
import { ask } from "./raw-client";
import { withEmulator } from "./with-emulator";

function createClient(ecs: EcsEmulator, config: Record<string, unknown> = {}): Ecs {
    const { env } = ecs;
    return new Ecs(
        new $OpenApiUtil.Config({
            endpoint: ecs.endpoint,
            protocol: "http",
            accessKeyId: env["ALICLOUD_ACCESS_KEY"],
            accessKeySecret: env["ALICLOUD_SECRET_KEY"],
            ...(env["ALICLOUD_SECURITY_TOKEN"] ? { securityToken: env["ALICLOUD_SECURITY_TOKEN"] } : {}),
            ...config,
        }),
    );
}

const REQUEST = new DescribeInstanceStatusRequest({
    regionId: "cn-hangzhou",
    zoneId: "cn-hangzhou-d",
    clusterId: "cls-bp67acfmxazb4p****",
    instanceId: ["i-bp1j4i2jdf3owlhe****", "i-bp1j4i2jdf3o1234****"],
    pageNumber: 1,
    pageSize: 10,
});

const INSTANCE = { instanceId: "i-bp1j4i2jdf3owlhe****", zoneId: "cn-hangzhou-d", clusterId: "cls-bp67acfmxazb4p****" };

describe("the real SDK against the emulator", () => {
    for (const [what, options, config, signature] of [
        ["with a key", {}, {}, "ACS3-HMAC-SHA256"],
        ["with a temporary key", { securityToken: "tok+/=en" }, {}, "ACS3-HMAC-SHA256"],
        ["with the older signature", {}, { signatureAlgorithm: "v2" }, "HMAC-SHA1"],
        [
            "with the older signature and a token",
            { securityToken: "tok+/=en" },
            { signatureAlgorithm: "v2" },
            "HMAC-SHA1",
        ],
    ] as const) {
        it(
            `reads statuses ${what}`,
            withEmulator({ ...options, instances: [INSTANCE] }, async (ecs) => {
                const { body } = await createClient(ecs, config).describeInstanceStatus(REQUEST);
                assert.deepEqual(body?.toMap(), {
                    RequestId: ecs.requests[0]?.requestId,
                    PageNumber: 1,
                    PageSize: 10,
                    TotalCount: 1,
                    InstanceStatuses: { InstanceStatus: [{ InstanceId: INSTANCE.instanceId, Status: "Running" }] },
                });
                const [record] = ecs.requests;
                assert.deepEqual([record?.signature, record?.instanceIds], [signature, REQUEST.instanceId]);
            }),
        );

        it(
            `is refused with a wrong secret, ${what}`,
            withEmulator(options, async (ecs) => {
                const client = createClient(ecs, { ...config, accessKeySecret: "wrong" });
                await assert.rejects(client.describeInstanceStatus(REQUEST), {
                    code: "SignatureDoesNotMatch",
                    statusCode: 400,
                });
            }),
        );
    }

    it(
        "sees a denial with its detail, and an error in XML",
        withEmulator({ zones: ["cn-hangzhou-d"] }, async (ecs) => {
            ecs.fault({ kind: "error", code: "Forbidden.RAM" });
            await assert.rejects(
                createClient(ecs).describeInstanceStatus(REQUEST),
                (error: Record<string, unknown>) => {
                    assert.deepEqual(
                        [error["name"], error["statusCode"], error["code"]],
                        ["ClientError", 403, "Forbidden.RAM"],
                    );
                    const detail = error["accessDeniedDetail"] as Record<string, unknown>;
                    assert.equal(detail["AuthAction"], "ecs:DescribeInstanceStatus");
                    return true;
                },
            );
            ecs.fault({ kind: "xmlError", code: "InternalError" });
            await assert.rejects(createClient(ecs).describeInstanceStatus(REQUEST), {
                code: "InternalError",
                statusCode: 500,
            });
        }),
    );

    it(
        "sees a throttled answer with the time to wait",
        withEmulator({}, async (ecs) => {
            ecs.fault({ kind: "throttled", retryAfterMs: 1_500 });
            await assert.rejects(createClient(ecs).describeInstanceStatus(REQUEST), {
                name: "ThrottlingError",
                code: "Throttling.User",
                statusCode: 400,
                retryAfter: 1_500,
            });
        }),
    );

    const FULL_INSTANCE = {
        ...INSTANCE,
        events: [{ type: "SystemMaintenance.Reboot", reason: "made up" }],
        instanceName: "web-1",
        tags: { role: "web" },
        vpcId: "vpc-1",
        vswitchId: "vsw-1",
        securityGroupIds: ["sg-1"],
        resourceGroupId: "rg-1",
        lockReasons: ["security"],
    };

    it(
        "has a name for every member of DescribeInstancesFullStatus",
        withEmulator(
            { instances: [FULL_INSTANCE], now: () => Date.UTC(2026, 0, 1), verifySignatures: false },
            async (ecs) => {
                const request = new DescribeInstancesFullStatusRequest({ regionId: "cn-hangzhou", healthStatus: "Ok" });
                const { body } = await createClient(ecs).describeInstancesFullStatus(request);
                const { json } = await ask(ecs, { action: "DescribeInstancesFullStatus" });
                assert.equal(json.TotalCount, 1);
                assert.deepEqual({ ...body?.toMap(), RequestId: json.RequestId }, json);
                assert.equal(ecs.requests[0]?.healthStatus, "Ok");
            },
        ),
    );

    it(
        "has a name for every member of DescribeInstances",
        withEmulator(
            { instances: [FULL_INSTANCE], now: () => Date.UTC(2026, 0, 1), verifySignatures: false },
            async (ecs) => {
                const request = new DescribeInstancesRequest({
                    regionId: "cn-hangzhou",
                    tag: [new DescribeInstancesRequestTag({ key: "role", value: "web" })],
                    vSwitchId: "vsw-1",
                });
                const { body } = await createClient(ecs).describeInstances(request);
                const { json } = await ask(ecs, { action: "DescribeInstances" });
                assert.equal(json.TotalCount, 1);
                assert.deepEqual({ ...body?.toMap(), RequestId: json.RequestId }, json);
                assert.deepEqual(ecs.requests[0]?.selector, { tags: { role: "web" }, vswitchId: "vsw-1" });
            },
        ),
    );
});
