import assert from "node:assert/strict";

import type { EcsEmulator } from "../../../../../../sdk/testing";
import { ask, askLegacy, ids, REGION, type RawAnswer } from "../../raw-client";
import { ManualClock, withEmulator } from "../../with-emulator";

const ACTION = "DescribeInstancesFullStatus";

interface Named {
    readonly Code: number;
    readonly Name: string;
}

interface Row {
    readonly InstanceId: string;
    readonly Status: Named;
    readonly HealthStatus: Named;
    readonly ScheduledSystemEventSet: { readonly ScheduledSystemEventType: readonly Record<string, unknown>[] };
}

function askFullStatus(
    ecs: EcsEmulator,
    parameters: Readonly<Record<string, string>> = {},
    time?: number,
): Promise<RawAnswer> {
    return ask(ecs, { action: ACTION, parameters: { ...REGION, ...parameters }, ...(time ? { time } : {}) });
}

function rowsOf({ json }: RawAnswer): readonly Row[] {
    return (
        (json["InstanceFullStatusSet"] as { InstanceFullStatusType: Row[] } | undefined)?.InstanceFullStatusType ?? []
    );
}

/** `["i-1", "Running", "Ok"]` of each row. */
function summaryOf(answer: RawAnswer): string[][] {
    return rowsOf(answer).map(({ InstanceId, Status, HealthStatus }) => [InstanceId, Status.Name, HealthStatus.Name]);
}

/** The ids of the events of each row that has events. */
function eventsOf(answer: RawAnswer): Record<string, unknown[]> {
    const rows = rowsOf(answer).map(({ InstanceId, ScheduledSystemEventSet }): [string, unknown[]] => [
        InstanceId,
        ScheduledSystemEventSet.ScheduledSystemEventType.map(({ EventId }) => EventId),
    ]);
    return Object.fromEntries(rows);
}

function many(count: number): string[] {
    return Array.from({ length: count }, (_, index) => `i-${String(index).padStart(4, "0")}`);
}

