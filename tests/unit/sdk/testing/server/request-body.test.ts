import assert from "node:assert/strict";
import * as http from "node:http";
import * as net from "node:net";

import type { EcsEmulator } from "../../../../../sdk/testing";
import { HALF_PAST, withFakeClock } from "../../../../support/fake-clock";
import { ask, send, type RawAnswer } from "../raw-client";
import { withEmulator } from "../with-emulator";

const MIB = 1024 * 1024;
const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Parameters in a form that is this long in all. */
function formOf(bytes: number): string {
    const start = "Action=DescribeInstanceStatus&Version=2014-05-26&Format=JSON&RegionId=cn-hangzhou&x=";
    return start + "x".repeat(bytes - start.length);
}

function post(ecs: EcsEmulator, bytes: number): Promise<RawAnswer> {
    return send(ecs, "POST", "/", { ...FORM, "content-length": String(bytes) }, formOf(bytes));
}

function assertRefused({ status, headers, body }: RawAnswer): void {
    assert.deepEqual([status, headers["content-type"], headers.connection], [413, "text/html", "close"]);
    assert.match(body, /413 Request Entity Too Large/);
}

describe("a request with a body", () => {
    it(
        "is answered up to 1 MiB",
        withEmulator({ verifySignatures: false }, async (ecs) => {
            assert.equal((await post(ecs, MIB)).status, 200);
        }),
    );

    it(
        "of more is refused with 413 as a gateway does, is not recorded, and the next one is answered",
        withEmulator({ verifySignatures: false }, async (ecs) => {
            assertRefused(await post(ecs, MIB + 1));
            assertRefused(await post(ecs, 20 * MIB));
            assert.deepEqual(ecs.requests, []);
            assert.equal((await ask(ecs)).status, 200);
        }),
    );

    it(
        "that does not say how long it is, is refused once it is too long",
        withEmulator({ verifySignatures: false }, async (ecs) => {
            const [host, port] = ecs.endpoint.split(":");
            const status = await new Promise((resolve, reject) => {
                const request = http.request({ host, port, method: "POST", agent: false });
                request.on("error", reject);
                request.on("response", (response) => {
                    resolve(response.statusCode);
                    request.destroy();
                });
                // never ended: the answer must not wait for the rest
                request.write(formOf(MIB + 1));
            });
            assert.equal(status, 413);
        }),
    );

    it("of a client that sends on and on ends within a second", async () => {
        await withFakeClock(async (clock) => {
            await withEmulator({ now: () => HALF_PAST }, async (ecs) => {
                const [host, port] = ecs.endpoint.split(":");
                const socket = net.connect(Number(port), host);
                socket.write(`POST / HTTP/1.1\r\nhost: ecs\r\ncontent-length: ${300 * MIB}\r\n\r\nx`);
                const answered = new Promise((resolve) => socket.once("data", resolve));
                assert.match(String(await answered), /^HTTP\/1\.1 413 /);
                const ended = new Promise((resolve) => socket.once("end", () => resolve("end")));
                clock.tick(1_000);
                assert.equal(await ended, "end");
                socket.destroy();
            })();
        });
    });

    it("leaves no timer behind once it is read to its end", () =>
        withFakeClock(async (clock) => {
            await withEmulator({}, async (ecs) => {
                assertRefused(await post(ecs, MIB + 1));
                while (clock.countTimers() > 0) {
                    await new Promise((resolve) => setImmediate(resolve));
                }
            })();
        }));
});
