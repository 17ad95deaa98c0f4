import assert from "node:assert/strict";
import { describeInstanceStatus } from "../../../../../provider/ecs/calls/describe-instance-status/call";
import type { InstanceStatusRequest, InstanceStatusPage } from "../../../../../provider/ecs/ecs-api";
import { readAnswer } from "../../../../../provider/ecs/rpc/rpc-answer";
import { EcsApiError } from "../../../../../provider/errors";

const REGION = { regionId: "cn-hangzhou" };

/** Reads an answer with HTTP status 200, as the client does. */
function read(
    request: InstanceStatusRequest,
    answer: unknown,
    secrets: readonly string[] = [],
    headers: Record<string, string> = {},
): InstanceStatusPage {
    return readAnswer(describeInstanceStatus, request, { status: 200, headers, text: JSON.stringify(answer) }, secrets);
}

function body(members: object = {}): Record<string, unknown> {
    return {
        RequestId: "request-1",
        TotalCount: 2,
        PageNumber: 1,
        PageSize: 10,
        InstanceStatuses: { InstanceStatus: [row("i-1"), row("i-2", "Stopped")] },
        ...members,
    };
}

function row(InstanceId: unknown, Status: unknown = "Running"): object {
    return { InstanceId, Status };
}

function withRows(...rows: unknown[]): Record<string, unknown> {
    return body({ InstanceStatuses: { InstanceStatus: rows } });
}

function errorOf(
    answer: unknown,
    { instanceIds, retryAfterMs }: { instanceIds?: string[]; retryAfterMs?: number } = {},
): EcsApiError {
    try {
        const headers: Record<string, string> =
            retryAfterMs === undefined ? {} : { "x-acs-retry-after": String(retryAfterMs) };
        read({ ...REGION, instanceIds }, answer, [], headers);
    } catch (error) {
        assert.ok(error instanceof EcsApiError);
        return error;
    }
    assert.fail("the answer was taken for a whole one");
}