describe("DescribeInstancesFullStatus: rows", () => {
    it(
        "answers the sample of the document",
        withEmulator(
            {
                instances: [
                    {
                        instanceId: "i-bp19cx17f2yx****",
                        health: "Warning",
                        events: [
                            {
                                eventId: "e-bp1hygp5b04o56l0****",
                                type: "SystemFailure.Reboot",
                                publishTime: "2020-04-24T07:09:37Z",
                                notBefore: "2020-04-24T10:32:31Z",
                                reason: "A simulated event.",
                            },
                        ],
                    },
                ],
            },
            async (ecs) => {
                const answer = await askFullStatus(ecs);
                assert.equal(answer.status, 200);
                const { RequestId, ...members } = answer.json;
                assert.equal(RequestId, ecs.requests[0]?.requestId);
                assert.deepEqual(members, {
                    TotalCount: 1,
                    PageSize: 10,
                    PageNumber: 1,
                    InstanceFullStatusSet: {
                        InstanceFullStatusType: [
                            {
                                Status: { Code: 1, Name: "Running" },
                                InstanceId: "i-bp19cx17f2yx****",
                                HealthStatus: { Code: 64, Name: "Warning" },
                                ScheduledSystemEventSet: {
                                    ScheduledSystemEventType: [
                                        {
                                            EventCycleStatus: { Code: 24, Name: "Scheduled" },
                                            EventPublishTime: "2020-04-24T07:09:37Z",
                                            EventType: { Code: 65, Name: "SystemFailure.Reboot" },
                                            ExtendedAttribute: {},
                                            EventId: "e-bp1hygp5b04o56l0****",
                                            NotBefore: "2020-04-24T10:32:31Z",
                                            Reason: "A simulated event.",
                                            ImpactLevel: "100",
                                        },
                                    ],
                                },
                            },
                        ],
                    },
                });
            },
        ),
    );

    it(
        "answers the same in XML, with an element for each row and each event",
        withEmulator(
            {
                instances: [
                    {
                        instanceId: "i-a",
                        events: [{ type: "SystemMaintenance.Reboot" }, { type: "InstanceExpiration.Stop" }],
                    },
                    { instanceId: "i-b", status: "Stopped" },
                ],
            },
            async (ecs) => {
                const { body } = await askLegacy(ecs, { action: ACTION });
                assert.match(body, /^<\?xml [^>]*>\n<DescribeInstancesFullStatusResponse><RequestId>/);
                assert.match(
                    body,
                    /<InstanceFullStatusSet><InstanceFullStatusType><InstanceId>i-a<\/InstanceId><Status><Code>1<\/Code><Name>Running<\/Name><\/Status><HealthStatus><Code>0<\/Code><Name>Ok<\/Name>/,
                );
                assert.match(body, /<EventType><Code>1<\/Code><Name>SystemMaintenance.Reboot<\/Name><\/EventType>/);
                assert.equal(body.match(/<ScheduledSystemEventType>/g)?.length, 2);
                assert.match(body, /<ScheduledSystemEventSet><\/ScheduledSystemEventSet><\/InstanceFullStatusType>/);
            },
        ),
    );

    it(
        "derives the health from the status, unless the instance has one",
        withEmulator(
            {
                instances: [
                    ...["Pending", "Starting", "Running", "Stopping", "Stopped", "Odd"].map((status) => ({
                        instanceId: `i-${status}`,
                        status,
                    })),
                    { instanceId: "i-z", health: "Impaired" },
                ],
            },
            async (ecs) => {
                assert.deepEqual(summaryOf(await askFullStatus(ecs)), [
                    ["i-Odd", "Odd", "InsufficientData"],
                    ["i-Pending", "Pending", "InsufficientData"],
                    ["i-Running", "Running", "Ok"],
                    ["i-Starting", "Starting", "Initializing"],
                    ["i-Stopped", "Stopped", "InsufficientData"],
                    ["i-Stopping", "Stopping", "InsufficientData"],
                    ["i-z", "Running", "Impaired"],
                ]);
            },
        ),
    );

    it(
        "answers named ids once each, and leaves out unknown ones, hidden ones and those of other regions",
        withEmulator(
            {
                instances: [
                    { instanceId: "i-a" },
                    { instanceId: "i-b", status: "Absent" },
                    { instanceId: "i-far", regionId: "cn-beijing" },
                ],
            },
            async (ecs) => {
                const answer = await askFullStatus(ecs, ids("i-b", "i-a", "i-nobody", "i-far", "i-a"));
                assert.deepEqual([summaryOf(answer), answer.json.TotalCount], [[["i-a", "Running", "Ok"]], 1]);
            },
        ),
    );

    it("gives an event that says nothing else an id and the time when it was added", async () => {
        const clock = new ManualClock();
        await withEmulator({ now: clock.now, instances: [{ instanceId: "i-a" }] }, async (ecs) => {
            clock.advance(61_000);
            ecs.addEvent("i-a", { type: "Made.Up" });
            ecs.addEvent("i-a", { type: "Made.Up" });
            const [row] = rowsOf(await askFullStatus(ecs, {}, clock.time));
            const events = row?.ScheduledSystemEventSet.ScheduledSystemEventType ?? [];
            assert.deepEqual(
                events.map(({ EventId, EventPublishTime, NotBefore }) => [EventId, EventPublishTime, NotBefore]),
                [
                    ["e-a-1", "2026-01-01T00:01:01Z", "2026-01-01T00:01:01Z"],
                    ["e-a-2", "2026-01-01T00:01:01Z", "2026-01-01T00:01:01Z"],
                ],
            );
        })();
    });
});

