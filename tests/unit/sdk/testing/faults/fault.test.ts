import assert from "node:assert/strict";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";

import type { Fault } from "../../../../../sdk/testing";
import { ask, askLegacy } from "../raw-client";
import { withEmulator } from "../with-emulator";

const CIRCLE: Record<string, unknown> = {};
CIRCLE["Circle"] = { of: [CIRCLE] };

const ERROR = { kind: "error", code: "InternalError" };
const HEADER_NAMES = "headers: expected valid HTTP header names except content-length and transfer-encoding, got";
const HEADER_VALUE = "expected a string of Latin-1 characters without line breaks, got";
const CHANGE = 'change: expected an object that JSON can represent, such as { TotalCount: "58" }, got';

describe("an invalid fault", () => {
    for (const [fault, message] of [
        [{ kind: "toString" }, /^kind: expected a fault kind \(reset, .*, answer\), got "toString"$/],
        [{}, /^kind: expected .*, got undefined$/],
        ["reset", 'fault: expected an object, got "reset"'],
        [undefined, "fault: expected an object, got undefined"],
        [{ kind: "reset", time: 2 }, /^unknown property `time` \(known: kind, times, forMs, .*, change\)$/],
        [{ kind: "reset", times: -1 }, "times: expected an integer >= 0, or Infinity, got -1"],
        [{ kind: "reset", times: NaN }, "times: expected an integer >= 0, or Infinity, got NaN"],
        [{ kind: "reset", times: "2" }, 'times: expected an integer >= 0, or Infinity, got "2"'],
        [{ kind: "reset", forMs: "5s" }, 'forMs: expected a number >= 0, or Infinity, got "5s"'],
        [{ kind: "reset", forMs: -0.5 }, "forMs: expected a number >= 0, or Infinity, got -0.5"],
        [{ kind: "reset", skip: -1 }, "skip: expected an integer >= 0, got -1"],
        [{ kind: "reset", regionId: 5 }, "regionId: expected a string, got 5"],
        [{ kind: "reset", instanceId: ["i-1"] }, "instanceId: expected a non-empty string, got [ 'i-1' ]"],
        [{ kind: "reset", instanceId: "" }, 'instanceId: expected a non-empty string, got ""'],
        [
            { kind: "error" },
            "code: expected a documented error code, or any code together with httpStatus, got undefined",
        ],
        [
            { kind: "error", code: "Made.Up" },
            'code: expected a documented error code, or any code together with httpStatus, got "Made.Up"',
        ],
        [{ kind: "throttled", code: 5 }, "code: expected a non-empty string, got 5"],
        [{ ...ERROR, message: null }, "message: expected a string, got null"],
        [{ ...ERROR, httpStatus: 42 }, "httpStatus: expected an integer from 200 to 999, got 42"],
        [{ ...ERROR, httpStatus: 100 }, "httpStatus: expected an integer from 200 to 999, got 100"],
        [{ kind: "answer", httpStatus: 1000 }, "httpStatus: expected an integer from 200 to 999, got 1000"],
        [{ kind: "answer", httpStatus: "200" }, 'httpStatus: expected an integer from 200 to 999, got "200"'],
        [{ kind: "throttled", retryAfterMs: NaN }, "retryAfterMs: expected a number >= 0, got NaN"],
        [{ kind: "slow" }, "delayMs: expected the milliseconds that a slow answer takes, got undefined"],
        [{ kind: "slow", delayMs: "3s" }, 'delayMs: expected a number from 0 to 2147483647, got "3s"'],
        [{ kind: "slow", delayMs: 2 ** 31 }, "delayMs: expected a number from 0 to 2147483647, got 2147483648"],
        [{ kind: "drip", intervalMs: -1 }, "intervalMs: expected a number from 0 to 2147483647, got -1"],
        [{ kind: "answer", body: 5 }, "body: expected a string, got 5"],
        [{ kind: "answer", body: { a: 1 } }, "body: expected a string, got { a: 1 }"],
        [{ kind: "answer", headers: "x-a: b" }, /^headers: expected an object of strings, such as .*, got "x-a: b"$/],
        [{ kind: "answer", headers: { "x-\u00e4": "b" } }, `${HEADER_NAMES} "x-\u00e4"`],
        [{ kind: "answer", headers: { "x a": "b" } }, `${HEADER_NAMES} "x a"`],
        [{ kind: "answer", headers: { "": "b" } }, `${HEADER_NAMES} ""`],
        [{ kind: "answer", headers: { "Content-Length": "5" } }, `${HEADER_NAMES} "Content-Length"`],
        [{ kind: "answer", headers: { "transfer-encoding": "chunked" } }, `${HEADER_NAMES} "transfer-encoding"`],
        [{ kind: "answer", headers: { "x-a": "b\nc" } }, `headers["x-a"]: ${HEADER_VALUE} "b\\nc"`],
        [{ kind: "answer", headers: { "x-a": "\u2026" } }, `headers["x-a"]: ${HEADER_VALUE} "\u2026"`],
        [{ kind: "answer", headers: { "x-a": 5 } }, `headers["x-a"]: ${HEADER_VALUE} 5`],
        [{ kind: "answer", headers: { "x-a": undefined } }, `headers["x-a"]: ${HEADER_VALUE} undefined`],
        [{ kind: "answer", change: { x: 1n } }, `${CHANGE} { x: 1n }`],
        [{ kind: "answer", change: { TotalCount: NaN } }, `${CHANGE} { TotalCount: NaN }`],
        [{ kind: "answer", change: { rows: [undefined] } }, `${CHANGE} { rows: [ undefined ] }`],
        [{ kind: "answer", change: { x: () => 1 } }, `${CHANGE} { x: [Function: x] }`],
        [{ kind: "answer", change: { x: new Date(0) } }, `${CHANGE} { x: 1970-01-01T00:00:00.000Z }`],
        [{ kind: "answer", change: CIRCLE }, `${CHANGE} <ref *1> { Circle: { of: [ [Circular *1] ] } }`],
        [{ kind: "answer", change: ["a"] }, `${CHANGE} [ 'a' ]`],
    ] as const) {
        it(
            `is refused where it is written: ${inspect(fault, { breakLength: Infinity })}`,
            withEmulator({ verifySignatures: false }, async (ecs) => {
                assert.throws(() => ecs.fault(fault as unknown as Fault), { name: "TypeError", message });
                assert.equal((await ask(ecs)).status, 200);
                assert.equal(ecs.requests[0]?.fault, undefined);
            }),
        );
    }
});

