import assert from "node:assert/strict";
import { EcsApiError } from "../../provider/errors";
import { onWire } from "../support/wire";

const REQUEST = { regionId: "cn-hangzhou", instanceIds: ["i-1"] };
const OPTIONS = { instances: [{ instanceId: "i-1" }] };
const RUNNING = [{ instanceId: "i-1", status: "Running" }];

function rows(...InstanceStatus: unknown[]): object {
    return { InstanceStatuses: { InstanceStatus } };
}

/** What the official SDK takes for a success although it is none, or is not whole; it says so of some with a plain error. */
const REFUSED: [string, object][] = [
    ["no InstanceStatuses", { InstanceStatuses: undefined }],
    ["InstanceStatuses null", { InstanceStatuses: null }],
    ["InstanceStatuses {}", { InstanceStatuses: {} }],
    ["InstanceStatuses []", { InstanceStatuses: [] }],
    ['InstanceStatuses ""', { InstanceStatuses: "" }],
    ["InstanceStatus null", { InstanceStatuses: { InstanceStatus: null } }],
    ["InstanceStatus {}", { InstanceStatuses: { InstanceStatus: {} } }],
    ["a row null", rows(null)],
    ["a row that is a text", rows("x")],
    ["a row without an id", rows({ Status: "Running" })],
    ["a row without a status", rows({ InstanceId: "i-1" })],
    ["an id that is a number", rows({ InstanceId: 1, Status: "Running" })],
    ["an id that is a boolean", rows({ InstanceId: true, Status: "Running" })],
    ["a status that is a number", rows({ InstanceId: "i-1", Status: 1 })],
    ["a status that is a boolean", rows({ InstanceId: "i-1", Status: true })],
    ["a status that is null", rows({ InstanceId: "i-1", Status: null })],
    ["TotalCount 1.5", { TotalCount: 1.5 }],
    ['TotalCount ""', { TotalCount: "" }],
    ['TotalCount "abc"', { TotalCount: "abc" }],
    ['TotalCount "-1"', { TotalCount: "-1" }],
    ["TotalCount -1", { TotalCount: -1 }],
    ["TotalCount null", { TotalCount: null }],
    ["no TotalCount", { TotalCount: undefined }],
];

/** Bodies that are no answer at all, and what one attempt makes of them. */
const BODIES: [string, string, string][] = [
    ["nothing", "", "HTTP200"],
    ["a page of HTML", "<html><body>Please sign in</body></html>", "HTTP200"],
    ["JSON behind a byte order mark", '\ufeff{"TotalCount":0}', "HTTP200"],
    ["half of an answer", '{"TotalCount":', "HTTP200"],
    ["the JSON value null", "null", "InvalidResponse"],
    ["an array", "[]", "InvalidResponse"],
    ["an array of rows", '[{"InstanceId":"i-1","Status":"Running"}]', "InvalidResponse"],
    ["a text", '"Running"', "InvalidResponse"],
    ["a number", "58", "InvalidResponse"],
    ["an empty object", "{}", "InvalidResponse"],
    [
        "an error in small letters",
        '{"code":"ServiceUnavailable","message":"It failed.","requestId":"request-1"}',
        "InvalidResponse",
    ],
];

describe("an answer with HTTP status 200", () => {
    for (const [what, change] of REFUSED) {
        it(
            `is refused with ${what}, and asked for again`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind: "answer", change: change as Record<string, unknown> });
                await assert.rejects(wire.api().describeInstanceStatus(REQUEST), {
                    code: "InvalidResponse",
                    kind: "transient",
                    httpStatus: 200,
                });
            }),
        );
    }

    for (const [what, body, code] of BODIES) {
        it(
            `is refused when it is ${what}, and asked for again`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind: "answer", body });
                await assert.rejects(wire.api().describeInstanceStatus(REQUEST), { code, kind: "transient" });
            }),
        );
    }

    for (const [what, change, expected] of [
        ['TotalCount "58", as some gateways write it', { TotalCount: "58" }, { totalCount: 58 }],
        ["a status that nobody knows", rows({ InstanceId: "i-1", Status: "Hibernating" }), { status: "Hibernating" }],
        ["members that nobody knows", { NextToken: "x", Extra: { deep: [1] } }, {}],
        ["no request id", { RequestId: undefined }, { requestId: "" }],
        ["an empty list", { ...rows(), TotalCount: 0 }, { status: undefined, totalCount: 0 }],
    ] as [string, object, { totalCount?: number; status?: string; requestId?: string }][]) {
        it(
            `is taken with ${what}`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind: "answer", change: change as Record<string, unknown> });
                const answer = await wire.api().describeInstanceStatus(REQUEST);
                const status = "status" in expected ? expected.status : "Running";
                assert.deepEqual(answer.rows, status === undefined ? [] : [{ ...RUNNING[0], status }]);
                assert.equal(answer.totalCount, expected.totalCount ?? 1);
                assert.equal(answer.requestId, expected.requestId ?? wire.ecs.requests[0]?.requestId);
            }),
        );
    }

    for (const [code, kind] of [
        ["ServiceUnavailable", "transient"],
        ["Throttling.User", "throttled"],
        ["Forbidden.RAM", "denied"],
        ["InvalidZoneId.NotFound", "invalid"],
        ["SignatureDoesNotMatch", "credentials"],
    ] as const) {
        it(
            `is the error that stands in it: ${code}`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind: "errorIn200", code });
                await assert.rejects(wire.api().describeInstanceStatus(REQUEST), (error) => {
                    assert.ok(error instanceof EcsApiError);
                    assert.deepEqual([error.code, error.kind, error.httpStatus], [code, kind, 200]);
                    assert.equal(error.requestId, wire.ecs.requests[0]?.requestId);
                    return true;
                });
            }),
        );
    }
});
