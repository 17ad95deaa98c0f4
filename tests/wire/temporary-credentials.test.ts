import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { inspect } from "node:util";
import { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";
import type { Credentials } from "../../provider/ecs/credentials/credential-source";
import type { ConnectionSettings, SettingSources } from "../../provider/ecs/connection-settings";
import { findCredentials } from "../../provider/ecs/credentials/find-credentials";
import { readStatuses } from "../../provider/ecs/read-statuses";
import { resolveDestination } from "../../provider/ecs/resolve-connection";
import { EcsApiError, InvalidArgumentError } from "../../provider/errors";
import { EcsEmulator } from "../../sdk/testing";
import { canonicalRequest, parseAuthorization, sha256Hex, sign, stringToSign } from "../../sdk/testing/signatures/acs3";
import { CredentialService, type ServiceAnswer, session } from "../support/credential-services";
import { withFakeClock } from "../support/fake-clock";
import { setVariables, until } from "../support/wire";

/** Nothing of the developer's own is looked at. */
const GUARDED = { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" };
const ROLE = "acs:ram::123456789:role/deploy";

describe("temporary credentials", () => {
    let service: CredentialService;
    let giveBack: () => void;
    let folder: string;
    before(async () => {
        service = await CredentialService.start(() => ({ body: session("first") }));
        folder = mkdtempSync(join(tmpdir(), "temporary-credentials-"));
    });
    beforeEach(() => {
        service.requests.length = 0;
        service.answer = () => ({ body: session("first") });
        giveBack = service.takeOver();
    });
    afterEach(() => giveBack());
    after(async () => {
        rmSync(folder, { recursive: true });
        await service.close();
    });

    const uri = (): string => `http://127.0.0.1:${service.port}/credentials`;
    const find = (settings: ConnectionSettings, env: Record<string, string> = {}) =>
        findCredentials({ settings, env: { ...GUARDED, ...env } });

    function profileFile(content: unknown): string {
        const file = join(folder, "config.json");
        writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
        return file;
    }

    it("are fetched from a URI once for all who ask at the same time, and kept", async () => {
        const source = find({ credentialsUri: uri() });
        const all = await Promise.all([source.credentials(), source.credentials(), source.credentials()]);
        assert.deepEqual(all[0], {
            accessKeyId: "STS.first-key",
            accessKeySecret: "first-secret",
            securityToken: "first-token",
        });
        assert.deepEqual(all[1], all[0]);
        await source.credentials();
        assert.equal(service.requests.length, 1);
    });

    for (const code of [
        "InvalidSecurityToken.Expired",
        "InvalidSecurityToken.Malformed",
        "InvalidSecurityToken.MismatchWithAccessKey",
        "InvalidSecurityToken",
        "MissingSecurityToken",
    ]) {
        it(`are fetched anew when ECS says ${code} of them, once, within the same attempt`, async () => {
            const ecs = await EcsEmulator.start({
                accessKey: "STS.second-key",
                secretKey: "second-secret",
                securityToken: "second-token",
            });
            ecs.add({ instanceId: "i-1", status: "Running" });
            ecs.fault({ kind: "error", code, httpStatus: 400, times: 1 });
            service.answer = (_request, number) => ({ body: session(number === 1 ? "first" : "second") });
            try {
                const sources = { settings: { credentialsUri: uri(), endpoint: ecs.endpoint }, env: GUARDED };
                const api = new AlicloudEcsApi({
                    ...resolveDestination("cn-hangzhou", sources),
                    credentials: findCredentials(sources),
                });
                const { rows } = await api.describeInstanceStatus({ regionId: "cn-hangzhou", instanceIds: ["i-1"] });
                assert.deepEqual(rows, [{ instanceId: "i-1", status: "Running" }]);
                assert.equal(service.requests.length, 2);
                assert.equal(ecs.requests.length, 2);
                ecs.fault({ kind: "error", code, httpStatus: 400, times: 2 });
                await assert.rejects(api.describeInstanceStatus({ regionId: "cn-hangzhou" }), { code });
                assert.equal(service.requests.length, 3);
            } finally {
                await ecs.close();
            }
        });
    }

    it("show nothing of an answer that cannot be used", async () => {
        for (const body of [
            { ...session("leaked"), SecurityToken: undefined },
            '{"AccessKeySecret": "leaked-secret"',
        ]) {
            service.answer = () => ({ body });
            await assert.rejects(find({ credentialsUri: uri() }).credentials(), (error) => {
                assert.ok(error instanceof EcsApiError && error.kind === "credentials");
                assert.match(error.message, /no credentials could be fetched from the credentials URI at 127\.0\.0\.1/);
                assert.doesNotMatch(error.message + String(error.stack), /leaked/);
                return true;
            });
        }
    });

    it("of a role are asked of STS with the key that was found, and with what the role is to be", async () => {
        service.answer = () => ({ body: { Credentials: session("role") } });
        const settings = {
            accessKey: "base-key",
            secretKey: "base-secret",
            assumeRole: { roleArn: ROLE, sessionName: "night", externalId: "x1", sessionExpiration: 900 },
        };
        const { accessKeyId } = await find(settings).credentials();
        assert.equal(accessKeyId, "STS.role-key");
        const [{ host, method, path, headers, body }] = service.requests as [CredentialService["requests"][0]];
        assert.deepEqual([host, method, path], ["sts.aliyuncs.com", "POST", "/"]);
        assert.deepEqual([headers["x-acs-action"], headers["x-acs-version"]], ["AssumeRole", "2015-04-01"]);
        const { accessKeyId: signer, signedHeaders, signature } = parseAuthorization(headers.authorization ?? "");
        const bodyHash = sha256Hex(body);
        const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
        const canonical = canonicalRequest({ method, path, query: [], headers: sent, signedHeaders, bodyHash });
        assert.deepEqual([signer, signature], ["base-key", sign("base-secret", stringToSign(canonical))]);
        assert.equal(headers["x-acs-content-sha256"], bodyHash);
        assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
            RoleArn: ROLE,
            RoleSessionName: "night",
            ExternalId: "x1",
            DurationSeconds: "900",
        });
    });

    it("of a role are asked with the token of the key, when it has one", async () => {
        service.answer = () => ({ body: { Credentials: session("role") } });
        const key = { accessKey: "base-key", secretKey: "base-secret", securityToken: "base-token" };
        await find({ ...key, assumeRole: { roleArn: ROLE } }).credentials();
        const { headers, body } = service.requests[0]!;
        assert.deepEqual([headers["x-acs-accesskey-id"], headers["x-acs-security-token"]], ["base-key", "base-token"]);
        assert.match(headers.authorization ?? "", /SignedHeaders=[^,]*content-type;[^,]*x-acs-security-token/);
        assert.doesNotMatch(body, /base-token/);
    });

    it("of a role are taken from the variables, and from alicloud:assumeRole before them", async () => {
        service.answer = () => ({ body: { Credentials: session("role") } });
        const env = {
            ...GUARDED,
            ALICLOUD_ACCESS_KEY: "k",
            ALICLOUD_SECRET_KEY: "s",
            ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/variable",
        };
        await findCredentials({ env }).credentials();
        await findCredentials({
            env,
            config: (key) => (key === "alicloud:assumeRole" ? JSON.stringify({ roleArn: ROLE }) : undefined),
        }).credentials();
        assert.deepEqual(
            service.requests.map(({ body }) => new URLSearchParams(body).get("RoleArn")),
            ["acs:ram::1:role/variable", ROLE],
        );
    });

    it("of a role that may not be assumed are an error with STS's own code", async () => {
        service.answer = () => ({ status: 403, body: { Code: "NoPermission", Message: "made-up-detail" } });
        await assert.rejects(
            find({ accessKey: "k", secretKey: "s", assumeRole: { roleArn: ROLE } }).credentials(),
            (error) => {
                assert.ok(error instanceof EcsApiError);
                assert.deepEqual([error.code, error.kind], ["NoPermission", "credentials"]);
                assert.doesNotMatch(error.message, /made-up-detail/);
                return true;
            },
        );
    });

    describe("of a role are asked of no other host than the one that is named:", () => {
        const role = { accessKey: "k", secretKey: "s", assumeRole: { roleArn: ROLE } };
        const findAt = (sts: string, settings: ConnectionSettings, name: string) =>
            findCredentials({
                settings,
                config: (key) => (key === name ? JSON.stringify([{ sts }]) : undefined),
                env: { ...GUARDED, [name]: sts },
            });

        for (const [name, argument] of [
            ["ALIBABA_CLOUD_ENDPOINT_STS", "ALIBABA_CLOUD_ENDPOINT_STS"],
            ["alicloud:endpoints", "alicloud:endpoints.sts"],
        ] as const) {
            for (const sts of [
                "sts.aliyuncs.com@collector.example.com",
                "made-up-user:made-up-password@sts.example",
                "https://sts.example",
                "sts.example/?token=made-up-token",
                "sts.example:443:443",
                "sts.example ",
            ]) {
                it(`${name} is never ${JSON.stringify(sts)}`, () => {
                    const oidc = { roleArn: ROLE, oidcProviderArn: "acs:ram::1:oidc-provider/ci", oidcToken: "t" };
                    for (const settings of [role, { assumeRoleWithOidc: oidc }]) {
                        assert.throws(
                            () => findAt(sts, settings, name),
                            (error) =>
                                error instanceof InvalidArgumentError &&
                                error.argument === argument &&
                                error.accepted.includes('"sts.aliyuncs.com"') &&
                                !/made-up|collector/.test(error.message),
                        );
                    }
                    assert.equal(service.requests.length, 0);
                });
            }

            it(`${name} may be a host with a port, and is not looked at without a role`, async () => {
                service.answer = () => ({ body: { Credentials: session("role") } });
                await findAt("sts.example:8443", role, name).credentials();
                assert.equal(service.requests[0]!.host, "sts.example");
                assert.equal(
                    findAt("https://sts.example", { accessKey: "k", secretKey: "s" }, name).origin,
                    "accessKey",
                );
            });
        }
    });

    it("cost a second request of the same attempt only with a permit", async () => {
        const ecs = await EcsEmulator.start({
            accessKey: "STS.second-key",
            secretKey: "second-secret",
            securityToken: "second-token",
        });
        service.answer = (_request, number) => ({ body: session(number === 1 ? "first" : "second") });
        try {
            const sources = { settings: { credentialsUri: uri(), endpoint: ecs.endpoint }, env: GUARDED };
            const api = new AlicloudEcsApi({
                ...resolveDestination("cn-hangzhou", sources),
                credentials: findCredentials(sources),
            });
            const sentBefore: number[] = [];
            const ask = (permit: () => Promise<void>): Promise<unknown> => {
                ecs.fault({ kind: "error", code: "InvalidSecurityToken.Expired", httpStatus: 400, times: 1 });
                return api.describeInstanceStatus({ regionId: "cn-hangzhou" }, undefined, permit);
            };
            await ask(() => Promise.resolve(void sentBefore.push(ecs.requests.length)));
            assert.deepEqual([sentBefore, ecs.requests.length], [[1], 2]);
            await assert.rejects(ask(() => Promise.reject(new Error("not now"))));
            assert.equal(ecs.requests.length, 3);
        } finally {
            await ecs.close();
        }
    });

    it("of OIDC are asked with the token of the file", async () => {
        service.answer = () => ({ body: { Credentials: session("oidc") } });
        const oidcTokenFile = join(folder, "token");
        writeFileSync(oidcTokenFile, "made-up-oidc-token");
        const env = {
            ALIBABA_CLOUD_ROLE_ARN: ROLE,
            ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/ci",
            ALIBABA_CLOUD_OIDC_TOKEN_FILE: oidcTokenFile,
        };
        const { accessKeyId } = await find({}, env).credentials();
        assert.equal(accessKeyId, "STS.oidc-key");
        assert.equal(service.requests.length, 1, "the role of OIDC is not assumed a second time");
        const { headers, path } = service.requests[0]!;
        assert.deepEqual(
            [headers["x-acs-action"], headers.authorization, path],
            [
                "AssumeRoleWithOIDC",
                undefined, // the token alone says who asks
                "/?Format=json",
            ],
        );
        assert.equal(new URLSearchParams(service.requests[0]!.body).get("OIDCToken"), "made-up-oidc-token");
    });

    it("of OIDC may be asked with a token that is given, which is in no file afterwards, and is shown nowhere", async () => {
        const temporaryFiles = (): string[] =>
            readdirSync(tmpdir()).filter((name) => name.startsWith("alicloud-oidc-"));
        const before = temporaryFiles();
        const roles = { roleArn: ROLE, oidcProviderArn: "acs:ram::1:oidc-provider/ci" };
        service.answer = (_request, number) =>
            number === 1
                ? { status: 400, body: { Code: "AuthenticationFail" } }
                : { body: { Credentials: session("oidc") } };
        const source = find({
            assumeRoleWithOidc: { ...roles, oidcToken: "made-up-oidc-token", oidcTokenFile: "/nonexistent" },
        });
        assert.doesNotMatch(inspect(source, { depth: Infinity, showHidden: true }), /made-up-oidc-token/);
        await assert.rejects(source.credentials(), (error) => {
            assert.doesNotMatch(inspect(error), /made-up-oidc-token/);
            return error instanceof EcsApiError && error.code === "AuthenticationFail";
        });
        assert.equal((await source.credentials()).accessKeyId, "STS.oidc-key");
        await source.credentials();
        assert.equal(service.requests.length, 2, "the session is kept");
        assert.equal(new URLSearchParams(service.requests[1]!.body).get("OIDCToken"), "made-up-oidc-token");
        assert.deepEqual(temporaryFiles(), before);
    });

    it("of OIDC are kept also for the shortest session that there may be", async () => {
        service.answer = () => ({ body: { Credentials: session("oidc", 900) } });
        const roles = { roleArn: ROLE, oidcProviderArn: "acs:ram::1:oidc-provider/ci", sessionExpiration: 900 };
        const source = find({ assumeRoleWithOidc: { ...roles, oidcToken: "made-up-oidc-token" } });
        await source.credentials();
        await source.credentials();
        assert.equal(service.requests.length, 1);
    });

    describe("that cannot be fetched are an error that", () => {
        const OIDC = { roleArn: ROLE, oidcProviderArn: "acs:ram::1:oidc-provider/ci" };
        const failure = async (settings: ConnectionSettings, env?: Record<string, string>): Promise<EcsApiError> => {
            const error: unknown = await find(settings, env)
                .credentials()
                .catch((thrown: unknown) => thrown);
            assert.ok(error instanceof EcsApiError, inspect(error));
            return error;
        };
        const SOURCES: [what: string, settings: () => ConnectionSettings][] = [
            ["a URI", () => ({ credentialsUri: uri() })],
            ["a role", () => ({ accessKey: "k", secretKey: "s", assumeRole: { roleArn: ROLE } })],
            ["OIDC", () => ({ assumeRoleWithOidc: { ...OIDC, oidcToken: "made-up-oidc-token" } })],
            ["the instance's role", () => ({ ecsRoleName: "deploy" })],
        ];
        const ANSWERS: [status: number, body: unknown, code: string, kind: string][] = [
            [500, { Code: "InternalError", Message: "m" }, "InternalError", "transient"],
            [503, { Code: "ServiceUnavailable", Message: "m" }, "ServiceUnavailable", "transient"],
            [502, "<html>Bad Gateway</html>", "CredentialsUnavailable", "transient"],
            [503, "", "CredentialsUnavailable", "transient"],
            [429, "{}", "CredentialsUnavailable", "throttled"],
            [400, { Code: "Throttling.User", Message: "m" }, "Throttling.User", "throttled"],
            [400, { Code: "InvalidParameter", Message: "m" }, "InvalidParameter", "credentials"],
            [403, { Code: "NoPermission", Message: "m" }, "NoPermission", "credentials"],
            [404, { Code: "EntityNotExist.Role", Message: "m" }, "EntityNotExist.Role", "credentials"],
            [404, "not found", "CredentialsUnavailable", "credentials"],
            [302, "", "CredentialsUnavailable", "credentials"],
            [200, { Code: "Success" }, "CredentialsUnavailable", "credentials"],
        ];
        for (const [what, settings] of SOURCES) {
            for (const [status, body, code, kind] of ANSWERS) {
                it(`is ${kind} when the service of ${what} answers ${status} ${JSON.stringify(body)}`, async () => {
                    // the metadata service answers with a status alone, or with a page
                    service.answer = () => ({ status, body });
                    const error = await failure(settings());
                    assert.deepEqual([error.code, error.kind, error.httpStatus], [code, kind, undefined]);
                    assert.match(error.message, new RegExp(`HTTP ${status}`));
                });
            }

            for (const [fault, kind] of [
                ["ECONNRESET", "transient"],
                ["ECONNREFUSED", "transient"],
                ["ETIMEDOUT", "transient"],
                ["EAI_AGAIN", "transient"],
                ["HPE_INVALID_CONSTANT", "transient"],
                ["ENOTFOUND", "transient"],
                ["DEPTH_ZERO_SELF_SIGNED_CERT", "credentials"],
                ["ERR_TLS_CERT_ALTNAME_INVALID", "credentials"],
                ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "credentials"],
            ] as const) {
                it(`is ${kind} when the way to the service of ${what} fails with ${fault}`, async () => {
                    const giveWayBack = failEveryRequest(fault);
                    try {
                        const error = await failure(settings());
                        assert.deepEqual([error.code, error.kind], ["CredentialsUnavailable", kind]);
                        assert.match(
                            error.message,
                            fault === "ENOTFOUND" ? /could not be looked up/ : new RegExp(fault),
                        );
                    } finally {
                        giveWayBack();
                    }
                });
            }
        }

        /** Lets no request of this process out; none is sent. */
        function failEveryRequest(code: string): () => void {
            const { request: httpRequest } = http;
            const { request: httpsRequest } = https;
            const failing = (options: http.RequestOptions): http.ClientRequest =>
                httpRequest({
                    ...options,
                    agent: undefined,
                    createConnection: () => {
                        const socket = new Duplex({ read: () => undefined, write: () => undefined });
                        const hostname = code === "ENOTFOUND" ? { hostname: options.host } : {};
                        setImmediate(() => socket.destroy(Object.assign(new Error(code), { code, ...hostname })));
                        return socket;
                    },
                });
            https.request = failing as typeof https.request;
            http.request = failing as typeof http.request;
            return () => {
                http.request = httpRequest;
                https.request = httpsRequest;
            };
        }

        it("is credentials at once, and names the file, when the token's file is not there or cannot be read", async () => {
            const [emptyFile, pipe] = [join(folder, "empty-token"), join(folder, "pipe")];
            writeFileSync(emptyFile, "\n");
            execFileSync("sh", ["-c", 'mkfifo "$0"', pipe]); // nothing is ever written to it
            for (const [oidcTokenFile, code] of [
                [join(folder, "no-such-token"), "ENOENT"],
                [folder, "EISDIR"],
                [emptyFile, "it is empty"],
                [pipe, "it is empty"],
            ] as const) {
                const error = await failure({ assumeRoleWithOidc: { ...OIDC, oidcTokenFile } });
                assert.deepEqual([error.code, error.kind], ["CredentialsUnavailable", "credentials"]);
                assert.ok(error.message.includes(code === "ENOENT" ? oidcTokenFile : code), error.message);
                assert.match(error.message, /check `oidcTokenFile`/);
            }
        });

        it("says that the secret of the key is wrong, as ECS would", async () => {
            const key = { accessKey: "k", secretKey: "s", assumeRole: { roleArn: ROLE } };
            service.answer = ({ path, body }) => {
                // STS quotes the string that it signed: the same one, so it is the secret that differs
                const parameters = new URLSearchParams(`${path.slice(path.indexOf("?") + 1)}&${body}`);
                parameters.delete("Signature");
                const encode = (text: string): string => encodeURIComponent(text).replace(/\*/g, "%2A");
                const query = [...parameters.entries()]
                    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
                    .sort()
                    .join("&");
                const Message = `Specified signature is not matched with our calculation. server string to sign is:POST&%2F&${encode(query)}`;
                return { status: 400, body: { Code: "SignatureDoesNotMatch", Message } };
            };
            const error = await failure(key);
            assert.deepEqual([error.code, error.kind], ["SignatureDoesNotMatch", "credentials"]);
            assert.match(error.message, /check the secret key/);
        });

        it("says that the metadata service is switched off", async () => {
            const error = await failure({ ecsRoleName: "deploy" }, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" });
            assert.equal(error.kind, "credentials");
            assert.match(error.message, /is switched off/);
            assert.deepEqual(service.requests, []);
        });

        it("does not end a read when it passes", () =>
            withFakeClock(async (clock) => {
                const ecs = await EcsEmulator.start({
                    accessKey: "STS.first-key",
                    secretKey: "first-secret",
                    securityToken: "first-token",
                });
                service.answer = (_request, number) =>
                    number === 1 ? { status: 503, body: "" } : { body: session("first") };
                try {
                    const sources = { settings: { credentialsUri: uri(), endpoint: ecs.endpoint }, env: GUARDED };
                    const api = new AlicloudEcsApi({
                        ...resolveDestination("cn-hangzhou", sources),
                        credentials: findCredentials(sources),
                    });
                    const state = { done: false };
                    const reading = readStatuses(api, { regionId: "cn-hangzhou" }).finally(() => (state.done = true));
                    while (!state.done) {
                        await clock.tickAsync(1);
                    }
                    assert.deepEqual((await reading).rows, []);
                    assert.equal(service.requests.length, 2);
                } finally {
                    await ecs.close();
                }
            }));
    });

    describe("are kept", () => {
        const OIDC = { roleArn: ROLE, oidcProviderArn: "acs:ram::1:oidc-provider/ci" };
        const MINUTE = 60_000;

        /** Answers as STS, as the metadata service and as a URI, each time with a session of its own. */
        function handOut(seconds: number): void {
            let number = 0;
            service.answer = ({ path }) => {
                if (path.includes("/api/token")) {
                    return { body: "made-up-metadata-token" };
                }
                const fetched = session(`number-${++number}`, seconds);
                return { body: { ...fetched, Credentials: fetched } };
            };
        }
        const SOURCES: [what: string, settings: () => ConnectionSettings][] = [
            ["of a URI", () => ({ credentialsUri: uri() })],
            ["of a role", () => ({ accessKey: "k", secretKey: "s", assumeRole: { roleArn: ROLE } })],
            ["of OIDC with a token", () => ({ assumeRoleWithOidc: { ...OIDC, oidcToken: "made-up-oidc-token" } })],
            ["of OIDC with a file", () => ({ assumeRoleWithOidc: { ...OIDC, oidcTokenFile: tokenFile() } })],
            ["of the instance's role", () => ({ ecsRoleName: "deploy" })],
        ];

        function tokenFile(): string {
            const file = join(folder, "token-that-is-kept");
            writeFileSync(file, "made-up-oidc-token");
            return file;
        }

        for (const [what, settings] of SOURCES) {
            for (const [life, renewedAfter] of [
                [900, 720],
                [600, 480],
                [3_600, 2_880],
                [21_600, 20_700],
            ] as const) {
                it(`${what}, when they live ${life} s, for ${renewedAfter} s`, () =>
                    withFakeClock(async (clock) => {
                        handOut(life);
                        const source = find(settings());
                        const first = await source.credentials();
                        clock.tick(renewedAfter * 1_000 - 1_000);
                        assert.deepEqual(await source.credentials(), first);
                        clock.tick(2_000); // what they say of their end is of whole seconds
                        const all = await Promise.all([source.credentials(), source.credentials()]);
                        assert.deepEqual(
                            all.map(({ accessKeyId }) => accessKeyId),
                            ["STS.number-2-key", "STS.number-2-key"],
                        );
                    }));
            }

            it(`${what}, until they end when they cannot be renewed, and no longer`, () =>
                withFakeClock(async (clock) => {
                    handOut(3_600);
                    const source = find(settings());
                    const first = await source.credentials();
                    service.answer = () => ({ status: 400, body: { Code: "AuthenticationFail", Message: "m" } });
                    clock.tick(50 * MINUTE);
                    assert.deepEqual(await source.credentials(), first);
                    const asked = service.requests.length;
                    assert.deepEqual(await source.credentials(), first);
                    assert.equal(service.requests.length, asked, "not for each request");
                    clock.tick(9 * MINUTE);
                    assert.deepEqual(await source.credentials(), first);
                    assert.ok(service.requests.length > asked, "but again");
                    clock.tick(1 * MINUTE);
                    await assert.rejects(source.credentials(), EcsApiError);
                    handOut(3_600);
                    assert.equal((await source.credentials()).accessKeyId, "STS.number-1-key");
                }));
        }

        it("no longer when ECS has refused them, though they would be valid", async () => {
            const source = find({ credentialsUri: uri() });
            await source.credentials();
            service.answer = () => ({ status: 403, body: "" });
            source.renew?.();
            await assert.rejects(source.credentials(), EcsApiError);
        });

        it("when those that ECS has refused are older, because another request has fetched new ones", async () => {
            service.answer = (_request, number) => ({ body: session(`number-${number}`) });
            const source = find({ credentialsUri: uri() });
            const refused = await source.credentials();
            source.renew?.(refused);
            const renewed = await source.credentials();
            source.renew?.(refused);
            assert.deepEqual(await source.credentials(), renewed);
            source.renew?.(renewed);
            assert.equal((await source.credentials()).accessKeyId, "STS.number-3-key");
        });

        it("for a wait of many polls with the shortest session that there may be", async () => {
            const ecs = await EcsEmulator.start({
                accessKey: "STS.number-1-key",
                secretKey: "number-1-secret",
                securityToken: "number-1-token",
            });
            handOut(900);
            try {
                const settings = {
                    accessKey: "k",
                    secretKey: "s",
                    endpoint: ecs.endpoint,
                    assumeRole: { roleArn: ROLE, sessionExpiration: 900 },
                };
                const sources = { settings, env: GUARDED };
                const api = new AlicloudEcsApi({
                    ...resolveDestination("cn-hangzhou", sources),
                    credentials: findCredentials(sources),
                });
                for (let poll = 0; poll < 22; poll++) {
                    await api.describeInstanceStatus({ regionId: "cn-hangzhou" });
                }
                assert.deepEqual([ecs.requests.length, service.requests.length], [22, 1]);
            } finally {
                await ecs.close();
            }
        });

        it("not at all when it is not said how long they are valid", async () => {
            service.answer = () => ({ body: { ...session("endless"), Expiration: undefined } });
            await assert.rejects(find({ credentialsUri: uri() }).credentials(), { kind: "credentials" });
        });
    });

    describe("that many wait for", () => {
        it("come to the others when the call that asked for them first is aborted", async () => {
            const ecs = await EcsEmulator.start({
                accessKey: "STS.first-key",
                secretKey: "first-secret",
                securityToken: "first-token",
            });
            try {
                let answer: (answer: ServiceAnswer) => void = () => assert.fail("the service has not been asked yet");
                service.answer = () => new Promise((resolve) => (answer = resolve));
                const sources = { settings: { credentialsUri: uri(), endpoint: ecs.endpoint }, env: GUARDED };
                const api = new AlicloudEcsApi({
                    ...resolveDestination("cn-hangzhou", sources),
                    credentials: findCredentials(sources),
                });
                const controller = new AbortController();
                const aborted = assert.rejects(
                    api.describeInstanceStatus({ regionId: "cn-hangzhou" }, controller.signal),
                    /enough/,
                );
                const other = api.describeInstanceStatus({ regionId: "cn-hangzhou" });
                await until(() => service.requests.length === 1);
                controller.abort(new Error("enough"));
                await aborted;
                answer({ body: session("first") });
                assert.deepEqual((await other).rows, []);
                assert.deepEqual([service.requests.length, ecs.requests.length], [1, 1]);
            } finally {
                await ecs.close();
            }
        });

        it("are given up after a time limit of their own, which is shorter than that of a call", () =>
            withFakeClock(async (clock) => {
                service.answer = () => new Promise(() => undefined);
                const source = find({ credentialsUri: uri() });
                const failed = assert.rejects(Promise.all([source.credentials(), source.credentials()]), {
                    kind: "transient",
                    code: "CredentialsUnavailable",
                    rawMessage: /RequestTimeout/,
                });
                await until(() => service.requests.length === 1);
                await clock.tickAsync(8_000);
                await failed;
                service.answer = () => ({ body: session("first") });
                assert.equal((await source.credentials()).accessKeyId, "STS.first-key");
            }));
    });

    it("send no request when they come after the call was called off", async () => {
        const ecs = await EcsEmulator.start();
        try {
            let hand: (credentials: Credentials) => void = () => assert.fail("nobody has asked yet");
            const api = new AlicloudEcsApi({
                ...resolveDestination("cn-hangzhou", { env: ecs.env }),
                credentials: {
                    identity: "slow",
                    origin: "slow",
                    credentials: () => new Promise((resolve) => (hand = resolve)),
                },
            });
            const waiting = new AbortController();
            const asked = api.describeInstanceStatus({ regionId: "cn-hangzhou", instanceIds: ["i-1"] }, waiting.signal);
            waiting.abort(new Error("enough"));
            await assert.rejects(asked, /enough/);
            hand({ accessKeyId: "made-up", accessKeySecret: "made-up", securityToken: undefined });
            await new Promise((resolve) => setTimeout(resolve, 100));
            assert.equal(ecs.requests.length, 0);
        } finally {
            await ecs.close();
        }
    });

    it("of OIDC are asked with the token of the environment", async () => {
        service.answer = () => ({ body: { Credentials: session("oidc") } });
        const env = {
            ALIBABA_CLOUD_ROLE_ARN: ROLE,
            ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/ci",
            ALIBABA_CLOUD_OIDC_TOKEN: "made-up-oidc-token",
        };
        await find({}, env).credentials();
        assert.equal(new URLSearchParams(service.requests[0]!.body).get("OIDCToken"), "made-up-oidc-token");
    });

    it("of the instance's role are asked of the metadata address, and only when a role is named", async () => {
        assert.throws(
            () => find({}),
            (error) => error instanceof EcsApiError && error.code === "NoCredentials",
        );
        assert.equal(service.requests.length, 0);
        service.answer = ({ path }) => ({
            body: path.includes("/api/token") ? "made-up-metadata-token" : session("instance"),
        });
        const { accessKeyId } = await find({ ecsRoleName: "deploy" }).credentials();
        assert.equal(accessKeyId, "STS.instance-key");
        assert.deepEqual([...new Set(service.requests.map(({ host }) => host))], ["100.100.100.200"]);
    });

    it("of the instance's role are asked with the token of the second version of the metadata service", async () => {
        service.answer = ({ path }) => ({
            body: path.includes("/api/token") ? "made-up-metadata-token" : session("instance"),
        });
        await find({ ecsRoleName: "deploy/+" }).credentials();
        assert.deepEqual(
            service.requests.map(({ method, path, headers }) => [
                method,
                path,
                headers["x-aliyun-ecs-metadata-token-ttl-seconds"] ?? headers["x-aliyun-ecs-metadata-token"],
            ]),
            [
                ["PUT", "/latest/api/token", "21600"],
                ["GET", "/latest/meta-data/ram/security-credentials/deploy%2F%2B", "made-up-metadata-token"],
            ],
        );
    });

    it("of the instance's role are asked without a token where only the first version is there", async () => {
        service.answer = ({ path }) =>
            path.includes("/api/token") ? { status: 404, body: "" } : { body: session("instance") };
        assert.equal((await find({ ecsRoleName: "deploy" }).credentials()).accessKeyId, "STS.instance-key");
        assert.equal(service.requests[1]?.headers["x-aliyun-ecs-metadata-token"], undefined);
    });

    it("of the instance's role are asked again without a token when it is not taken", async () => {
        service.answer = ({ path, headers }) =>
            path.includes("/api/token")
                ? { body: "made-up-metadata-token" }
                : headers["x-aliyun-ecs-metadata-token"] === undefined
                  ? { body: session("instance") }
                  : { status: 403, body: "" };
        assert.equal((await find({ ecsRoleName: "deploy" }).credentials()).accessKeyId, "STS.instance-key");
    });

    it("of the instance's role are never asked without a token where the first version is switched off", async () => {
        const env = { ALIBABA_CLOUD_IMDSV1_DISABLED: "true" };
        for (const status of [404, 200]) {
            service.requests.length = 0;
            service.answer = ({ path }) =>
                path.includes("/api/token") ? { status, body: "made-up-metadata-token" } : { status: 403, body: "" };
            await assert.rejects(find({ ecsRoleName: "deploy" }, env).credentials(), { kind: "credentials" });
            assert.ok(
                service.requests.every(
                    ({ method, headers }) => method === "PUT" || headers["x-aliyun-ecs-metadata-token"],
                ),
            );
        }
    });

    describe("of a profile", () => {
        const PROFILES = {
            current: "static",
            profiles: [
                {
                    name: "static",
                    mode: "AK",
                    access_key_id: "profile-key",
                    access_key_secret: "profile-secret",
                    sts_token: "",
                    region_id: "eu-central-1",
                },
                {
                    name: "sts",
                    mode: "StsToken",
                    access_key_id: "sts-key",
                    access_key_secret: "sts-secret",
                    sts_token: "sts-token",
                },
                {
                    name: "role",
                    mode: "RamRoleArn",
                    access_key_id: "k",
                    access_key_secret: "s",
                    ram_role_arn: ROLE,
                    ram_session_name: "night",
                    expired_seconds: 1800,
                },
                { name: "instance", mode: "EcsRamRole", ram_role_name: "deploy" },
                { name: "browser", mode: "OAuth" },
                { name: "broken", mode: "AK", access_key_id: "profile-key" },
            ],
        };

        it("are its key, and its region where nothing else says one", async () => {
            const settings = { sharedCredentialsFile: profileFile(PROFILES), profile: "static" };
            const source = find(settings);
            assert.deepEqual(await source.credentials(), {
                accessKeyId: "profile-key",
                accessKeySecret: "profile-secret",
                securityToken: undefined,
            });
            assert.equal(resolveDestination(undefined, { settings, env: GUARDED }).regionId, "eu-central-1");
            assert.equal(
                resolveDestination(undefined, { settings, env: { ALICLOUD_REGION: "cn-beijing" } }).regionId,
                "cn-beijing",
            );
        });

        it("are those of the current one when no other source has any", async () => {
            const env = { ALIBABA_CLOUD_CREDENTIALS_FILE: profileFile(PROFILES) };
            assert.equal((await findCredentials({ env }).credentials()).accessKeyId, "profile-key");
            const withKey = { ...env, ALICLOUD_ACCESS_KEY: "variable-key", ALICLOUD_SECRET_KEY: "s" };
            assert.equal((await findCredentials({ env: withKey }).credentials()).accessKeyId, "variable-key");
            assert.throws(() => findCredentials({ env: { ...env, ...GUARDED } }), /NoCredentials/);
        });

        it("may have a token, or be those of a role or of the instance", async () => {
            const sharedCredentialsFile = profileFile(PROFILES);
            assert.equal(
                (await find({ sharedCredentialsFile, profile: "sts" }).credentials()).securityToken,
                "sts-token",
            );
            service.answer = ({ path }) => ({
                body: path.includes("/api/token") ? "t" : { ...session("any"), Credentials: session("any") },
            });
            assert.equal(
                (await find({ sharedCredentialsFile, profile: "role" }).credentials()).accessKeyId,
                "STS.any-key",
            );
            assert.equal(
                (await find({ sharedCredentialsFile, profile: "instance" }).credentials()).accessKeyId,
                "STS.any-key",
            );
        });

        for (const [profile, code] of [
            ["browser", "ProfileModeNotSupported"],
            ["broken", "ProfileIncomplete"],
            ["unknown", "ProfileNotFound"],
        ] as const) {
            it(`are refused with ${code} for the profile "${profile}"`, () => {
                assert.throws(
                    () => find({ sharedCredentialsFile: profileFile(PROFILES), profile }),
                    (error) =>
                        error instanceof EcsApiError && error.code === code && !error.message.includes("profile-key"),
                );
            });
        }

        for (const [mode, what, instead] of [
            ["OIDC", /takes a token of an OIDC provider/, /use `assumeRoleWithOidc`/],
            ["ChainableRamRoleArn", /with the key of another profile/, /use the source_profile .* `assumeRole`/],
            ["RamRoleArnWithEcs", /with that of the ECS instance/, /use `ecsRoleName` .* `assumeRole`/],
            ["CredentialsURI", /fetches credentials from an address/, /use `credentialsUri`/],
            ["CloudSSO", /a person who signs in with a browser/, /use a profile of the mode AK, /],
            ["OAuth", /a person who signs in with a browser/, /use a profile of the mode AK, /],
            ["External", /runs a program/, /hand over what the program prints/],
            ["ak", /has the mode ak, which is not known here/, /use a profile of the mode AK, /],
            ["constructor", /has the mode constructor, which is not known here/, /use a profile of the mode AK, /],
        ] as const) {
            it(`are refused for the mode ${mode} with what it does, and what to use instead`, () => {
                const profiles = [{ ...PROFILES.profiles[0], name: "one", mode }];
                assert.throws(
                    () => find({ sharedCredentialsFile: profileFile({ profiles }), profile: "one" }),
                    (error) => {
                        assert.ok(error instanceof EcsApiError);
                        assert.deepEqual([error.code, error.kind], ["ProfileModeNotSupported", "credentials"]);
                        const [first = "", advice = ""] = error.message.split("\n");
                        assert.match(first, what);
                        assert.match(advice, instead);
                        assert.doesNotMatch(error.message, /profile-key|profile-secret/);
                        return true;
                    },
                );
            });
        }

        for (const mode of [undefined, null, "", 5]) {
            it(`are refused for a mode that is ${JSON.stringify(mode)}, and the profile is not said to be missing`, () => {
                const profiles = [{ ...PROFILES.profiles[0], mode }];
                const sharedCredentialsFile = profileFile({ profiles, current: "static" });
                assert.throws(() => find({ sharedCredentialsFile, profile: "static" }), {
                    code: "ProfileIncomplete",
                    rawMessage: 'the profile "static" has no mode',
                });
            });
        }

        for (const seconds of [600, 900.5, -1, "3600", { made: "made-up" }]) {
            it(`are refused when they are to live ${JSON.stringify(seconds)} s, by the file's own name for it`, () => {
                const profiles = [{ ...PROFILES.profiles[2], expired_seconds: seconds }];
                assert.throws(
                    () => find({ sharedCredentialsFile: profileFile({ profiles }), profile: "role" }),
                    (error) => {
                        assert.ok(error instanceof InvalidArgumentError);
                        assert.equal(error.argument, 'expired_seconds of the profile "role"');
                        assert.equal(
                            error.value,
                            typeof seconds === "number" ? `${seconds} (number)` : "a value that is not shown",
                        );
                        return true;
                    },
                );
            });
        }

        it("are trimmed as every other key is", async () => {
            const profile = { ...PROFILES.profiles[1], access_key_id: " sts-key\n", sts_token: "sts-token\r\n" };
            const settings = { sharedCredentialsFile: profileFile({ profiles: [profile] }), profile: "sts" };
            assert.deepEqual(await find(settings).credentials(), {
                accessKeyId: "sts-key",
                accessKeySecret: "sts-secret",
                securityToken: "sts-token",
            });
        });

        for (const [index, member] of [
            [1, "access_key_id"],
            [1, "access_key_secret"],
            [1, "sts_token"],
            [2, "ram_role_arn"],
            [2, "ram_session_name"],
            [2, "policy"],
            [2, "external_id"],
            [3, "ram_role_name"],
        ] as const) {
            it(`are refused when ${member} of the file cannot be one, which is not shown`, () => {
                const isKey = index === 1;
                for (const value of isKey ? [5, "made up", "made\nup", ["made-up"]] : [5, ["made-up"]]) {
                    const profile = { ...PROFILES.profiles[index]!, [member]: value };
                    assert.throws(
                        () =>
                            find({
                                sharedCredentialsFile: profileFile({ profiles: [profile] }),
                                profile: profile.name,
                            }),
                        (error) => {
                            assert.ok(error instanceof InvalidArgumentError, inspect(error));
                            assert.equal(error.argument, `${member} of the profile "${profile.name}"`);
                            assert.equal(error.value, "a value that is not shown");
                            return true;
                        },
                    );
                }
            });
        }

        it("are read behind the mark that editors of Windows begin a file with", async () => {
            const sharedCredentialsFile = profileFile(`\uFEFF${JSON.stringify(PROFILES)}`);
            const source = find({ sharedCredentialsFile, profile: "static" });
            assert.equal((await source.credentials()).accessKeyId, "profile-key");
        });

        it("are read from the home folder when the file begins with ~/, wherever it is named", async () => {
            profileFile(PROFILES);
            const giveVariablesBack = setVariables({ HOME: folder, USERPROFILE: folder });
            try {
                const file = "~/config.json";
                const sources: SettingSources[] = [
                    { settings: { sharedCredentialsFile: file, profile: "static" }, env: {} },
                    {
                        config: (key) =>
                            ({ "alicloud:sharedCredentialsFile": file, "alicloud:profile": "static" })[key],
                        env: {},
                    },
                    { env: { ALICLOUD_SHARED_CREDENTIALS_FILE: file } },
                    { env: { ALIBABA_CLOUD_CREDENTIALS_FILE: file } },
                ];
                for (const one of sources) {
                    assert.equal((await findCredentials(one).credentials()).accessKeyId, "profile-key");
                }
            } finally {
                giveVariablesBack();
            }
        });

        it("show nothing of a file that is no JSON", () => {
            const sharedCredentialsFile = profileFile('{"access_key_secret": "leaked-secret", ');
            assert.throws(
                () => find({ sharedCredentialsFile, profile: "static" }),
                (error) =>
                    error instanceof EcsApiError &&
                    error.code === "ProfileUnreadable" &&
                    !/leaked/.test(String(error.stack)),
            );
        });
    });

    it("beat the environment when an argument or the configuration names them", async () => {
        const env = { ...GUARDED, ALICLOUD_ACCESS_KEY: "variable-key", ALICLOUD_SECRET_KEY: "s" };
        const config = (key: string): string | undefined => (key === "alicloud:credentialsUri" ? uri() : undefined);
        assert.equal((await findCredentials({ env, config }).credentials()).accessKeyId, "STS.first-key");
        assert.equal(
            (await findCredentials({ env, settings: { credentialsUri: uri() } }).credentials()).accessKeyId,
            "STS.first-key",
        );
        assert.equal((await findCredentials({ env }).credentials()).accessKeyId, "variable-key");
    });
});