describe("a fault with extreme values", () => {
    for (const fault of [
        { kind: "answer", httpStatus: 200, body: "" },
        { kind: "answer", httpStatus: 999 },
        { kind: "answer", headers: { "x-a": "", "x-b": "\u00e9\t" } },
        { kind: "answer", change: {} },
        { kind: "slow", delayMs: 0 },
        { kind: "throttled", retryAfterMs: 0 },
        { kind: "empty500", forMs: Infinity },
        { kind: "empty500", times: Infinity, skip: 0 },
        { ...ERROR, times: undefined, headers: undefined, kind: "error" },
    ] satisfies Fault[]) {
        it(
            `is answered: ${inspect(fault, { breakLength: Infinity })}`,
            withEmulator({ verifySignatures: false }, async (ecs) => {
                ecs.fault(fault);
                assert.ok((await ask(ecs)).status >= 200);
                assert.equal(ecs.requests[0]?.fault, fault.kind);
            }),
        );
    }

    it(
        "may be an object of another realm, as test runners such as Jest make it",
        withEmulator({ verifySignatures: false }, async (ecs) => {
            const fault = runInNewContext(
                `({ kind: "answer", headers: { "x-a": "b" }, change: { Rows: [{}] } })`,
            ) as Fault;
            ecs.fault(fault);
            const { headers, json } = await ask(ecs);
            assert.deepEqual([headers["x-a"], json["Rows"]], ["b", [{}]]);
        }),
    );

    it(
        "may leave out a member of a member, in both formats",
        withEmulator({ instances: [{ instanceId: "i-a" }] }, async (ecs) => {
            const row = { InstanceId: "i-a", Status: undefined };
            ecs.fault({ kind: "answer", times: 2, change: { InstanceStatuses: { InstanceStatus: [row] } } });
            assert.deepEqual((await ask(ecs)).json.InstanceStatuses, { InstanceStatus: [{ InstanceId: "i-a" }] });
            assert.match(
                (await askLegacy(ecs)).body,
                /<InstanceStatus><InstanceId>i-a<\/InstanceId><\/InstanceStatus>/,
            );
        }),
    );
});