describe("an answer with HTTP status 200, once read", () => {
    it("takes a whole answer", () => {
        assert.deepEqual(read(REGION, body()), {
            requestId: "request-1",
            totalCount: 2,
            rows: [
                { instanceId: "i-1", status: "Running" },
                { instanceId: "i-2", status: "Stopped" },
            ],
        });
    });

    it("takes the first sample of the API document", () => {
        const answer = JSON.parse(
            '{"PageSize":1,"RequestId":"473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E","PageNumber":1,"TotalCount":58,"InstanceStatuses":{"InstanceStatus":[{"Status":"Running","InstanceId":"i-bp1j4i2jdf3owlhe****"}]}}',
        ) as unknown;
        assert.deepEqual(read(REGION, answer), {
            requestId: "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E",
            totalCount: 58,
            rows: [{ instanceId: "i-bp1j4i2jdf3owlhe****", status: "Running" }],
        });
    });

    it("takes an answer without rows for one: nothing matches", () => {
        assert.deepEqual(read(REGION, body({ TotalCount: 0, InstanceStatuses: { InstanceStatus: [] } })), {
            requestId: "request-1",
            totalCount: 0,
            rows: [],
        });
    });

    it("passes on a status that nobody knows yet", () => {
        assert.deepEqual(read(REGION, withRows(row("i-1", "Hibernating"))).rows, [
            { instanceId: "i-1", status: "Hibernating" },
        ]);
    });

    it("does without a request id, and passes over members that it does not know", () => {
        const answer = { ...body({ NextToken: "x" }), RequestId: undefined };
        assert.equal(read(REGION, answer).requestId, "");
        assert.equal(read(REGION, { ...answer, RequestId: 7 }).requestId, "");
    });

    it("leaves out rows that were not asked for", () => {
        const { rows } = read({ ...REGION, instanceIds: ["i-2", "i-9"] }, body());
        assert.deepEqual(rows, [{ instanceId: "i-2", status: "Stopped" }]);
    });

    it("keeps a row that comes twice once", () => {
        assert.deepEqual(read(REGION, withRows(row("i-1"), row("i-1"))).rows.length, 1);
    });

    it("takes TotalCount as text, as some gateways write it", () => {
        assert.equal(read(REGION, body({ TotalCount: "58" })).totalCount, 58);
    });

    for (const [what, answer] of [
        ["null", null],
        ["an array", []],
        ["an array of rows", [row("i-1")]],
        ["a text", "<html>"],
        ["a number", 7],
        ["an empty object", {}],
        ["no InstanceStatuses", body({ InstanceStatuses: undefined })],
        ["InstanceStatuses null", body({ InstanceStatuses: null })],
        ["InstanceStatuses {}", body({ InstanceStatuses: {} })],
        ["InstanceStatuses []", body({ InstanceStatuses: [] })],
        ['InstanceStatuses ""', body({ InstanceStatuses: "" })],
        ["InstanceStatus null", body({ InstanceStatuses: { InstanceStatus: null } })],
        ["InstanceStatus {}", body({ InstanceStatuses: { InstanceStatus: {} } })],
        ['InstanceStatus ""', body({ InstanceStatuses: { InstanceStatus: "" } })],
        ["a row null", withRows(row("i-1"), null)],
        ["a row that is a text", withRows("x")],
        ["a row that is an array", withRows([])],
        ["a row without an id", withRows({ Status: "Running" })],
        ["a row without a status", withRows({ InstanceId: "i-1" })],
        ["a row with an empty id", withRows(row(""))],
        ["a row with an empty status", withRows(row("i-1", ""))],
        ["a row whose id is a number", withRows(row(1))],
        ["a row whose status is a boolean", withRows(row("i-1", true))],
        ["a row whose status is null", withRows(row("i-1", null))],
        ["two words on one instance", withRows(row("i-1", "Running"), row("i-1", "Stopped"))],
        ["TotalCount 1.5", body({ TotalCount: 1.5 })],
        ['TotalCount ""', body({ TotalCount: "" })],
        ['TotalCount "abc"', body({ TotalCount: "abc" })],
        ['TotalCount "-1"', body({ TotalCount: "-1" })],
        ['TotalCount "1.5"', body({ TotalCount: "1.5" })],
        ["TotalCount -1", body({ TotalCount: -1 })],
        ["TotalCount null", body({ TotalCount: null })],
        ["TotalCount left out", body({ TotalCount: undefined })],
        ["TotalCount beyond counting", body({ TotalCount: 1e21 })],
        ["TotalCount true", body({ TotalCount: true })],
    ] as [string, unknown][]) {
        it(`refuses an answer with ${what}, and lets it be tried again`, () => {
            const error = errorOf(answer);
            assert.deepEqual([error.code, error.kind, error.httpStatus], ["InvalidResponse", "transient", 200]);
            assert.match(error.rawMessage, /^the answer cannot be used: /);
            assert.doesNotMatch(error.message, /undefined: |\[object/);
        });
    }

    it("says which instance ECS says two things of, and in which answer", () => {
        const { message } = errorOf(withRows(row("i-1", "Running"), row("i-1", "Stopped")));
        assert.deepEqual(message.split("\n"), [
            "[transient] InvalidResponse: the answer cannot be used: it says both Running and Stopped of i-1",
            "  answer   HTTP 200, request request-1",
        ]);
    });

    for (const [code, kind] of [
        ["ServiceUnavailable", "transient"],
        ["Throttling.User", "throttled"],
        ["Forbidden.RAM", "denied"],
        ["InvalidZoneId.NotFound", "invalid"],
        ["Made.Up", "invalid"],
    ] as const) {
        it(`finds the error ${code} in an answer with HTTP status 200`, () => {
            const error = errorOf({ Code: code, Message: "It failed.", RequestId: "request-1", HostId: "h" });
            assert.deepEqual(
                [error.code, error.kind, error.httpStatus, error.requestId, error.rawMessage],
                [code, kind, 200, "request-1", "It failed."],
            );
        });
    }

    it("finds such an error without a text", () => {
        assert.equal(errorOf({ Code: "InternalError" }).rawMessage, "an error in an answer with HTTP status 200");
    });

    for (const list of [undefined, null, {}, { InstanceStatus: [] }, { InstanceStatus: [row("i-1")] }]) {
        it(`finds it whatever list stands beside it: ${JSON.stringify(list)}`, () => {
            const error = errorOf({ Code: "Throttling.User", TotalCount: 0, InstanceStatuses: list });
            assert.deepEqual([error.code, error.kind], ["Throttling.User", "throttled"]);
        });
    }

    it("keeps when the server wants to be asked again", () => {
        const error = errorOf({ Code: "FlowControl.Exceeded" }, { retryAfterMs: 1_500 });
        assert.deepEqual([error.kind, error.retryAfterMs], ["throttled", 1_500]);
    });

    for (const Code of ["200", "OK", "Success", ""]) {
        it(`takes the code "${Code}" for no error`, () => {
            assert.equal(read(REGION, body({ Code })).rows.length, 2);
        });
    }

    it("has no trouble with ids that are members of every object", () => {
        const rows = read({ ...REGION, instanceIds: ["__proto__", "constructor"] }, withRows(row("__proto__"))).rows;
        assert.deepEqual(rows, [{ instanceId: "__proto__", status: "Running" }]);
    });
});

describe("an answer with HTTP status 200, and what could be misused", () => {
    it("cuts what an error with HTTP 200 echoes of the signed text, and masks secrets", () => {
        const message = "Specified signature is wrong. server StringToSign is [x-acs-security-token:made-up-token]";
        const answer = { RequestId: "request-1", Code: "SignatureDoesNotMatch", Message: `${message}\n` };
        assert.throws(
            () => read(REGION, answer, ["made-up-token"]),
            (error) => error instanceof EcsApiError && error.rawMessage === "Specified signature is wrong.",
        );
    });

    it("takes no control characters in an id or a status", () => {
        assert.equal(errorOf(withRows(row("i-1\u001b[2J"))).code, "InvalidResponse");
        assert.equal(errorOf(withRows(row("i-1", "Run\nning"))).code, "InvalidResponse");
    });
});
