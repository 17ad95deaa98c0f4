import assert from "node:assert/strict";
import { getInstanceStatus } from "../../provider/functions/get-instance-status";
import { getInstanceStatuses } from "../../provider/functions/get-instance-statuses";
import { waitForInstanceStatus } from "../../provider/functions/wait-for-instance-status";
import type { SettingSources } from "../../provider/ecs/connection-settings";
import { EcsApiError } from "../../provider/errors";
import { checkGate } from "../../provider/gate/check-gate";
import type { CheckedInputs, ResourceContext } from "../../provider/resource/resource-context";
import { checkStatuses } from "../../provider/statuses/check-statuses";
import { VERSION } from "../../provider/version";
import { manyIds, rowsOf } from "../support/scripted-ecs-api";
import { onWire } from "../support/wire";

const INSTANCES = [
    { instanceId: "i-1", zoneId: "cn-hangzhou-a", clusterId: "cls-1" },
    { instanceId: "i-2", zoneId: "cn-hangzhou-d", status: "Stopped" },
    { instanceId: "i-far", regionId: "eu-central-1" },
];

/** Each way to ask, with a `regionId` that is an empty text. */
const EMPTY_REGION: [name: string, ask: (sources: SettingSources) => Promise<unknown>][] = [
    ["getInstanceStatus", (sources) => getInstanceStatus({ regionId: "", instanceId: "i-1" }, sources)],
    ["getInstanceStatuses", (sources) => getInstanceStatuses({ regionId: "" }, sources)],
    [
        "waitForInstanceStatus",
        (sources) => waitForInstanceStatus({ regionId: "", instanceIds: ["i-1"], timeout: "0s" }, sources),
    ],
    ["a gate", async (sources) => throwFirst(checkGate({}, { regionId: "", instanceIds: ["i-1"] }, context(sources)))],
    ["InstanceStatuses", async (sources) => throwFirst(checkStatuses({}, { regionId: "" }, context(sources)))],
];

function context(sources: SettingSources): ResourceContext {
    const log = { progress: () => undefined, info: () => undefined, warn: () => undefined };
    return { sources, log, isUnknown: () => false };
}

async function throwFirst({ errors }: CheckedInputs): Promise<void> {
    await Promise.resolve();
    if (errors[0] !== undefined) {
        throw errors[0];
    }
}

describe("an empty regionId", () => {
    for (const [name, ask] of EMPTY_REGION) {
        it(
            `is refused by ${name}, before any request`,
            onWire({ instances: INSTANCES }, async ({ ecs, sources }) => {
                await assert.rejects(ask(sources), { code: "InvalidArgument", argument: "regionId" });
                assert.equal(ecs.requests.length, 0);
            }),
        );
    }
});

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

    it("loses and repeats none while the set changes from page to page", () => {
        let ecsNow = (): number => 0;
        const now = (): number => ecsNow();
        const instances = manyIds(60).map((instanceId) => ({ instanceId }));
        const leaves = { instanceId: "i-0001", script: [["Running", "1s"], ["Absent"]] } as const;
        return onWire({ instances: [leaves, ...instances.slice(1)], now }, async ({ ecs, sources }) => {
            const startedAt = Date.now();
            ecsNow = () => startedAt + ecs.requests.length * 1_000; // a second from one request to the next
            const { statuses, totalCount, requestIds } = await getInstanceStatuses({}, sources);
            assert.deepEqual([statuses, totalCount], [rowsOf(manyIds(60).slice(1)), 59]);
            assert.deepEqual(
                requestIds,
                ecs.requests.map(({ requestId }) => requestId),
            );
            assert.equal(requestIds.length, 4);
        })();
    });

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
});

describe("requests on the wire", () => {
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
        onWire({ instances: INSTANCES }, async (wire) => {
            for (let asked = 0; asked < 3; asked++) {
                await getInstanceStatus({ instanceId: "i-1" }, wire.sources);
            }
            assert.equal(wire.sockets.size, 1);
            assert.equal(new Set(wire.requests.map(({ headers }) => headers["x-acs-signature-nonce"])).size, 3);
        }),
    );

    it(
        "are not sent at all for invalid arguments",
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
