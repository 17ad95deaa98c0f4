import assert from "node:assert/strict";

import type { RecordedRequest } from "../../../../../sdk/testing";
import { withFakeClock } from "../../../../support/fake-clock";
import { ask, askLegacy, ids, send } from "../raw-client";
import { watchSocket } from "../raw-socket";
import { ManualClock, withEmulator } from "../with-emulator";

describe("the record of requests", () => {
    it("keeps what was asked, when, and what was answered", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now, instances: [{ instanceId: "i-a", zoneId: "z" }] }, async (ecs) => {
            const parameters = {
                RegionId: "cn-hangzhou",
                ZoneId: "z",
                ClusterId: "cls",
                PageNumber: "2",
                PageSize: "50",
            };
            const answer = await ask(ecs, { parameters: { ...parameters, ...ids("i-b", "i-a") }, time: clock.time });
            assert.deepEqual(ecs.requests, [
                {
                    at: clock.time,
                    method: "POST",
                    action: "DescribeInstanceStatus",
                    regionId: "cn-hangzhou",
                    zoneId: "z",
                    clusterId: "cls",
                    instanceIds: ["i-b", "i-a"],
                    pageNumber: 2,
                    pageSize: 50,
                    signature: "ACS3-HMAC-SHA256",
                    httpStatus: 200,
                    code: undefined,
                    requestId: answer.json.RequestId,
                    fault: undefined,
                },
            ]);
        })();
    });

    it(
        "says what was not sent",
        withEmulator({}, async (ecs) => {
            await askLegacy(ecs, { parameters: { PageSize: "ten" } });
            const [record] = ecs.requests;
            assert.deepEqual(
                [record?.regionId, record?.instanceIds, record?.pageNumber, record?.pageSize, record?.signature],
                ["", [], undefined, undefined, "HMAC-SHA1"],
            );
        }),
    );

    it(
        "keeps no key, token or signature",
        withEmulator({ securityToken: "the-token" }, async (ecs) => {
            await ask(ecs, { securityToken: "the-token" });
            await askLegacy(ecs, { securityToken: "the-token" });
            assert.doesNotMatch(JSON.stringify(ecs.requests), /the-token|emulator-(access|secret)-key/);
        }),
    );

    it(
        "counts ids by number, not by the order of the query",
        withEmulator({}, async (ecs) => {
            const wanted = Array.from({ length: 12 }, (_, index) => `i-${index}`);
            await ask(ecs, { parameters: { RegionId: "cn-hangzhou", ...ids(...wanted) } });
            assert.deepEqual(ecs.requests[0]?.instanceIds, wanted);
        }),
    );

    it(
        "leaves out what is not meant for ECS, such as the guard address of env",
        withEmulator({}, async (ecs) => {
            assert.equal((await send(ecs, "GET", "/no-credentials-here", {}, "")).status, 404);
            assert.deepEqual(ecs.requests, []);
        }),
    );

    it("is told as it grows, each request once its answer is known, or that there is none", async () => {
        const told: [RecordedRequest, number][] = [];
        const onRequest = (request: RecordedRequest): number => told.push([request, request.httpStatus]);
        await withEmulator({ onRequest, latencyMs: 1 }, async (ecs) => {
            await ask(ecs);
            ecs.fault({ kind: "reset" });
            await assert.rejects(ask(ecs), { code: "ECONNRESET" });
            assert.deepEqual(
                told.map(([request]) => request),
                ecs.requests,
            );
            assert.deepEqual(
                told.map(([, httpStatus]) => httpStatus),
                [200, 0],
            );
        })();
    });

    for (const [what, options, fault] of [
        ["its latency", { latencyMs: 3_600_000 }, undefined],
        ["a slow answer", {}, { kind: "slow", delayMs: 3_600_000 }],
    ] as const) {
        it(`has status 0 for a request whose client leaves during ${what}, and is told so at once`, async () => {
            const told: number[] = [];
            const onRequest = ({ httpStatus }: RecordedRequest): number => told.push(httpStatus);
            await withEmulator({ ...options, onRequest, verifySignatures: false }, async (ecs) => {
                if (fault !== undefined) {
                    ecs.fault(fault);
                }
                assert.equal((await watchSocket(ecs.endpoint, () => ecs.requests.length === 1)).ending, "open");
                while (told.length === 0) {
                    await new Promise((resolve) => setImmediate(resolve));
                }
                assert.deepEqual([told, ecs.requests[0]?.httpStatus], [[0], 0]);
            })();
        });
    }

    it("has a request with status 0 until it is answered", () =>
        withFakeClock(async (clock) => {
            await withEmulator({ latencyMs: 1_000 }, async (ecs) => {
                const pending = ask(ecs);
                while (ecs.requests.length === 0) {
                    await new Promise((resolve) => setImmediate(resolve));
                }
                clock.tick(999);
                assert.equal(ecs.requests[0]?.httpStatus, 0);
                clock.tick(1);
                await pending;
                assert.equal(ecs.requests.at(0)?.httpStatus, 200);
            })();
        }));
});

describe("the record of other operations", () => {
    it(
        "has the selector, the ids and the paging of DescribeInstances",
        withEmulator({ instances: [{ instanceId: "i-a", tags: { role: "web" } }] }, async (ecs) => {
            const parameters = {
                RegionId: "cn-hangzhou",
                "Tag.1.Key": "role",
                "Tag.1.Value": "web",
                "Tag.2.Key": "env",
                VpcId: "vpc-1",
                VSwitchId: "vsw-1",
                SecurityGroupId: "sg-1",
                ZoneId: "z",
                ResourceGroupId: "rg-1",
                InstanceName: "web-*",
                InstanceIds: '["i-b", "i-a"]',
                Status: "Running",
                MaxResults: "100",
                NextToken: "a-token",
            };
            await ask(ecs, { action: "DescribeInstances", parameters });
            const { action, instanceIds, selector, status, maxResults, nextToken } = ecs.requests[0]!;
            assert.deepEqual(
                { action, instanceIds, selector, status, maxResults, nextToken },
                {
                    action: "DescribeInstances",
                    instanceIds: ["i-b", "i-a"],
                    selector: {
                        tags: { role: "web", env: "" },
                        vpcId: "vpc-1",
                        vswitchId: "vsw-1",
                        securityGroupId: "sg-1",
                        zoneId: "z",
                        resourceGroupId: "rg-1",
                        instanceName: "web-*",
                    },
                    status: "Running",
                    maxResults: 100,
                    nextToken: "a-token",
                },
            );
        }),
    );

    it(
        "has only what was sent",
        withEmulator({}, async (ecs) => {
            await ask(ecs, { action: "DescribeInstances", parameters: { RegionId: "cn-hangzhou", InstanceIds: "?" } });
            const { selector, instanceIds, nextToken, maxResults } = ecs.requests[0]!;
            assert.deepEqual([selector, instanceIds, nextToken, maxResults], [{}, [], undefined, undefined]);
        }),
    );

    it(
        "has ids, status and health of DescribeInstancesFullStatus, and no selector",
        withEmulator({}, async (ecs) => {
            const parameters = { ...ids("i-a"), RegionId: "cn-hangzhou", Status: "Running", HealthStatus: "Impaired" };
            await ask(ecs, { action: "DescribeInstancesFullStatus", parameters });
            const { instanceIds, status, healthStatus, selector } = ecs.requests[0]!;
            assert.deepEqual(
                [instanceIds, status, healthStatus, selector],
                [["i-a"], "Running", "Impaired", undefined],
            );
        }),
    );
});
