import assert from "node:assert/strict";
import { EcsApiError, type EcsErrorKind } from "../../../../provider/errors";

describe("EcsApiError", () => {
    const details = {
        code: "Some.Code",
        message: "Something happened.",
        action: "DescribeInstanceStatus",
        httpStatus: 400,
        requestId: "request-1",
    };

    for (const [kind, advice] of [
        [
            "throttled",
            "  try      other clients of this account use up the quota of DescribeInstanceStatus in this region: ask less often, or later",
        ],
        ["transient", undefined],
        [
            "denied",
            '  try      allow the action in a RAM policy of this identity: { "Effect": "Allow", "Action": "ecs:DescribeInstanceStatus", "Resource": "*" }',
        ],
        [
            "credentials",
            "  try      check the access key, its secret and token: do they belong together and to this account, and are they still valid?",
        ],
        ["invalid", undefined],
    ] as [EcsErrorKind, string | undefined][]) {
        it(`of the kind ${kind} says what ECS said, where that can be looked up, and ${advice ? "what to try" : "nothing else"}`, () => {
            assert.deepEqual(new EcsApiError({ ...details, kind }).message.split("\n"), [
                `[${kind}] Some.Code: Something happened.`,
                "  answer   HTTP 400, request request-1",
                ...(advice === undefined ? [] : [advice]),
            ]);
        });
    }

    for (const [kind, advice] of [
        ["throttled", /the quota of DescribeInstances in this region/],
        ["denied", /"Action": "ecs:DescribeInstances", "Resource"/],
    ] as const) {
        it(`of the kind ${kind} names the call that was refused`, () => {
            assert.match(new EcsApiError({ ...details, kind, action: "DescribeInstances" }).message, advice);
            assert.match(
                new EcsApiError({ ...details, kind, action: "DescribeInstances" }).copy("i-1").message,
                advice,
            );
        });

        it(`of the kind ${kind} names no call where none is known`, () => {
            assert.doesNotMatch(new EcsApiError({ ...details, kind, action: undefined }).message, /Describe|undefined/);
        });
    }

    it("is one line when there was no answer", () => {
        const error = new EcsApiError({ code: "ECONNRESET", kind: "transient", message: "the connection was closed" });
        assert.equal(error.message, "[transient] ECONNRESET: the connection was closed");
    });

    it("leaves out the half of the answer that is not known", () => {
        const base = { code: "C", kind: "invalid", message: "m" } as const;
        assert.match(new EcsApiError({ ...base, httpStatus: 502 }).message, /\n {2}answer {3}HTTP 502$/);
        assert.match(new EcsApiError({ ...base, requestId: "R" }).message, /\n {2}answer {3}request R$/);
        assert.equal(new EcsApiError({ ...base, requestId: "" }).message, "[invalid] C: m");
    });

    it("prefers the hint of the code to that of the kind", () => {
        const { message } = new EcsApiError({ ...details, kind: "denied", hint: "pay the bill" });
        assert.equal(message.split("\n").at(-1), "  try      pay the bill");
    });

    it("carries the parts that programs decide by", () => {
        const cause = new Error("why");
        const error = new EcsApiError({ ...details, kind: "throttled", retryAfterMs: 1_500, cause });
        const { code, name, kind, httpStatus, requestId, retryAfterMs, rawMessage } = error;
        assert.deepEqual(
            { code, name, kind, httpStatus, requestId, retryAfterMs, rawMessage, cause: error.cause },
            {
                code: "Some.Code",
                name: "EcsApiError",
                kind: "throttled",
                httpStatus: 400,
                requestId: "request-1",
                retryAfterMs: 1_500,
                rawMessage: "Something happened.",
                cause,
            },
        );
    });

    it("can be copied for each who shared the request, for one instance where that is known", () => {
        const error = new EcsApiError({ ...details, kind: "invalid", retryAfterMs: 7, hint: "look" });
        const plain = error.copy();
        assert.notEqual(plain, error);
        assert.equal(plain.message, error.message);
        const about = error.copy("i-1");
        assert.deepEqual(about.message.split("\n"), [
            "[invalid] Some.Code: Something happened. (i-1)",
            "  answer   HTTP 400, request request-1",
            "  try      look",
        ]);
        assert.deepEqual(
            [about.code, about.kind, about.httpStatus, about.requestId, about.retryAfterMs],
            ["Some.Code", "invalid", 400, "request-1", 7],
        );
    });
});
