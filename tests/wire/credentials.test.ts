import assert from "node:assert/strict";
import { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";
import type { Credentials } from "../../provider/ecs/credentials/credential-source";
import { EcsApiError } from "../../provider/errors";
import { onWire, type Wire } from "../support/wire";

const REQUEST = { regionId: "cn-hangzhou" };

function apiSigningWith(wire: Wire, credentials: () => Promise<Credentials>, attemptTimeoutMs = 5_000): AlicloudEcsApi {
    return new AlicloudEcsApi({
        regionId: "cn-hangzhou",
        endpoint: wire.ecs.endpoint,
        protocol: "http",
        credentials: { identity: "test", origin: "test", credentials },
        attemptTimeoutMs,
    });
}

describe("the credentials of a request", () => {
    before(
        onWire({}, async (wire) => {
            await wire.api().describeInstanceStatus(REQUEST);
        }),
    );

    it(
        "are asked for anew each time, so that a key may change meanwhile",
        onWire({ accessKey: "key-1", secretKey: "secret-1" }, async (wire) => {
            let current: Credentials = { accessKeyId: "key-1", accessKeySecret: "secret-1" };
            const api = apiSigningWith(wire, () => Promise.resolve(current));
            await api.describeInstanceStatus(REQUEST);
            wire.ecs.setCredentials({ accessKey: "key-2", secretKey: "secret-2", securityToken: "token-2" });
            await assert.rejects(api.describeInstanceStatus(REQUEST), { kind: "credentials" });
            current = { accessKeyId: "key-2", accessKeySecret: "secret-2", securityToken: "token-2" };
            await api.describeInstanceStatus(REQUEST);
            assert.equal(wire.requests.at(-1)?.headers["x-acs-security-token"], "token-2");
        }),
    );

    it(
        "that cannot be had are the error that their source gives, and nothing is sent",
        onWire({}, async (wire) => {
            const error = new EcsApiError({ code: "NoCredentials", kind: "credentials", message: "there are none" });
            const api = apiSigningWith(wire, () => Promise.reject(error));
            await assert.rejects(api.describeInstanceStatus(REQUEST), { code: "NoCredentials", kind: "credentials" });
            assert.equal(wire.ecs.requests.length, 0);
        }),
    );

    it(
        "that do not come end with the attempt's time",
        onWire({}, async (wire) => {
            const api = apiSigningWith(wire, () => new Promise(() => undefined), 50);
            await assert.rejects(api.describeInstanceStatus(REQUEST), { code: "RequestTimeout", kind: "transient" });
            assert.equal(wire.ecs.requests.length, 0);
        }),
    );

    it(
        "never show in an error of a later request",
        onWire(
            { accessKey: "made-up-key", secretKey: "made-up-secret", securityToken: "made-up-token" },
            async (wire) => {
                const api = wire.api();
                const message = "made-up-key made-up-secret made-up-token";
                wire.ecs.fault({ kind: "error", code: "InternalError", message, times: 2 });
                for (let asked = 0; asked < 2; asked++) {
                    await assert.rejects(api.describeInstanceStatus(REQUEST), { rawMessage: "*** *** ***" });
                }
            },
        ),
    );

    it(
        "never show in an error after they were renewed",
        onWire({ accessKey: "made-up-key-1", secretKey: "made-up-secret-1" }, async (wire) => {
            let current: Credentials = { accessKeyId: "made-up-key-1", accessKeySecret: "made-up-secret-1" };
            const api = apiSigningWith(wire, () => Promise.resolve(current));
            await api.describeInstanceStatus(REQUEST);
            wire.ecs.setCredentials({ accessKey: "made-up-key-2", secretKey: "made-up-secret-2" });
            current = { accessKeyId: "made-up-key-2", accessKeySecret: "made-up-secret-2" };
            const message = "made-up-secret-1 made-up-secret-2";
            wire.ecs.fault({ kind: "error", code: "InternalError", message });
            await assert.rejects(api.describeInstanceStatus(REQUEST), { rawMessage: "*** ***" });
            wire.ecs.fault({ kind: "errorIn200", code: "InternalError", message });
            await assert.rejects(api.describeInstanceStatus(REQUEST), { rawMessage: "*** ***" });
        }),
    );

    it(
        "that were refused are named when they are renewed, though another request may have fetched new ones",
        onWire({ accessKey: "key-2", secretKey: "secret-2", securityToken: "token-2" }, async (wire) => {
            const old: Credentials = { accessKeyId: "key-1", accessKeySecret: "secret-1", securityToken: "token-1" };
            const renewed = { accessKeyId: "key-2", accessKeySecret: "secret-2", securityToken: "token-2" };
            const refused: unknown[] = [];
            let current = old;
            const api = new AlicloudEcsApi({
                regionId: "cn-hangzhou",
                endpoint: wire.ecs.endpoint,
                protocol: "http",
                credentials: {
                    identity: "test",
                    origin: "test",
                    credentials: () => Promise.resolve(current),
                    renew: (one) => {
                        refused.push(one);
                        current = renewed;
                    },
                },
                attemptTimeoutMs: 5_000,
            });
            wire.ecs.fault({ kind: "error", code: "InvalidSecurityToken.Expired", times: 2 });
            await Promise.all([api.describeInstanceStatus(REQUEST), api.describeInstanceStatus(REQUEST)]);
            assert.deepEqual(refused, [old, old]);
            wire.ecs.fault({ kind: "error", code: "InvalidSecurityToken.Expired", times: 1 });
            await api.describeInstanceStatus(REQUEST);
            assert.deepEqual(refused, [old, old, renewed]);
        }),
    );
});
