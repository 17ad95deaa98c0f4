import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";

import type { AnswerFaultKind, EcsEmulator, Fault } from "../../../../../sdk/testing";
import { ANSWER_FAULTS } from "../../../../../sdk/testing/faults/fault-table";
import { ERROR_CATALOGUE } from "../../../../../sdk/testing/server/error-catalogue";
import { ask, askLegacy } from "../raw-client";
import { contentLength, hasArrived, readHttp, watchSocket } from "../raw-socket";
import { withEmulator } from "../with-emulator";

interface Expectation {
    readonly fault?: Partial<Fault>;
    readonly status: number;
    readonly type?: RegExp;
    readonly body: RegExp | "";
    readonly code?: string;
    readonly header?: RegExp;
}

const JSON_TYPE = /application\/json;charset=utf-8/;
const RIGHT = /^\{"RequestId":"[0-9A-F-]{36}","PageSize":10,"PageNumber":1,"TotalCount":1,/;

function jsonError(code: string): RegExp {
    return new RegExp(`^\\{"RequestId":"[0-9A-F-]{36}","HostId":"127\\.0\\.0\\.1:\\d+","Code":"${code}","Message":"`);
}

/** What each kind looks like on the wire. */
const EXPECTED: Record<AnswerFaultKind, Expectation> = {
    error: {
        fault: { code: "OperationConflict" },
        status: 409,
        type: JSON_TYPE,
        body: jsonError("OperationConflict"),
        code: "OperationConflict",
    },
    throttled: { status: 400, type: JSON_TYPE, body: jsonError("Throttling.User"), code: "Throttling.User" },
    unavailable503: { status: 503, type: JSON_TYPE, body: jsonError("ServiceUnavailable"), code: "ServiceUnavailable" },
    errorIn200: { status: 200, type: JSON_TYPE, body: jsonError("ServiceUnavailable"), code: "ServiceUnavailable" },
    empty429: { status: 429, type: JSON_TYPE, body: /^\{\}$/ },
    html502: { status: 502, type: /text\/html/, body: /^<html>[^]*502 Bad Gateway/ },
    html200: { status: 200, type: /text\/html/, body: /^<html>/ },
    empty500: { status: 500, body: "" },
    empty200: { status: 200, body: "" },
    noContent204: { status: 204, body: "" },
    redirect302: { status: 302, body: "", header: /\r\nlocation: \/\r\n/ },
    status600: { status: 600, type: JSON_TYPE, body: RIGHT },
    badJson: { status: 200, type: JSON_TYPE, body: /^\{"RequestId":"[0-9A-F-]{36}","TotalCount":$/ },
    bomJson: { status: 200, type: JSON_TYPE, body: /^\ufeff\{"RequestId"/ },
    gzip: { status: 200, type: JSON_TYPE, body: /./, header: /content-encoding: gzip/ },
    xmlError: {
        fault: { code: "InternalError" },
        status: 500,
        type: /content-type: text\/xml;charset=utf-8\r\n/,
        body: /<Error>.*<Code>InternalError<\/Code>/,
        code: "InternalError",
    },
    xmlErrorOtherCharset: {
        status: 503,
        type: /content-type: application\/xml; charset=UTF-8\r\n/,
        body: /<Error>.*<Code>ServiceUnavailable<\/Code>/,
        code: "ServiceUnavailable",
    },
    null400: { status: 400, type: JSON_TYPE, body: /^null$/ },
    null200: { status: 200, type: JSON_TYPE, body: /^null$/ },
    array200: { status: 200, type: JSON_TYPE, body: /^\[\]$/ },
    noList200: {
        status: 200,
        type: JSON_TYPE,
        body: /^\{"RequestId":"[0-9A-F-]{36}","PageSize":10,"PageNumber":1,"TotalCount":1\}$/,
    },
    answer: {
        fault: {
            httpStatus: 418,
            body: "short and stout",
            headers: { "content-type": "text/plain", "x-acs-retry-after": "-1" },
        },
        status: 418,
        type: /text\/plain/,
        body: /^short and stout$/,
        header: /x-acs-retry-after: -1/,
    },
};

const OPTIONS = { verifySignatures: false, instances: [{ instanceId: "i-a" }] };

async function watchFault(ecs: EcsEmulator, fault: Fault): Promise<{ head: string; body: Buffer }> {
    ecs.fault(fault);
    return readHttp((await watchSocket(ecs.endpoint, hasArrived)).bytes);
}

describe("faults of the answer", () => {
    it("are all tested here", () => assert.deepEqual(Object.keys(EXPECTED).sort(), Object.keys(ANSWER_FAULTS).sort()));

    for (const [kind, expected] of Object.entries(EXPECTED) as [AnswerFaultKind, Expectation][]) {
        it(
            `${kind}: a bare socket sees it, and the request after it is answered`,
            withEmulator(OPTIONS, async (ecs) => {
                const { head, body } = await watchFault(ecs, { kind, times: 1, ...expected.fault });
                assert.match(head, new RegExp(`^HTTP/1\\.1 ${expected.status} `));
                assert.match(`${head}\r\n`, expected.type ?? /^/);
                assert.match(`${head}\r\n`, expected.header ?? /^/);
                if (kind !== "noContent204") {
                    assert.equal(body.length, contentLength(head), "a whole answer by HTTP's rules");
                }
                if (expected.body === "") {
                    assert.equal(body.length, 0);
                } else {
                    assert.match(body.toString("utf8"), expected.body);
                }
                const [record] = ecs.requests;
                assert.deepEqual(
                    [record?.fault, record?.httpStatus, record?.code],
                    [kind, expected.status, expected.code],
                );
                assert.equal((await ask(ecs)).json.TotalCount, 1);
            }),
        );
    }

    it(
        "gzip hides the right answer",
        withEmulator(OPTIONS, async (ecs) => {
            const { body } = await watchFault(ecs, { kind: "gzip" });
            assert.match(gunzipSync(body).toString(), RIGHT);
        }),
    );

    for (const [code, { httpStatus, message }] of ERROR_CATALOGUE) {
        it(
            `error ${code} has its documented status ${httpStatus} and text`,
            withEmulator(OPTIONS, async (ecs) => {
                ecs.fault({ kind: "error", code });
                const { status, json } = await ask(ecs);
                assert.deepEqual([status, json.Code, json.Message], [httpStatus, code, message]);
                assert.equal(json["AccessDeniedDetail"] !== undefined, code === "Forbidden.RAM");
            }),
        );
    }

    it(
        "Forbidden.RAM names the action that is not allowed, in JSON and in XML",
        withEmulator({ instances: [] }, async (ecs) => {
            ecs.fault({ kind: "error", code: "Forbidden.RAM", times: 2 });
            const detail = (await ask(ecs)).json["AccessDeniedDetail"] as Record<string, string>;
            assert.deepEqual(
                [detail["AuthAction"], detail["NoPermissionType"]],
                ["ecs:DescribeInstanceStatus", "ImplicitDeny"],
            );
            const { body } = await askLegacy(ecs);
            assert.match(body, /<AccessDeniedDetail><AuthAction>ecs:DescribeInstanceStatus<\/AuthAction>/);
        }),
    );

    it(
        "error may have a status, text and hint of its own, and then any code",
        withEmulator(OPTIONS, async (ecs) => {
            ecs.fault({ kind: "error", code: "Brand.New", httpStatus: 422, message: "Nobody knows.", retryAfterMs: 5 });
            const { status, json, headers } = await ask(ecs);
            assert.deepEqual([status, json.Code, json.Message], [422, "Brand.New", "Nobody knows."]);
            assert.equal(headers["x-acs-retry-after"], "5");
        }),
    );

    it(
        "answer can change members of the right answer, in both formats",
        withEmulator({ instances: [{ instanceId: "i-a" }] }, async (ecs) => {
            ecs.fault({ kind: "answer", times: 2, change: { TotalCount: "58", PageSize: undefined } });
            const { json } = await ask(ecs);
            assert.deepEqual([json.TotalCount, "PageSize" in json, json["PageNumber"]], ["58", false, 1]);
            const { body } = await askLegacy(ecs);
            assert.match(body, /<TotalCount>58<\/TotalCount>/);
            assert.doesNotMatch(body, /PageSize/);
        }),
    );

    it(
        "every kind can have a status, headers and a body of its own",
        withEmulator(OPTIONS, async (ecs) => {
            const own = { httpStatus: 503, headers: { "x-own": "yes" }, body: "down for maintenance" };
            for (const kind of ["html502", "gzip", "closeAfterAnswer"] as const) {
                const { head, body } = await watchFault(ecs, { kind, ...own });
                assert.match(head, /^HTTP\/1\.1 503 [^]*\r\nx-own: yes\r\n/, kind);
                assert.equal((kind === "gzip" ? gunzipSync(body) : body).toString(), own.body, kind);
            }
            ecs.fault({ kind: "truncated", ...own });
            const { head, body } = readHttp((await watchSocket(ecs.endpoint)).bytes);
            assert.deepEqual([contentLength(head), body.toString()], [20, "down for m"]);
        }),
    );

    it(
        "answer replaces a header of the right answer in whatever case it is written",
        withEmulator(OPTIONS, async (ecs) => {
            const { head } = await watchFault(ecs, { kind: "answer", headers: { "Content-Type": "text/plain" } });
            assert.deepEqual(head.match(/content-type:.*/gi), ["content-type: text/plain"]);
        }),
    );
});