describe("DescribeInstancesFullStatus: paging", () => {
    const instances = many(108).map((instanceId) => ({ instanceId }));

    for (const [page, size, rows] of [
        [undefined, undefined, many(10)],
        ["2", "100", many(108).slice(100)],
        ["1", "100", many(100)],
        ["3", "50", many(108).slice(100)],
        ["4", "50", []],
    ] as const) {
        it(
            `answers page ${page ?? "–"} of size ${size ?? "–"} with ${rows.length} of 108 rows`,
            withEmulator({ instances }, async (ecs) => {
                const paging = { ...(page ? { PageNumber: page } : {}), ...(size ? { PageSize: size } : {}) };
                const answer = await askFullStatus(ecs, paging);
                assert.deepEqual(
                    rowsOf(answer).map(({ InstanceId }) => InstanceId),
                    rows,
                );
                const { TotalCount, PageNumber, PageSize } = answer.json;
                assert.deepEqual([TotalCount, PageNumber, PageSize], [108, Number(page ?? 1), Number(size ?? 10)]);
            }),
        );
    }

    it(
        "has room for a hundred named ids on one page",
        withEmulator({ instances }, async (ecs) => {
            assert.equal(rowsOf(await askFullStatus(ecs, { ...ids(...many(100)), PageSize: "100" })).length, 100);
        }),
    );
});

describe("DescribeInstancesFullStatus: filters", () => {
    const FLEET = {
        instances: [
            {
                instanceId: "i-a",
                events: [
                    {
                        eventId: "e-1",
                        type: "SystemMaintenance.Reboot",
                        publishTime: "2026-01-01T00:00:00Z",
                        notBefore: "2026-02-01T00:00:00Z",
                    },
                    {
                        eventId: "e-2",
                        type: "InstanceExpiration.Stop",
                        publishTime: "2026-01-02T00:00:00Z",
                        notBefore: "2026-02-02T00:00:00Z",
                    },
                ],
            },
            { instanceId: "i-b", health: "Impaired", events: [{ eventId: "e-3", type: "SystemMaintenance.Reboot" }] },
            { instanceId: "i-c", status: "Stopped" },
            { instanceId: "i-d", status: "Starting" },
        ],
    };
    const all = { "i-a": ["e-1", "e-2"], "i-b": ["e-3"], "i-c": [], "i-d": [] };

    for (const [what, parameters, found] of [
        ["no filter", {}, all],
        ["empty filters, which do not count", { Status: "", HealthStatus: "", "EventId.1": "", EventType: "" }, all],
        ["a status", { Status: "Stopped" }, { "i-c": [] }],
        ["a health", { HealthStatus: "Impaired" }, { "i-b": ["e-3"] }],
        ["a derived health", { HealthStatus: "Initializing" }, { "i-d": [] }],
        ["status and health", { Status: "Running", HealthStatus: "Ok" }, { "i-a": ["e-1", "e-2"] }],
        ["a health in the other spelling of the documents, which differs in case", { HealthStatus: "OK" }, {}],
        ["ids of events", { "EventId.1": "e-2", "EventId.2": "e-3" }, { "i-a": ["e-2"], "i-b": ["e-3"] }],
        ["the type of events", { EventType: "SystemMaintenance.Reboot" }, { "i-a": ["e-1"], "i-b": ["e-3"] }],
        ["several types", { "InstanceEventType.1": "InstanceExpiration.Stop" }, { "i-a": ["e-2"] }],
        [
            "several types, which overrule the single one",
            { EventType: "SystemMaintenance.Reboot", "InstanceEventType.1": "InstanceExpiration.Stop" },
            { "i-a": ["e-2"] },
        ],
        [
            "the time of an event, which leaves out events and no instances",
            { "NotBefore.Start": "2026-02-02T00:00:00Z", "NotBefore.End": "2026-02-02T00:00:00Z" },
            { "i-a": ["e-2"], "i-b": [], "i-c": [], "i-d": [] },
        ],
        [
            "the publication of an event",
            { "EventPublishTime.End": "2026-01-01T23:59:59Z", ...ids("i-a") },
            { "i-a": ["e-1"] },
        ],
    ] as const) {
        it(
            `finds by ${what}`,
            withEmulator({ ...FLEET, now: () => Date.UTC(2026, 5, 1) }, async (ecs) => {
                const answer = await askFullStatus(ecs, parameters, Date.UTC(2026, 5, 1));
                assert.deepEqual([answer.status, eventsOf(answer)], [200, found]);
                assert.equal(answer.json.TotalCount, Object.keys(found).length);
            }),
        );
    }
});

