import assert from "node:assert/strict";
import * as http from "node:http";

import type { DeliveryFaultKind, EcsEmulator, Fault } from "../../../../../sdk/testing";
import { DELIVERY_FAULTS } from "../../../../../sdk/testing/faults/fault-table";
import { ask } from "../raw-client";
import { contentLength, hasArrived, readHttp, watchSocket, type SocketStory } from "../raw-socket";
import { withEmulator } from "../with-emulator";

const OPTIONS = { verifySignatures: false, instances: [{ instanceId: "i-a" }] };

type Check = (story: SocketStory, ecs: EcsEmulator) => void;

/** When a connection that stays open has been watched long enough. The others end. */
const ENOUGH: Partial<Record<DeliveryFaultKind, (bytes: Buffer, ecs: EcsEmulator) => boolean>> = {
    hang: (_bytes, ecs) => ecs.requests.length === 1,
    stall: (bytes) => hasArrived(bytes, 0.5),
    slow: (bytes) => hasArrived(bytes),
    drip: (bytes) => hasArrived(bytes, 0.05),
    hugeHeader: (bytes) => hasArrived(bytes),
};

function nothingAnd(ending: string): Check {
    return (story, ecs) => {
        assert.deepEqual([story.bytes.length, story.ending], [0, ending]);
        assert.deepEqual([ecs.requests[0]?.httpStatus, ecs.requests[0]?.code], [0, undefined]);
    };
}

function halfAnd(ending: string): Check {
    return (story, ecs) => {
        const { head, body } = readHttp(story.bytes);
        assert.match(head, /^HTTP\/1.1 200 OK\r\n/);
        assert.equal(body.length, Math.ceil(contentLength(head) / 2));
        assert.match(body.toString(), /^\{"RequestId":/);
        assert.equal(story.ending, ending);
        assert.equal(ecs.requests[0]?.httpStatus, 200);
    };
}

/** What each kind looks like on the wire. */
const EXPECTED: Record<DeliveryFaultKind, [Partial<Fault>, Check]> = {
    reset: [{}, nothingAnd("ECONNRESET")],
    fin: [{}, nothingAnd("end")],
    hang: [{}, nothingAnd("open")],
    stall: [{}, halfAnd("open")],
    truncated: [{}, halfAnd("end")],
    resetInBody: [{}, halfAnd("ECONNRESET")],
    truncatedChunked: [
        {},
        ({ bytes, ending }) => {
            const { head, body } = readHttp(bytes);
            assert.match(head, /transfer-encoding: chunked/i);
            assert.match(body.toString(), /^[0-9a-f]+\r\n\{"RequestId":/);
            assert.doesNotMatch(body.toString(), /\r\n0\r\n/);
            assert.equal(ending, "end");
        },
    ],
    truncatedClose: [
        {},
        ({ bytes, ending }) => {
            const { head, body } = readHttp(bytes);
            assert.match(head, /^HTTP\/1.1 200 OK\r\n/);
            assert.match(head, /connection: close/);
            assert.doesNotMatch(head, /content-length|transfer-encoding/i);
            assert.match(body.toString(), /^\{"RequestId":/);
            assert.throws(() => JSON.parse(body.toString()));
            assert.equal(ending, "end");
        },
    ],
    slow: [
        { delayMs: 60 },
        ({ bytes, ending, elapsedMs }) => {
            const { head, body } = readHttp(bytes);
            assert.equal(body.length, contentLength(head));
            assert.ok(elapsedMs >= 60);
            assert.equal(ending, "open");
        },
    ],
    drip: [
        { intervalMs: 10 },
        ({ bytes, ending, elapsedMs }) => {
            const { head, body } = readHttp(bytes);
            assert.ok(body.length >= 2 && body.length <= elapsedMs / 9, `${body.length} bytes in ${elapsedMs} ms`);
            assert.ok(contentLength(head) > 100);
            assert.equal(ending, "open");
        },
    ],
    closeAfterAnswer: [
        {},
        ({ bytes, ending }) => {
            const { head, body } = readHttp(bytes);
            assert.match(head, /connection: keep-alive/i);
            assert.equal(body.length, contentLength(head));
            assert.equal(ending, "end");
        },
    ],
    garbage: [
        {},
        (story, ecs) => {
            assert.doesNotMatch(story.bytes.toString(), /^HTTP/);
            assert.ok(story.bytes.length > 0);
            assert.equal(story.ending, "end");
            assert.equal(ecs.requests[0]?.httpStatus, 0);
        },
    ],
    hugeHeader: [
        {},
        ({ bytes }) => {
            assert.ok(readHttp(bytes).head.length > 100_000);
        },
    ],
};

describe("faults of the connection", () => {
    it("are all tested here", () =>
        assert.deepEqual(Object.keys(EXPECTED).sort(), Object.keys(DELIVERY_FAULTS).sort()));

    for (const [kind, [details, check]] of Object.entries(EXPECTED) as [DeliveryFaultKind, [Partial<Fault>, Check]][]) {
        it(
            `${kind}: a bare socket sees it, and the request after it is answered`,
            withEmulator(OPTIONS, async (ecs) => {
                ecs.fault({ kind, times: 1, ...details });
                check(await watchSocket(ecs.endpoint, (bytes) => ENOUGH[kind]?.(bytes, ecs) ?? false), ecs);
                assert.equal(ecs.requests[0]?.fault, kind);
                assert.equal((await ask(ecs)).json.TotalCount, 1);
                assert.equal(ecs.requests[1]?.fault, undefined);
            }),
        );
    }

    it(
        "drip arrives whole in the end",
        withEmulator(OPTIONS, async (ecs) => {
            ecs.fault({ kind: "drip", intervalMs: 0 });
            assert.equal((await ask(ecs)).json.TotalCount, 1);
        }),
    );

    for (const [kind, code] of [
        ["garbage", "HPE_INVALID_CONSTANT"],
        ["hugeHeader", "HPE_HEADER_OVERFLOW"],
        ["fin", "ECONNRESET"],
        ["reset", "ECONNRESET"],
        ["truncated", "ECONNRESET"],
        ["truncatedChunked", "ECONNRESET"],
        ["resetInBody", "ECONNRESET"],
    ] as const) {
        it(
            `${kind} is ${code} to Node's client`,
            withEmulator(OPTIONS, async (ecs) => {
                ecs.fault({ kind });
                await assert.rejects(ask(ecs), { code });
            }),
        );
    }

    it(
        "closeAfterAnswer meets a client that keeps its connection",
        withEmulator(OPTIONS, async (ecs) => {
            const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
            ecs.fault({ kind: "closeAfterAnswer", skip: 1 });
            assert.equal((await ask(ecs, { agent })).status, 200);
            assert.equal((await ask(ecs, { agent })).status, 200);
            // Depending on who is faster, the client has noticed (new connection) or not (reset). Both are the point.
            await ask(ecs, { agent }).catch((error: unknown) => {
                assert.equal((error as NodeJS.ErrnoException).code, "ECONNRESET");
            });
            agent.destroy();
        }),
    );
});
