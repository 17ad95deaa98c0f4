import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as net from "node:net";
import { networkInterfaces } from "node:os";

import { EcsEmulator } from "../../../../sdk/testing";
import { ask } from "./raw-client";
import { withFakeClock } from "../../../support/fake-clock";
import { watchSocket } from "./raw-socket";
import { withEmulator } from "./with-emulator";

function connectError(host: string, port: number): Promise<string | undefined> {
    return new Promise((resolve) => {
        const socket = net.connect({ host, port, timeout: 200 });
        const finish = (code?: string): void => {
            socket.destroy();
            resolve(code);
        };
        socket.on("connect", () => finish());
        socket.on("timeout", () => finish("timeout"));
        socket.on("error", (error: NodeJS.ErrnoException) => finish(error.code));
    });
}

async function untilRequests(ecs: EcsEmulator, count: number): Promise<void> {
    while (ecs.requests.length < count) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}

describe("an emulator's life", () => {
    it(
        "starts with nothing said, on a free port of 127.0.0.1",
        withEmulator({}, async (ecs) => {
            assert.match(ecs.endpoint, /^127\.0\.0\.1:\d+$/);
            assert.equal((await ask(ecs)).status, 200);
        }),
    );

    it(
        "cannot be reached by any other address of this machine",
        withEmulator({}, async (ecs) => {
            const addresses = Object.values(networkInterfaces())
                .flatMap((list) => list ?? [])
                .filter(({ address, family }) => family === "IPv4" && address !== "127.0.0.1")
                .map(({ address }) => address);
            for (const host of ["127.0.0.2", "::1", ...addresses]) {
                assert.notEqual(await connectError(host, Number(ecs.endpoint.split(":")[1])), undefined, host);
            }
        }),
    );

    it("takes the port it is told, and says so when it is taken", async () => {
        const first = await EcsEmulator.start();
        const port = Number(first.endpoint.split(":")[1]);
        await assert.rejects(EcsEmulator.start({ port }), { code: "EADDRINUSE" });
        await first.close();
        const second = await EcsEmulator.start({ port });
        assert.equal(second.endpoint, first.endpoint);
        await second.close();
    });

    it("ends connections that hang, drip or wait, and only once", async () => {
        const ecs = await EcsEmulator.start({ verifySignatures: false });
        for (const kind of ["hang", "stall", "drip", "slow"] as const) {
            ecs.fault({ kind, delayMs: 60_000 });
        }
        const watched = Array.from({ length: 4 }, () => watchSocket(ecs.endpoint));
        await untilRequests(ecs, 4);
        await Promise.all([ecs.close(), ecs.close()]);
        // neither in the minute that `slow` takes nor when the patience of the clients ends, which would be "open"
        for (const { ending } of await Promise.all(watched)) {
            assert.match(ending, /^(end|ECONNRESET)$/);
        }
        await ecs.close();
        await assert.rejects(ask(ecs), { code: "ECONNREFUSED" });
    });

    it("ends answers that are still on their way", async () => {
        const ecs = await EcsEmulator.start({ latencyMs: 60_000 });
        const asked = ask(ecs);
        await untilRequests(ecs, 1);
        await ecs.close();
        await assert.rejects(asked, { code: "ECONNRESET" });
    });

    it("leaves no timer behind that would keep the process alive", () =>
        withFakeClock(async (clock) => {
            const ecs = await EcsEmulator.start();
            ecs.fault({ kind: "slow", delayMs: 60_000 });
            const asked = ask(ecs);
            await untilRequests(ecs, 1);
            assert.equal(clock.countTimers(), 1);
            await ecs.close();
            await assert.rejects(asked);
            assert.equal(clock.countTimers(), 0);
        }));

    it(
        "takes its time when told to",
        withEmulator({ latencyMs: 50 }, async (ecs) => {
            const startedAt = performance.now();
            await ask(ecs);
            assert.ok(performance.now() - startedAt >= 49);
        }),
    );
});

describe("the environment for clients", () => {
    it(
        "points at the emulator with both families of names",
        withEmulator({ accessKey: "ak", secretKey: "sk", securityToken: "st", regionId: "cn-beijing" }, (ecs) => {
            const { env } = ecs;
            assert.deepEqual(
                ["ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_ENDPOINT_ECS"].map((name) => env[name]),
                ["cn-beijing", "cn-beijing", ecs.endpoint],
            );
            assert.deepEqual(
                ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"].map((name) => env[name]),
                ["ak", "sk", "st"],
            );
            assert.deepEqual(
                ["ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"].map((name) => env[`ALIBABA_CLOUD_${name}`]),
                ["ak", "sk", "st"],
            );
            return Promise.resolve();
        }),
    );

    it(
        "keeps clients from looking for credentials anywhere else",
        withEmulator({}, (ecs) => {
            const { env } = ecs;
            assert.equal(env["ALICLOUD_REGION"], "cn-hangzhou");
            assert.equal(env["ALIBABA_CLOUD_ECS_METADATA_DISABLED"], "true");
            assert.equal(env["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"], "true");
            assert.equal(new URL(env["ALIBABA_CLOUD_CREDENTIALS_URI"] ?? "").host, ecs.endpoint);
            assert.equal(existsSync(env["ALIBABA_CLOUD_CREDENTIALS_FILE"] ?? "/"), false);
            for (const name of [
                "ROLE_ARN",
                "OIDC_PROVIDER_ARN",
                "OIDC_TOKEN_FILE",
                "ECS_METADATA",
                "PROFILE",
                "SECURITY_TOKEN",
            ]) {
                assert.equal(env[`ALIBABA_CLOUD_${name}`], "", name);
            }
            return Promise.resolve();
        }),
    );
});
