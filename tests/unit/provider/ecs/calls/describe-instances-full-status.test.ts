import assert from "node:assert/strict";
import { describeInstancesFullStatus } from "../../../../../provider/ecs/calls/describe-instances-full-status/call";
import type { AnswerObject, AnswerValue } from "../../../../../sdk/testing/server/xml";
import { read, readXml, refusalOf } from "./answers";

const REGION = { regionId: "cn-hangzhou" };

const EVENT = {
    EventId: "e-1",
    EventType: { Code: 1, Name: "SystemMaintenance.Reboot" },
    EventCycleStatus: { Code: 24, Name: "Scheduled" },
    EventPublishTime: "2026-11-20T10:00:00Z",
    NotBefore: "2026-11-26T10:00:00Z",
    Reason: "the host is repaired",
    ImpactLevel: "100",
    ExtendedAttribute: { Device: "", InactiveDisks: { InactiveDisk: [] } },
};
const READ_EVENT = {
    eventId: "e-1",
    type: "SystemMaintenance.Reboot",
    notBefore: "2026-11-26T10:00:00Z",
    reason: "the host is repaired",
};

function row(instanceId: string, status: string, health?: AnswerValue, events?: AnswerValue): AnswerObject {
    return {
        InstanceId: instanceId,
        Status: { Code: 1, Name: status },
        ...(health === undefined ? {} : { HealthStatus: { Code: 0, Name: health } }),
        ...(events === undefined ? {} : { ScheduledSystemEventSet: { ScheduledSystemEventType: events } }),
    };
}

function body(...rows: AnswerValue[]): AnswerObject {
    return {
        RequestId: "request-1",
        TotalCount: rows.length,
        PageNumber: 1,
        PageSize: 100,
        InstanceFullStatusSet: { InstanceFullStatusType: rows },
    };
}

function rowsIn(answer: unknown, instanceIds?: string[]): unknown {
    return read(describeInstancesFullStatus, { ...REGION, instanceIds }, answer).rows;
}

describe("an answer of DescribeInstancesFullStatus", () => {
    it("has status, health and system events of each instance", () => {
        assert.deepEqual(
            read(
                describeInstancesFullStatus,
                REGION,
                body(row("i-1", "Running", "Ok", [EVENT]), row("i-2", "Stopped")),
            ),
            {
                requestId: "request-1",
                totalCount: 2,
                rows: [
                    { instanceId: "i-1", status: "Running", health: "Ok", events: [READ_EVENT] },
                    { instanceId: "i-2", status: "Stopped" },
                ],
            },
        );
    });

    for (const events of [[], [EVENT], [EVENT, { ...EVENT, EventId: "e-2" }]]) {
        for (const count of [0, 1, 2]) {
            it(`is the same in XML: ${count} rows, each with ${events.length} events`, () => {
                const rows = Array.from({ length: count }, (_, index) => row(`i-${index}`, "Running", "Ok", events));
                assert.deepEqual(
                    readXml(describeInstancesFullStatus, REGION, body(...rows)),
                    read(describeInstancesFullStatus, REGION, body(...rows)),
                );
            });
        }
    }

    it("passes on a status and a health that are unknown, in their own spelling", () => {
        assert.deepEqual(rowsIn(body(row("i-1", "Hibernating", "OK"), row("i-2", "Running", "Maintaining"))), [
            { instanceId: "i-1", status: "Hibernating", health: "OK" },
            { instanceId: "i-2", status: "Running", health: "Maintaining" },
        ]);
    });

    it("leaves out rows that were not asked for", () => {
        assert.deepEqual(rowsIn(body(row("i-1", "Running", "Ok"), row("i-2", "Running", "Ok")), ["i-2", "i-3"]), [
            { instanceId: "i-2", status: "Running", health: "Ok" },
        ]);
    });

    for (const [what, health] of [
        ["no HealthStatus", undefined],
        ["a HealthStatus that is null", null],
        ["an empty HealthStatus", {}],
        ["a HealthStatus whose name is null", { Name: null }],
    ] as const) {
        it(`counts without a health where a row has ${what}`, () => {
            const answer = body({
                ...row("i-1", "Running"),
                ...(health === undefined ? {} : { HealthStatus: health }),
            });
            assert.deepEqual(rowsIn(answer), [{ instanceId: "i-1", status: "Running" }]);
        });
    }

    for (const [what, answer] of [
        ["no list", { RequestId: "request-1", TotalCount: 0 }],
        ["an empty set", { ...body(), InstanceFullStatusSet: {} }],
        ["the list of another call", { ...body(), InstanceFullStatusSet: { InstanceStatus: [] } }],
        ["a row null", body(null)],
        ["a row without an id", body({ Status: { Name: "Running" } })],
        ["a row without a status", body({ InstanceId: "i-1", HealthStatus: { Name: "Ok" } })],
        ["a status that is a string", body({ InstanceId: "i-1", Status: "Running" })],
        ["a status without a name", body({ InstanceId: "i-1", Status: { Code: 1 } })],
        ["a health that is a number", body(row("i-1", "Running", 7))],
        ["a health that is empty", body(row("i-1", "Running", ""))],
        ["a health with a control character", body(row("i-1", "Running", "O\u001bk"))],
        ["two statuses of one instance", body(row("i-1", "Running", "Ok"), row("i-1", "Stopped", "Ok"))],
        ["two healths of one instance", body(row("i-1", "Running", "Ok"), row("i-1", "Running", "Impaired"))],
        ["no TotalCount", { ...body(), TotalCount: "" }],
    ] as [string, AnswerObject][]) {
        it(`is refused with ${what}`, () => {
            assert.match(refusalOf(() => rowsIn(answer)).rawMessage, /^the answer cannot be used: /);
        });
    }

    it("names what ECS contradicts itself in", () => {
        const answer = body(row("i-1", "Running", "Ok"), row("i-1", "Running", "Impaired"));
        assert.match(
            refusalOf(() => rowsIn(answer)).rawMessage,
            /it says both Running \(Ok\) and Running \(Impaired\) of i-1/,
        );
    });

    for (const [what, events] of [
        ["null", null],
        ["a string", "soon"],
        ["a list of nothing", [null, "x", {}, []]],
        ["without an id", [{ ...EVENT, EventId: "" }]],
        ["without a type", [{ ...EVENT, EventType: { Code: 1 } }]],
        ["with a control character in its id", [{ ...EVENT, EventId: "e\n1" }]],
    ] as [string, AnswerValue][]) {
        it(`counts without an event that is ${what}`, () => {
            assert.deepEqual(rowsIn(body(row("i-1", "Running", "Ok", events))), [
                { instanceId: "i-1", status: "Running", health: "Ok" },
            ]);
        });
    }

    it("keeps the events beside a broken one, and of each event what is not broken", () => {
        const events = [null, { ...EVENT, NotBefore: 5, Reason: "a\u001b[2J b" }, EVENT] as AnswerValue[];
        assert.deepEqual(rowsIn(body(row("i-1", "Running", "Ok", events))), [
            {
                instanceId: "i-1",
                status: "Running",
                health: "Ok",
                events: [{ eventId: "e-1", type: "SystemMaintenance.Reboot", reason: "a [2J b" }, READ_EVENT],
            },
        ]);
    });
});