describe("DescribeInstancesFullStatus: errors", () => {
    const list = (name: string, count: number): Record<string, string> =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}.${index + 1}`, `e-${index}`]));

    for (const [what, parameters, status, code, message] of [
        [
            "101 ids",
            ids(...many(101)),
            403,
            "InstanceIdLimitExceeded",
            "The amount of InstanceId specified exceeds limit 100.",
        ],
        [
            "101 ids of events",
            list("EventId", 101),
            403,
            "EventIdLimitExceeded",
            "The amount of EventId specified exceeds limit 100.",
        ],
        [
            "31 types of events",
            list("InstanceEventType", 31),
            403,
            "InvalidParameter",
            "The specified parameter “InstanceEventType” is not valid.",
        ],
        ["another resource's id", ids("vpc-1"), 403, "InvalidParameter", undefined],
        ["page 0", { PageNumber: "0" }, 403, "InvalidParameter", undefined],
        ["page size 101", { PageSize: "101" }, 403, "InvalidParameter", undefined],
        ["a status that it cannot filter by", { Status: "Pending" }, 403, "InvalidParameter", undefined],
        ["a health in lower case", { HealthStatus: "impaired" }, 403, "InvalidParameter", undefined],
        ["a time in another form", { "NotBefore.Start": "2026-01-01" }, 403, "InvalidParameter", undefined],
        ["a time that does not exist", { "NotBefore.End": "2026-13-01T00:00:00Z" }, 403, "InvalidParameter", undefined],
        [
            "an end before the start",
            { "EventPublishTime.Start": "2026-01-02T00:00:00Z", "EventPublishTime.End": "2026-01-01T00:00:00Z" },
            403,
            "InvalidParameter.TimeEndBeforeStart",
            undefined,
        ],
        [
            "no region",
            { RegionId: "" },
            404,
            "MissingParameter",
            "The input parameter “RegionId” that is mandatory for processing this request is not supplied.",
        ],
        ["a region that does not exist", { RegionId: "Nowhere" }, 404, "InvalidRegionId.NotFound", undefined],
    ] as const) {
        it(
            `refuses ${what}`,
            withEmulator({}, async (ecs) => {
                const answer = await askFullStatus(ecs, parameters);
                assert.deepEqual([answer.status, answer.json.Code], [status, code]);
                assert.deepEqual([ecs.requests[0]?.httpStatus, ecs.requests[0]?.code], [status, code]);
                if (message !== undefined) {
                    assert.equal(answer.json.Message, message);
                }
            }),
        );
    }

    it(
        "leaves to the gateway what every request needs, with the gateway's status",
        withEmulator({ verifySignatures: false }, async (ecs) => {
            for (const version of ["", "2020-01-01"]) {
                const answer = await ask(ecs, { action: ACTION, version });
                assert.equal(answer.status, 400);
            }
        }),
    );

    for (const [code, status] of [
        ["OperationDenied.NotInWhiteList", 403],
        ["InvalidParameter", 403],
        ["MissingParameter", 404],
        ["InternalError", 500],
    ] as const) {
        it(
            `has ${code} on request, with the status of its document`,
            withEmulator({}, async (ecs) => {
                ecs.fault({ kind: "error", code });
                const answer = await askFullStatus(ecs);
                assert.deepEqual([answer.status, answer.json.Code], [status, code]);
            }),
        );
    }
});
