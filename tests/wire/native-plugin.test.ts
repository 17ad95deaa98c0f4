import proto from "@pulumi/pulumi/proto/provider_pb";
import pluginProto from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { VERSION } from "../../provider/version";
import type { PluginClient, Properties } from "../support/plugin-client";
import { until } from "../support/wire";
import { SECRET, UNKNOWN, withPlugin } from "../support/with-plugin";

const GATE = "urn:pulumi:dev::test::alicloud-instance-status:index:InstanceStatusGate::gate";
const STATUSES = "urn:pulumi:dev::test::alicloud-instance-status:index:InstanceStatuses::statuses";

describe("the native plugin, over gRPC", () => {
    it(
        "introduces itself",
        withPlugin(async (plugin) => {
            const handshake = await plugin.handshake();
            assert.equal(handshake.getAcceptSecrets(), true);
            const info = await plugin.call<pluginProto.PluginInfo>("getPluginInfo", new Empty());
            assert.equal(info.getVersion(), VERSION);
            const schema = await plugin.call<proto.GetSchemaResponse>("getSchema", new proto.GetSchemaRequest());
            assert.deepEqual(JSON.parse(schema.getSchema()), { name: "alicloud-instance-status" });
            await plugin.call("attach", new pluginProto.PluginAttach());
        }),
    );

    it(
        "judges in Diff by what Read has seen, without a request of its own",
        withPlugin(async (plugin, ecs) => {
            const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1"] });
            const { outputs } = await plugin.create(GATE, inputs);
            assert.deepEqual(await plugin.diff(GATE, outputs, inputs), { changes: false, diffs: [] });
            const asked = ecs.requests.length;
            ecs.set("i-1", "Stopped");
            const seen = await plugin.read(GATE, outputs, inputs);
            assert.equal(ecs.requests.length, asked + 1);
            assert.equal(seen["satisfied"], false);
            assert.deepEqual(await plugin.diff(GATE, seen, inputs), { changes: true, diffs: ["satisfied"] });
            assert.equal(ecs.requests.length, asked + 1);
        }),
    );

    it(
        "asks again in Diff when Read saw the gate hold: a dependency may have stopped the instance since",
        withPlugin(async (plugin, ecs) => {
            const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1"] });
            const { outputs } = await plugin.create(GATE, inputs);
            const seen = await plugin.read(GATE, outputs, inputs);
            assert.equal(seen["satisfied"], true);
            assert.deepEqual(await plugin.diff(GATE, seen, inputs), { changes: false, diffs: [] }, "of the refresh");
            ecs.set("i-1", "Stopping");
            await plugin.check(GATE, { instanceIds: ["i-1"] });
            assert.deepEqual(await plugin.diff(GATE, seen, inputs), { changes: true, diffs: ["satisfied"] });
        }),
    );

    for (const [what, urn] of [
        ["a gate", GATE],
        ["statuses", STATUSES],
    ] as const) {
        it(
            `shows by Read what a refresh of ${what} has changed, and asks for each other Diff`,
            withPlugin(async (plugin, ecs) => {
                const requests = async (call: () => Promise<unknown>): Promise<number> => {
                    const before = ecs.requests.length;
                    await call();
                    return ecs.requests.length - before;
                };
                const { inputs } = await plugin.check(urn, { instanceIds: ["i-1"] });
                const { outputs } = await plugin.create(urn, inputs);
                const diff = (): Promise<unknown> => plugin.diff(urn, outputs, inputs);
                assert.equal(await requests(() => plugin.read(urn, outputs, inputs)), 1);
                assert.equal(await requests(diff), 0, "the Diff right after Read is the one of the refresh");
                assert.equal(await requests(diff), 1, "no other one is, with or without Check");

                await plugin.read(urn, outputs, inputs);
                await plugin.check(urn, { instanceIds: ["i-1"] });
                assert.equal(await requests(diff), 1, "an engine need not call Diff in a refresh");

                await plugin.read(urn, outputs, inputs);
                await plugin.configure({});
                assert.equal(await requests(diff), 1, "another run has begun");
            }),
        );
    }

    it(
        "asks again in Diff when Read saw that statuses are as recorded, and plans by Read when it saw a change",
        withPlugin(async (plugin, ecs) => {
            const { inputs } = await plugin.check(STATUSES, { instanceIds: ["i-1"] });
            const { outputs } = await plugin.create(STATUSES, inputs);
            await plugin.read(STATUSES, outputs, inputs);
            ecs.set("i-1", "Stopping");
            await plugin.check(STATUSES, { instanceIds: ["i-1"] });
            assert.deepEqual(await plugin.diff(STATUSES, outputs, inputs), {
                changes: true,
                diffs: ["statuses", "statusById"],
            });
            const seen = await plugin.read(STATUSES, outputs, inputs);
            const asked = ecs.requests.length;
            assert.equal((await plugin.diff(STATUSES, seen, inputs)).changes, true);
            assert.equal(ecs.requests.length, asked);
        }),
    );

    for (const [what, urn, heals] of [
        ["a gate, which then waits again", GATE, { satisfied: false, statusById: { "i-1": "Running" } }],
        ["statuses", STATUSES, { totalCount: 1, statusById: { "i-1": "Running" } }],
    ] as const) {
        it(
            `reads by the inputs where the recorded outputs are missing: ${what}`,
            withPlugin(async (plugin) => {
                const { inputs } = await plugin.check(urn, { instanceIds: ["i-1"] });
                const seen = await plugin.read(urn, {}, inputs);
                assert.deepEqual(seen["instanceIds"], ["i-1"]);
                for (const [name, value] of Object.entries(heals)) {
                    assert.deepEqual(seen[name], value, name);
                }
                const { changes } = await plugin.diff(urn, seen, inputs);
                assert.equal(changes, true);
                const { inputs: same } = await plugin.check(urn, { instanceIds: ["i-1"] });
                assert.deepEqual((await plugin.diff(urn, await plugin.update(urn, seen, same), same)).changes, false);
            }),
        );
    }

    it(
        "refuses an import, which comes with neither inputs nor outputs",
        withPlugin(async (plugin) => {
            await assert.rejects(plugin.read(GATE, {}, {}), /cannot be imported/);
        }),
    );

    it(
        "lets nothing pass in Diff that Read could not see",
        withPlugin(async (plugin, ecs) => {
            const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1"] });
            const { outputs } = await plugin.create(GATE, inputs);
            ecs.fault({ kind: "error", code: "Forbidden.RAM", times: 1 });
            const kept = await plugin.read(GATE, outputs, inputs);
            assert.deepEqual(kept, outputs);
            assert.deepEqual(await plugin.diff(GATE, kept, inputs), { changes: true, diffs: ["satisfied"] });
        }),
    );

    it(
        "asks in Diff when the engine does not read first, as older ones do not",
        withPlugin(
            async (plugin, ecs) => {
                const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1"] });
                const { outputs } = await plugin.create(GATE, inputs);
                const asked = ecs.requests.length;
                ecs.set("i-1", "Stopped");
                assert.deepEqual(await plugin.diff(GATE, outputs, inputs), { changes: true, diffs: ["satisfied"] });
                assert.equal(ecs.requests.length, asked + 1);
            },
            { readsFirst: false },
        ),
    );

    it(
        "answers a preview with what is known, and without a request",
        withPlugin(async (plugin, ecs) => {
            const { outputs } = await plugin.create(GATE, { instanceIds: ["i-1"], regionId: "r-1" }, { preview: true });
            assert.deepEqual(outputs["instanceIds"], ["i-1"]);
            assert.equal(outputs["reachedInstanceIds"], UNKNOWN);
            const statuses = await plugin.create(STATUSES, { instanceIds: UNKNOWN }, { preview: true });
            assert.deepEqual([statuses.outputs["instanceIds"], statuses.outputs["totalCount"]], [UNKNOWN, UNKNOWN]);
            assert.equal(ecs.requests.length, 0);
        }),
    );

    it(
        "ends all waits at once when it is cancelled, and what the engine had on its way by then",
        withPlugin(async (plugin, ecs) => {
            ecs.add({ instanceId: "i-2", status: "Starting" });
            const inputs = { instanceIds: ["i-2"], regionId: "cn-hangzhou" };
            const waiting = [plugin.create(GATE, inputs), plugin.create(`${GATE}-2`, inputs)].map((one) =>
                one.then(
                    () => "done",
                    (error: unknown) => String(error),
                ),
            );
            await until(() => ecs.requests.length > 0);
            const progress = { isDone: false };
            const outcomes = Promise.all(waiting).finally(() => (progress.isDone = true));
            await plugin.cancel();
            // A poll would come after seconds, the deadline after ten minutes.
            for (let roundTrips = 0; !progress.isDone; roundTrips += 1) {
                assert.ok(roundTrips < 100, "they still wait");
                await plugin.call("getPluginInfo", new Empty());
            }
            const [one, two] = await outcomes;
            assert.match(String(one), /\[aborted\]/);
            assert.match(String(two), /\[aborted\]/);
            const asked = ecs.requests.length;
            await assert.rejects(plugin.create(GATE, inputs), /\[aborted\]/);
            assert.equal(ecs.requests.length, asked, "a run that was cancelled asks nothing more");
        }),
    );

    for (const [what, begin] of [
        ["it is configured again", (plugin: PluginClient) => plugin.configure({})],
        ["it is attached, which outlives a run", undefined],
    ] as const) {
        it(
            `runs what comes after a cancellation when ${what}`,
            withPlugin(async (plugin) => {
                if (begin === undefined) {
                    await plugin.call("attach", new pluginProto.PluginAttach());
                }
                await plugin.cancel();
                await begin?.(plugin);
                const { outputs } = await plugin.create(GATE, { instanceIds: ["i-1"], regionId: "cn-hangzhou" });
                assert.equal(outputs["satisfied"], true);
            }),
        );
    }

    it(
        "keeps what was seen, and its id, with the error of a failed wait",
        withPlugin(async (plugin, ecs) => {
            ecs.add({ instanceId: "i-2", status: "Starting" });
            const failing = plugin.create(GATE, { instanceIds: ["i-2"] }, { timeoutSeconds: 0.2 });
            await assert.rejects(failing, (error: { metadata: { get(name: string): Buffer[] }; details: string }) => {
                assert.match(error.details, /\[timed out\] i-2 is not Running after 200ms/);
                const [details] = error.metadata.get("grpc-status-details-bin");
                const text = details!.toString("latin1");
                assert.match(text, /pulumirpc\.ErrorResourceInitFailed/);
                assert.match(text, /instance-status-gate-[0-9a-f]{8}/);
                assert.match(text, /Starting/);
                return true;
            });
        }),
    );

    it(
        "keeps what was seen last of the instances when a wait is skipped, or sees nothing",
        withPlugin(async (plugin, ecs) => {
            ecs.add({ instanceId: "i-2", status: "Running" });
            const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1", "i-2"] });
            const { outputs } = await plugin.create(GATE, inputs);
            const news = { ...inputs, instanceIds: ["i-1", "i-3"] };

            ecs.fault({ kind: "error", code: "Forbidden.RAM", times: 1 });
            await assert.rejects(
                plugin.update(GATE, outputs, news),
                ({ metadata }: { metadata: { get(name: string): Buffer[] } }) => {
                    const text = metadata.get("grpc-status-details-bin")[0]!.toString("latin1");
                    assert.match(text, /statusById[^]*i-1[^]*Running/);
                    assert.doesNotMatch(text, /i-2/);
                    return true;
                },
            );

            await plugin.configure({ skipWait: true });
            const skipped = await plugin.update(GATE, outputs, news);
            assert.deepEqual(
                [skipped["reachedInstanceIds"], skipped["statusById"], skipped["satisfied"], skipped["reachedAt"]],
                [["i-1"], { "i-1": "Running" }, false, undefined],
            );
        }),
    );

    it(
        "marks as secret what was secret, and what names secret instances",
        withPlugin(async (plugin) => {
            const instanceIds = { ...SECRET, value: ["i-1"] };
            const { inputs } = await plugin.check(GATE, { instanceIds });
            assert.deepEqual(inputs["instanceIds"], instanceIds);
            const { outputs } = await plugin.create(GATE, inputs);
            for (const name of ["instanceIds", "reachedInstanceIds", "statusById", "absentInstanceIds"]) {
                assert.equal(
                    (outputs[name] as Properties)["4dabf18193072939515e22adb298388d"],
                    "1b47061264138c4ac30d75fd1eb44270",
                    name,
                );
            }
            assert.equal(outputs["satisfied"], true);
        }),
    );

    it(
        "encrypts keys that no SDK has marked",
        withPlugin(async (plugin) => {
            const { inputs, failures } = await plugin.checkConfig({
                accessKey: "made-up",
                secretKey: "made-up-secret",
            });
            assert.deepEqual(failures, {});
            assert.deepEqual(inputs["secretKey"], { ...SECRET, value: "made-up-secret" });
        }),
    );

    it(
        "masks in its messages what is secret",
        withPlugin(async (plugin, ecs) => {
            ecs.add({ instanceId: "i-hidden", status: "Starting" });
            const inputs = { instanceIds: { ...SECRET, value: ["i-hidden"] } };
            await assert.rejects(
                plugin.create(GATE, inputs, { timeoutSeconds: 0.1 }),
                (error: { metadata: { get(name: string): Buffer[] }; details: string }) => {
                    assert.match(error.details, /\[timed out\] \[secret\] is not Running/);
                    const [details] = error.metadata.get("grpc-status-details-bin");
                    const [reasons] = details!.toString("latin1").split("Starting").slice(-1);
                    assert.doesNotMatch(String(reasons), /i-hidden/);
                    return true;
                },
            );
        }),
    );

    const LONG = "hidden-".repeat(20);
    for (const [what, value] of [
        ["a long text, which is shortened", LONG],
        ["a text that JSON escapes", 'hidden "\\ and\nmore'],
        ["a number", 123456],
        ["an object, whose names tell something too", { "hidden-name": "hidden" }],
        ["a list", ["hidden", "hidden-too"]],
    ] as const) {
        it(
            `shows nothing of a secret that it refuses, neither by its own words nor by the engine's: ${what}`,
            withPlugin(async (plugin) => {
                const secret = { ...SECRET, value };
                const gate = await plugin.check(GATE, { instanceIds: ["i-1"], timeout: secret, onDrift: secret });
                const config = await plugin.checkConfig({
                    protocol: secret,
                    region: secret,
                    maxRequestsPerMinute: secret,
                });
                const call = await plugin.invoke("getInstanceStatus", { instanceId: { ...SECRET, value: "hidden\n" } });
                for (const { failures } of [gate, config, call]) {
                    // beside a failure at a property the engine prints its value
                    assert.deepEqual(Object.keys(failures), [""]);
                    assert.match(failures[""]!, /must be .*, got a value that is not shown/);
                    assert.doesNotMatch(failures[""]!, /hidden|123456/);
                }
            }),
        );
    }

    it(
        "reads for as long as customTimeouts say, and keeps what is recorded then",
        withPlugin(async (plugin, ecs) => {
            const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1"] });
            const { outputs } = await plugin.create(GATE, inputs);
            ecs.fault({ kind: "hang", times: 1 });
            const startedAt = performance.now();
            assert.deepEqual(await plugin.read(GATE, outputs, inputs, { timeoutSeconds: 0.2 }), outputs);
            const took = performance.now() - startedAt;
            assert.ok(took >= 200 && took < 5_000, `it took ${took} ms`);
        }),
    );

    it(
        "changes nothing in Read of a gate that only warns of drift, and says so in Diff without a request",
        withPlugin(async (plugin, ecs) => {
            const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1"], onDrift: "warn" });
            const { outputs } = await plugin.create(GATE, inputs);
            ecs.set("i-1", "Stopped");
            const asked = ecs.requests.length;
            assert.deepEqual(await plugin.read(GATE, outputs, inputs), outputs);
            assert.deepEqual(await plugin.diff(GATE, outputs, inputs), { changes: false, diffs: [] });
            assert.equal(ecs.requests.length, asked + 1);
        }),
    );

    it(
        "takes null for left out, in what is recorded and in a Provider",
        withPlugin(async (plugin) => {
            const { inputs } = await plugin.check(STATUSES, { instanceIds: ["i-1"], zoneId: null, triggers: null });
            const { outputs } = await plugin.create(STATUSES, inputs);
            const { inputs: news } = await plugin.check(STATUSES, { instanceIds: ["i-1"] });
            await plugin.read(STATUSES, outputs, inputs);
            assert.deepEqual(await plugin.diff(STATUSES, outputs, news), { changes: false, diffs: [] });
            const olds = { profile: null, assumeRole: '{"roleArn":"a"}', maxRequestsPerMinute: "5", region: "r-1" };
            const same = { assumeRole: { roleArn: "a" }, maxRequestsPerMinute: 5, region: "r-1" };
            assert.deepEqual(await plugin.diffConfig(olds, same), []);
            assert.deepEqual(await plugin.diffConfig(olds, { ...same, region: "r-2" }), ["region"]);
        }),
    );

    it(
        "serves one Provider when it is attached, and says so to a second one of the same run",
        withPlugin(async (plugin) => {
            await plugin.call("attach", new pluginProto.PluginAttach());
            await plugin.cancel();
            await plugin.configure({ region: "cn-hangzhou" });
            await plugin.configure({ region: "cn-hangzhou" });
            await assert.rejects(
                plugin.configure({ region: "us-west-1" }),
                /serves one Provider.*PULUMI_DEBUG|attached/,
            );
            await plugin.cancel();
            await plugin.configure({ region: "us-west-1" });

            const another = new pluginProto.PluginAttach();
            another.setAddress("127.0.0.1:1"); // an engine that was killed has not cancelled its run
            await plugin.call("attach", another);
            await plugin.configure({ region: "cn-hangzhou" });
        }),
    );

    it(
        "answers although a text is half a character, which no answer can hold",
        withPlugin(async (plugin, ecs) => {
            const cut = `${"x".repeat(75)}\u{1f600}`;
            await assert.rejects(plugin.configure({ region: cut }), /a region id such as/);
            ecs.set("i-1", "half \ud83d");
            await assert.rejects(plugin.create(GATE, { instanceIds: ["i-1"] }, { timeoutSeconds: 0.1 }), /timed out/);
        }),
    );

    it(
        "names its own configuration where some is missing",
        withPlugin(
            async (plugin) => {
                const ofGate = async (): Promise<string> =>
                    (await plugin.check(GATE, { instanceIds: ["i-1"] })).failures["regionId"] ?? "";
                assert.match(await ofGate(), /pulumi config set alicloud-instance-status:region cn-hangzhou/);
                await assert.rejects(
                    plugin.create(GATE, { instanceIds: ["i-1"], regionId: "cn-hangzhou" }),
                    /pulumi config set alicloud-instance-status:accessKey <id>/,
                );
            },
            { env: { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" } },
        ),
    );

    it(
        "takes customTimeouts where the argument is null, and says when they were too short to read",
        withPlugin(async (plugin, ecs) => {
            ecs.add({ instanceId: "i-2", status: "Starting" });
            await assert.rejects(
                plugin.create(GATE, { instanceIds: ["i-2"], timeout: null }, { timeoutSeconds: 0.1 }),
                /not Running after 100ms/,
            );
            ecs.fault({ kind: "hang", times: 1 });
            await assert.rejects(
                plugin.create(STATUSES, { instanceIds: ["i-2"] }, { timeoutSeconds: 0.2 }),
                /could not be read within the 200ms of customTimeouts/,
            );
            const { outputs } = await plugin.create(STATUSES, { instanceIds: ["i-2"] }, { timeoutSeconds: 3_000_000 });
            assert.deepEqual(outputs["statusById"], { "i-2": "Starting" });
        }),
    );

    it(
        "says in Diff which arguments were changed, and no other",
        withPlugin(async (plugin) => {
            const { inputs } = await plugin.check(GATE, { instanceIds: ["i-1"] });
            const { outputs } = await plugin.create(GATE, inputs);
            const diffs = async (news: Properties): Promise<string[]> =>
                (await plugin.diff(GATE, outputs, { ...inputs, ...news })).diffs;
            assert.deepEqual(await diffs({ instanceIds: ["i-1", "i-2"] }), ["instanceIds"]);
            assert.deepEqual(await diffs({ instanceIds: ["i-1", "i-2"], minReachedPercent: 50 }), ["instanceIds"]);
            assert.deepEqual(await diffs({ targetStatuses: ["Stopped"] }), ["targetStatuses"]);
        }),
    );

    it(
        "takes every word of the protocol for what is not known yet, and asks nothing then",
        withPlugin(async (plugin, ecs) => {
            for (const unknown of [UNKNOWN, "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"]) {
                assert.deepEqual((await plugin.check(GATE, { instanceIds: unknown })).failures, {});
                const { result, failures } = await plugin.invoke("getInstanceStatus", {
                    instanceId: unknown,
                });
                assert.deepEqual([result, failures], [{}, {}]);
            }
            assert.equal(ecs.requests.length, 0);
        }),
    );

    const REFUSED: [what: string, inputs: Properties, property: string, pattern: RegExp][] = [
        ["a misspelt name", { regoin: "cn-hangzhou" }, "regoin", /unknown argument `regoin`: did you mean `region`\?/],
        ["a region that is none", { region: "https://evil" }, "region", /a region id such as/],
        ["an endpoint with a path", { endpoint: "a.example/x" }, "endpoint", /without scheme or path/],
        [
            "an endpoint with a password",
            { endpoint: "https://u:made-up@h" },
            "",
            /`endpoint`.* a value that is not shown/,
        ],
        ["another protocol", { protocol: "ftp" }, "protocol", /"https" or "http"/],
        ["a number for a text", { profile: 5 }, "profile", /a string/],
        ["a number for a secret", { accessKey: "a", secretKey: 123456 }, "", /`secretKey`.* a value that is not shown/],
        [
            "a secret whose name is misspelt",
            { secretKye: "123456" },
            "",
            /unknown argument `secretKye`: did you mean `secretKey`\?/,
        ],
        ["a key without its secret", { accessKey: "a" }, "secretKey", /given together with `accessKey`, got nothing/],
        [
            "a secret without its key",
            { secretKey: "a", securityToken: "b" },
            "accessKey",
            /given together with `secretKey`/,
        ],
        [
            "a token without a key",
            { securityToken: "a" },
            "accessKey",
            /given together with `secretKey` and `securityToken`/,
        ],
        ["a budget in words", { maxRequestsPerMinute: "many" }, "maxRequestsPerMinute", /a whole number/],
        ["a budget of nothing", { maxRequestsPerMinute: 0 }, "maxRequestsPerMinute", /a whole number, 1 or more/],
        ["a role that is a text", { assumeRole: '"x"' }, "", /`assumeRole`.*an object with roleArn/],
        [
            "a member that there is not",
            { assumeRole: { roleArn: "a", role: "b" } },
            "",
            /unknown argument `assumeRole\.role`/,
        ],
        ["a short session", { assumeRole: '{"roleArn":"a","sessionExpiration":5}' }, "", /`assumeRole\..*900 or more/],
        ["a role without a name", { assumeRole: { sessionName: "x" } }, "", /`assumeRole.*roleArn/],
        ["a role of OIDC without a token", { assumeRoleWithOidc: '{"roleArn":"a"}' }, "", /`assumeRoleWithOidc.*oidc/],
        [
            "an address that is none",
            { credentialsUri: "secret-path" },
            "",
            /`credentialsUri`.*an http or https address/,
        ],
        ["a token that is no text", { assumeRoleWithOidc: { oidcToken: 5 } }, "", /`assumeRoleWithOidc\..*a string/],
    ];
    for (const [what, inputs, property, pattern] of REFUSED) {
        it(
            `refuses ${what}, at its property unless the engine would print a secret there`,
            withPlugin(async (plugin) => {
                const { failures } = await plugin.checkConfig(inputs);
                assert.deepEqual(Object.keys(failures), [property]);
                assert.match(failures[property]!, pattern);
                assert.doesNotMatch(failures[property]!, /123456|secret-path|made-up/);
            }),
        );
    }

    it(
        "takes what is not known yet, and what the engine itself adds",
        withPlugin(async (plugin) => {
            const { failures } = await plugin.checkConfig({
                region: UNKNOWN,
                assumeRole: UNKNOWN,
                maxRequestsPerMinute: UNKNOWN,
                version: "0.1.0",
                pluginDownloadURL: "https://example.com",
            });
            assert.deepEqual(failures, {});
        }),
    );

    it(
        "answers whatever it is asked with an error in words, and lives on",
        withPlugin(async (plugin) => {
            const calls: [method: string, request: unknown, pattern: RegExp][] = [
                ["check", new proto.CheckRequest(), /there is no resource/],
                ["diff", new proto.DiffRequest(), /there is no resource/],
                ["create", new proto.CreateRequest(), /there is no resource/],
                ["update", new proto.UpdateRequest(), /there is no resource/],
                ["read", new proto.ReadRequest(), /there is no resource/],
                ["invoke", new proto.InvokeRequest(), /there is no function/],
                ["construct", new proto.ConstructRequest(), /does not implement|unimplemented/i],
            ];
            for (const [method, request, pattern] of calls) {
                await assert.rejects(plugin.call(method, request), (error: { details: string }) => {
                    assert.match(error.details, pattern);
                    assert.doesNotMatch(error.details, /Unknown error|\n\s+at /);
                    return true;
                });
            }
            const odd: Properties[] = [
                { instanceIds: null },
                { instanceIds: { a: [1, null, { b: true }] } },
                { instanceIds: "i-1" },
                { instanceIds: [["i-1"]], regionId: [] },
                { ["__proto__"]: { instanceIds: ["i-1"] }, constructor: "x", toString: 5 },
                { instanceIds: [], timeout: {} },
                {},
            ];
            for (const news of odd) {
                for (const urn of [GATE, STATUSES]) {
                    const { failures } = await plugin.check(urn, news);
                    for (const reason of Object.values(failures)) {
                        assert.match(reason, /must be|^unknown argument/m, inspect(news));
                    }
                    assert.equal((await plugin.diff(urn, news, news)).changes, true, inspect(news));
                }
            }
            assert.deepEqual(await plugin.invoke("getInstanceStatus", {}), {
                result: {},
                failures: {
                    instanceId: '`instanceId` must be an ECS instance id such as "i-bp1j4i2jdf3owlhe0001", got nothing',
                },
            });
            const { result } = await plugin.invoke("getInstanceStatus", {
                instanceId: "i-1",
            });
            assert.equal(result["status"], "Running");
        }),
    );
});
