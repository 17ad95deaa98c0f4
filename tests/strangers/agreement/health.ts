import assert from "node:assert/strict";
import { numberedIds, onlyRequest, type Meeting } from "../support/meeting";
import type { Stranger } from "../support/stranger";

const ACTION = "DescribeInstancesFullStatus";

/** What a client asks and reads with DescribeInstancesFullStatus. */
export function health(_: Stranger, meeting: Meeting): void {
    it(
        "reads health and system events",
        meeting(
            {
                instances: [
                    { instanceId: "i-a" },
                    {
                        instanceId: "i-b",
                        status: "Starting",
                        events: [
                            {
                                eventId: "e-1",
                                type: "SystemMaintenance.Reboot",
                                notBefore: "2026-11-26T10:00:00Z",
                                reason: "<made up> & 'odd'",
                            },
                            { eventId: "e-2", type: "InstanceExpiration.Stop", notBefore: "2026-12-01T00:00:00Z" },
                        ],
                    },
                    { instanceId: "i-c", health: "Impaired" },
                ],
            },
            async ({ ecs, ask }) => {
                const { answer } = await ask({ action: ACTION });
                assert.deepEqual(answer, {
                    requestId: onlyRequest(ecs).requestId,
                    pageNumber: 1,
                    pageSize: 10,
                    totalCount: 3,
                    rows: [
                        ["i-a", "Running", "Ok", []],
                        [
                            "i-b",
                            "Starting",
                            "Initializing",
                            [
                                ["e-1", "SystemMaintenance.Reboot", "2026-11-26T10:00:00Z", "<made up> & 'odd'"],
                                ["e-2", "InstanceExpiration.Stop", "2026-12-01T00:00:00Z", ""],
                            ],
                        ],
                        ["i-c", "Running", "Impaired", []],
                    ],
                });
            },
        ),
    );

    it(
        "reads a hundred named ids on one page",
        meeting({ instances: numberedIds(100).map((instanceId) => ({ instanceId })) }, async ({ ecs, ask }) => {
            const { answer } = await ask({ action: ACTION, instanceIds: numberedIds(100), pageSize: 100 });
            assert.deepEqual(
                answer?.rows.map(([id]) => id),
                numberedIds(100),
            );
            assert.deepEqual(onlyRequest(ecs).instanceIds, numberedIds(100));
        }),
    );

    it(
        "gets every filter of health and events across",
        meeting(
            {
                instances: ["i-a", "i-b"].map((instanceId, index) => ({
                    instanceId,
                    health: "Impaired",
                    events: [
                        { eventId: `e-${index}`, type: "SystemFailure.Reboot", notBefore: "2026-11-26T10:00:00Z" },
                        { eventId: "e-late", type: "SystemFailure.Reboot", notBefore: "2026-11-27T10:00:00Z" },
                    ],
                })),
            },
            async ({ ecs, ask }) => {
                const { answer } = await ask({
                    action: ACTION,
                    status: "Running",
                    healthStatus: "Impaired",
                    eventIds: ["e-1", "e-late"],
                    eventTypes: ["SystemMaintenance.Reboot", "SystemFailure.Reboot"],
                    notBeforeStart: "2026-11-26T00:00:00Z",
                    notBeforeEnd: "2026-11-26T23:59:59Z",
                });
                assert.deepEqual(answer?.rows, [
                    ["i-b", "Running", "Impaired", [["e-1", "SystemFailure.Reboot", "2026-11-26T10:00:00Z", ""]]],
                ]);
                const { action, status, healthStatus } = onlyRequest(ecs);
                assert.deepEqual([action, status, healthStatus], [ACTION, "Running", "Impaired"]);
            },
        ),
    );
}

/** What a client is told when DescribeInstancesFullStatus refuses it. */
export function healthRefusals(_: Stranger, meeting: Meeting): void {
    for (const { when, parameters, code, message } of [
        {
            when: "it asks for 101 ids",
            parameters: { instanceIds: numberedIds(101) },
            code: "InstanceIdLimitExceeded",
            message: "The amount of InstanceId specified exceeds limit 100.",
        },
        {
            when: "it asks for a page of 101",
            parameters: { pageSize: 101 },
            code: "InvalidParameter",
            message: "The specified parameter “PageSize” is not valid.",
        },
    ]) {
        it(
            `is told ${code} by DescribeInstancesFullStatus when ${when}`,
            meeting({}, async ({ ask }) => {
                const { error } = await ask({ action: ACTION, ...parameters });
                assert.deepEqual([error?.code, error?.httpStatus], [code, 403]);
                assert.ok(error?.message.includes(message), error?.message);
            }),
        );
    }
}
