import assert from "node:assert/strict";
import type { ConnectionSettings } from "../../../../provider/ecs/connection-settings";
import { connectionKey, ecsApiOf } from "../../../../provider/ecs/ecs-api-of";
import { resolveConnection } from "../../../../provider/ecs/resolve-connection";

const BASE = {
    region: "cn-hangzhou",
    accessKey: "made-up-key",
    secretKey: "made-up-secret",
    endpoint: "127.0.0.1:8080",
};

function connect(changes: ConnectionSettings = {}): ReturnType<typeof resolveConnection> {
    return resolveConnection(undefined, { settings: { ...BASE, ...changes }, env: {} });
}

const OTHERS: Record<string, ConnectionSettings> = {
    region: { region: "eu-central-1" },
    endpoint: { endpoint: "127.0.0.1:8081" },
    protocol: { protocol: "https" },
    key: { accessKey: "made-up-key-2" },
    secret: { secretKey: "made-up-secret-2" },
    token: { securityToken: "made-up-token" },
};

describe("ecsApiOf", () => {
    it("is one and the same for connections that mean the same", () => {
        assert.equal(ecsApiOf(connect()), ecsApiOf(connect()));
    });

    for (const [what, changes] of Object.entries(OTHERS)) {
        it(`is another for another ${what}`, () => {
            assert.notEqual(ecsApiOf(connect(changes)), ecsApiOf(connect()));
        });
    }
});

describe("connectionKey", () => {
    it("holds no secret", () => {
        assert.doesNotMatch(connectionKey(connect({ securityToken: "made-up-token" })), /made-up/);
    });

    it("tells all of them apart", () => {
        const keys = [BASE, ...Object.values(OTHERS)].map((changes) => connectionKey(connect(changes)));
        assert.equal(new Set(keys).size, keys.length);
    });
});
