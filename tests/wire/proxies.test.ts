import assert from "node:assert/strict";
import { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";
import { findCredentials } from "../../provider/ecs/credentials/find-credentials";
import { resolveConnection } from "../../provider/ecs/resolve-connection";
import { proxyFor } from "../../provider/ecs/transport/proxies";
import { EcsApiError } from "../../provider/errors";
import type { EcsEmulator } from "../../sdk/testing";
import { HttpProxy } from "../support/http-proxy";
import { knowNoNames } from "../support/no-names";
import { onWire, until } from "../support/wire";

const REQUEST = { regionId: "cn-hangzhou", instanceIds: ["i-1"] };

interface Scene {
    readonly ecs: EcsEmulator;
    readonly proxy: HttpProxy;
    /** A client with these variables in the environment. */
    readonly client: (variables: Record<string, string>) => AlicloudEcsApi;
    /** Asks this endpoint once, with these variables in the environment. */
    readonly ask: (
        variables: Record<string, string>,
        endpoint?: string,
        protocol?: string,
        signal?: AbortSignal,
    ) => ReturnType<AlicloudEcsApi["describeInstanceStatus"]>;
}

/** A host that only the proxy can find. */
const ENDPOINT = "ecs.proxied.invalid:80";

function behindProxy(test: (scene: Scene) => Promise<void>): () => Promise<void> {
    return onWire({ instances: [{ instanceId: "i-1", status: "Running" }] }, async ({ ecs }) => {
        const proxy = await HttpProxy.start(ecs.endpoint);
        const client = (
            variables: Record<string, string>,
            settings = { endpoint: ENDPOINT, protocol: "http" },
            attemptTimeoutMs = 3_000, // long enough to load the SDK too, on a machine that does other things
        ): AlicloudEcsApi => {
            // the emulator's variables keep requests to it from any proxy
            const env = { ...ecs.env, no_proxy: undefined, NO_PROXY: undefined, ...variables };
            const connection = resolveConnection("cn-hangzhou", { settings, env });
            return new AlicloudEcsApi({ ...connection, attemptTimeoutMs });
        };
        const ask: Scene["ask"] = async (variables, endpoint = ENDPOINT, protocol = "http", signal) =>
            client(variables, { endpoint, protocol }, signal === undefined ? 3_000 : 60_000).describeInstanceStatus(
                REQUEST,
                signal,
            );
        const knowNamesAgain = knowNoNames();
        try {
            await test({ ecs, proxy, client, ask });
        } finally {
            knowNamesAgain();
            await proxy.close();
        }
    });
}

function failsWith(code: string, kind: string, pattern: RegExp): (error: unknown) => boolean {
    return (error) => {
        assert.ok(error instanceof EcsApiError, String(error));
        assert.deepEqual([error.code, error.kind], [code, kind]);
        assert.match(error.message, pattern);
        return true;
    };
}

describe("a proxy that the environment names", () => {
    it(
        "carries the requests, in one tunnel as long as it stays open",
        behindProxy(async ({ ecs, proxy, client }) => {
            const api = client({ HTTP_PROXY: `http://${proxy.host}` });
            const { rows } = await api.describeInstanceStatus(REQUEST);
            await api.describeInstanceStatus(REQUEST);
            assert.deepEqual(rows, [{ instanceId: "i-1", status: "Running" }]);
            assert.equal(ecs.requests.length, 2);
            assert.deepEqual(proxy.requests, [{ host: ENDPOINT, authorization: undefined }]);
        }),
    );

    for (const name of ["http_proxy", "ALL_PROXY", "all_proxy"]) {
        it(
            `may be called ${name}, and may leave out its scheme`,
            behindProxy(async ({ proxy, ask }) => {
                await ask({ [name]: proxy.host });
                assert.equal(proxy.requests.length, 1);
            }),
        );
    }

    it(
        "is told the user and the password of its address",
        behindProxy(async ({ proxy, ask }) => {
            await ask({ HTTP_PROXY: `http://me:pass%40word@${proxy.host}` });
            const expected = `Basic ${Buffer.from("me:pass@word").toString("base64")}`;
            assert.equal(proxy.requests[0]?.authorization, expected);
        }),
    );

    it(
        "gets HTTPS as a tunnel of TLS, of which it can read nothing",
        behindProxy(async ({ proxy, ask }) => {
            // the emulator at the end of the tunnel speaks no TLS, so the call fails; what matters is what was sent
            await assert.rejects(ask({ HTTPS_PROXY: `http://${proxy.host}` }, "ecs.proxied.invalid", "https"));
            assert.equal(proxy.requests[0]?.host, "ecs.proxied.invalid:443");
            assert.equal(proxy.firstBytes[0]?.[0], 0x16, "a TLS handshake record");
        }),
    );

    it(
        "of the other protocol is not asked",
        behindProxy(async ({ proxy, ask }) => {
            const failure = failsWith("ENOTFOUND", "transient", /the host ecs\.proxied\.invalid is unknown/);
            await assert.rejects(ask({ HTTPS_PROXY: `http://${proxy.host}` }), failure);
            assert.deepEqual(proxy.requests, []);
        }),
    );

    it(
        "is never asked for a loopback endpoint",
        behindProxy(async ({ ecs, proxy, ask }) => {
            const both = { HTTP_PROXY: `http://${proxy.host}`, ALL_PROXY: `http://${proxy.host}` };
            await ask(both, ecs.endpoint);
            await ask(both, ecs.endpoint.replace("127.0.0.1", "localhost"));
            assert.equal(ecs.requests.length, 2);
            assert.deepEqual(proxy.requests, []);
        }),
    );

    for (const exception of ["*", ".proxied.invalid", "ecs.proxied.invalid"]) {
        it(
            `is not asked where NO_PROXY says ${exception}`,
            behindProxy(async ({ proxy, ask }) => {
                const asked = ask({ HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: exception });
                await assert.rejects(asked, failsWith("ENOTFOUND", "transient", /is unknown/));
                assert.deepEqual(proxy.requests, []);
            }),
        );
    }
});

describe("a proxy that fails", () => {
    it(
        "by asking for a password says how to give one, and does not show the one it was given",
        behindProxy(async ({ proxy, ask }) => {
            proxy.behaviour = { status: 407 };
            const failure = failsWith(
                "Proxy407",
                "invalid",
                /the proxy 127\.0\.0\.1:\d+ .*http:\/\/<user>:<password>@127\.0\.0\.1:\d+/s,
            );
            await assert.rejects(ask({ HTTP_PROXY: `http://me:made-up-password@${proxy.host}` }), (error) => {
                assert.doesNotMatch(String(error), /made-up-password/);
                return failure(error);
            });
        }),
    );

    it(
        "by not reaching ECS for now is a fault that may pass",
        behindProxy(async ({ proxy, ask }) => {
            proxy.behaviour = { status: 502 };
            const failure = failsWith("Proxy502", "transient", /does not let the request through \(HTTP 502\)/);
            await assert.rejects(ask({ HTTP_PROXY: `http://${proxy.host}` }), failure);
        }),
    );

    it(
        "by not listening is named, not ECS",
        behindProxy(async ({ proxy, ask }) => {
            const { host } = proxy;
            await proxy.close();
            const failure = failsWith("ECONNREFUSED", "transient", /refused \(the proxy 127\.0\.0\.1.*NO_PROXY/s);
            await assert.rejects(ask({ HTTP_PROXY: `http://${host}` }), failure);
        }),
    );

    it(
        "by never answering ends with the attempt, and leaves no connection behind",
        behindProxy(async ({ proxy, ask }) => {
            proxy.behaviour = "hang";
            const failure = failsWith("RequestTimeout", "transient", /no answer within 3s/);
            await assert.rejects(ask({ HTTP_PROXY: `http://${proxy.host}` }), failure);
            await until(() => proxy.openSockets === 0);
        }),
    );

    it(
        "by never answering does not hold up who waits no more",
        behindProxy(async ({ proxy, ask }) => {
            proxy.behaviour = "hang";
            const waiting = new AbortController();
            const asked = ask({ HTTP_PROXY: `http://${proxy.host}` }, ENDPOINT, "http", waiting.signal);
            await until(() => proxy.requests.length === 1);
            waiting.abort(new Error("enough"));
            await assert.rejects(asked, /enough/);
            await until(() => proxy.openSockets === 0);
        }),
    );
});

describe("a fetch of credentials", () => {
    it(
        "goes through the proxy too, and names it when it refuses",
        behindProxy(async ({ proxy }) => {
            proxy.behaviour = { status: 407 };
            const settings = { credentialsUri: "http://credentials.proxied.invalid/" };
            const env = { HTTP_PROXY: `http://me:made-up-password@${proxy.host}` };
            await assert.rejects(findCredentials({ settings, env }).credentials(), (error) => {
                assert.doesNotMatch(String(error), /made-up-password/);
                return failsWith(
                    "CredentialsUnavailable",
                    "credentials",
                    /\(HTTP 407 of the proxy 127\.0\.0\.1:\d+\)/,
                )(error);
            });
            assert.deepEqual(
                proxy.requests.map(({ host }) => host),
                ["credentials.proxied.invalid:80"],
            );
        }),
    );

    for (const url of ["http://100.100.100.200/latest/api/token", "http://127.0.0.1:8080/", "https://[::1]/"]) {
        it(`is never led through a proxy to ${url}`, () => {
            const env = { ALL_PROXY: "http://proxy.example:3128" };
            assert.equal(proxyFor(new URL(url), env), undefined);
            assert.equal(proxyFor(new URL("http://sts.example/"), env)?.host, "proxy.example:3128");
        });
    }
});

describe("an address of a proxy that cannot be used", () => {
    for (const value of ["socks5://127.0.0.1:1080", "http://:3128", "http://a b", "ftp://proxy"]) {
        it(
            `ends the call before any request, and is not shown: ${value}`,
            behindProxy(async ({ proxy, ask }) => {
                await assert.rejects(ask({ HTTP_PROXY: value }), (error) => {
                    assert.ok(!String(error).includes(value));
                    return failsWith(
                        "ProxyNotUsable",
                        "invalid",
                        /HTTP_PROXY.*http:\/\/proxy\.example\.com:3128/s,
                    )(error);
                });
                assert.deepEqual(proxy.requests, []);
            }),
        );
    }

    it(
        "does not matter where another one is taken, or none",
        behindProxy(async ({ ecs, proxy, ask }) => {
            await ask({ HTTP_PROXY: `http://${proxy.host}`, ALL_PROXY: "socks5://127.0.0.1:1080" });
            await ask({ ALL_PROXY: "socks5://127.0.0.1:1080" }, ecs.endpoint);
            assert.equal(ecs.requests.length, 2);
        }),
    );

    it(
        "does not come from npm's own configuration",
        behindProxy(async ({ proxy, ask }) => {
            await ask({ HTTP_PROXY: `http://${proxy.host}`, npm_config_http_proxy: "http://127.0.0.1:9" });
            assert.equal(proxy.requests.length, 1);
        }),
    );
});
