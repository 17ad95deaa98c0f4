import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { once } from "node:events";
import { RawServer } from "../support/raw-server";
import { until } from "../support/wire";

const MEGABYTE = 1024 * 1024;
const PIECE = Buffer.alloc(MEGABYTE, " ");

/** Sends so many megabytes of blanks, as fast as they are taken, and then the end of an answer. */
async function send(response: ServerResponse, megabytes: number, taken: { bytes: number; closed: boolean }) {
    response.on("close", () => (taken.closed = true));
    response.writeHead(200, { "content-type": "application/json" });
    for (let sent = 0; sent < megabytes && !response.destroyed; sent += 1) {
        if (!response.write(PIECE)) {
            await Promise.race([once(response, "drain"), once(response, "close")]);
        }
        taken.bytes += PIECE.length;
    }
    response.end('{"RequestId":"r","TotalCount":0,"InstanceStatuses":{"InstanceStatus":[]}}');
}

async function ask(megabytes: number): Promise<{ outcome: unknown; bytes: number }> {
    const taken = { bytes: 0, closed: false };
    const server = await RawServer.start((_request, response) => void send(response, megabytes, taken));
    try {
        const outcome: unknown = await server
            .api()
            .describeInstanceStatus({ regionId: "cn-hangzhou" })
            .catch((thrown: unknown) => thrown);
        if (outcome instanceof Error) {
            await until(() => taken.closed);
        }
        return { outcome, bytes: taken.bytes };
    } finally {
        await server.close();
    }
}

describe("a large answer", () => {
    it("is read up to 10 MB", async () => {
        const { outcome } = await ask(9);
        assert.deepEqual(outcome, { requestId: "r", totalCount: 0, rows: [] });
    });

    it("is refused while it comes when it is larger, and its connection is closed", async () => {
        const { outcome, bytes } = await ask(200);
        assert.match(String(outcome), /\[transient\] AnswerTooLarge: the answer is larger than 10 MB/);
        // what the sockets of both sides hold was sent too
        assert.ok(bytes >= 10 * MEGABYTE && bytes < 40 * MEGABYTE, `${bytes / MEGABYTE} MB were taken`);
    });
});
