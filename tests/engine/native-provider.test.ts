import assert from "node:assert/strict";
import { EcsEmulator } from "../../sdk/testing";
import { skipWithoutEngine } from "../support/engine-project";
import { createNativeWorld, nativeProgram } from "./native-world";
import { assertFailure, assertSuccess } from "./world";

const SECRETS = {
    accessKey: "LTAI5tNativeKeyOfTest",
    secretKey: "native-secret-0123456789abcdef",
    securityToken: "native-token-0123456789abcdef",
};

/** Everything in the emulator's environment that says where and as whom to ask. */
function withoutConnection(env: Readonly<Record<string, string>>): Record<string, undefined> {
    const names = Object.keys(env).filter((name) => /KEY|TOKEN|ENDPOINT|REGION/.test(name));
    return Object.fromEntries(
        names.filter((name) => !name.includes("CREDENTIALS_URI")).map((name) => [name, undefined]),
    );
}

describe("the configuration of the native provider, on the real engine", function () {
    before(skipWithoutEngine);

    it("is the stack's, under the provider's own name, with its secrets encrypted", async () => {
        const ecs = await EcsEmulator.start(SECRETS);
        ecs.add({ instanceId: "i-1", regionId: "eu-central-1", status: "Running" });
        const world = await createNativeWorld(nativeProgram(`new NativeGate("gate", { instanceIds: ["i-1"] });`), {
            config: {
                "alicloud-instance-status:region": "eu-central-1",
                "alicloud-instance-status:endpoint": ecs.endpoint,
                "alicloud-instance-status:maxRequestsPerMinute": "100",
            },
            secretConfig: Object.fromEntries(
                Object.entries(SECRETS).map(([name, value]) => [`alicloud-instance-status:${name}`, value]),
            ),
        });
        try {
            const env = withoutConnection(world.ecs.env);
            const up = await world.project.up({ env });
            assertSuccess(up);
            assert.equal(world.gate()["regionId"], "eu-central-1");
            assert.equal(world.ecs.requests.length, 0);
            const written = up.stdout + up.stderr + world.project.rawState() + world.project.rawLogs();
            for (const value of Object.values(SECRETS)) {
                assert.ok(!written.includes(value), `${value} was written somewhere`);
            }
        } finally {
            await world.remove();
            await ecs.close();
        }
    });

    it("is that of each Provider, also through a component; what is not marked as secret is encrypted all the same", async () => {
        const ecs = await EcsEmulator.start(SECRETS);
        ecs.add({ instanceId: "i-1", regionId: "us-west-1", status: "Running" });
        const world = await createNativeWorld(
            nativeProgram(`
                const other = new NativeProvider("other", {
                    region: "us-west-1", endpoint: "${ecs.endpoint}", accessKey: "${SECRETS.accessKey}",
                    secretKey: "${SECRETS.secretKey}", securityToken: "${SECRETS.securityToken}",
                });
                class Fleet extends pulumi.ComponentResource {
                    constructor(name: string, opts: pulumi.ComponentResourceOptions) {
                        super("test:index:Fleet", name, {}, opts);
                        new NativeGate("inherited", { instanceIds: ["i-1"] }, { parent: this });
                    }
                }
                new NativeGate("direct", { instanceIds: ["i-1"] }, { provider: other });
                new Fleet("fleet", { providers: [other] });
                new NativeGate("of-the-stack", { instanceIds: ["i-1"] });`),
        );
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        try {
            const up = await world.project.up();
            assertSuccess(up);
            assert.deepEqual(
                ["direct", "inherited", "of-the-stack"].map((name) => world.gate(name)["regionId"]),
                ["us-west-1", "us-west-1", "cn-hangzhou"],
            );
            const written = up.stdout + up.stderr + world.project.rawState();
            for (const value of Object.values(SECRETS)) {
                assert.ok(!written.includes(value), `${value} was written somewhere`);
            }
            assertSuccess(await world.project.destroy());
        } finally {
            await world.remove();
            await ecs.close();
        }
    });

    it("is refused at the property, with nothing of a secret in the message, and replaces nothing when it changes", async () => {
        const world = await createNativeWorld(
            nativeProgram(`
                const bad = new NativeProvider("bad", {
                    region: "constructor", protocl: "http", accessKey: pulumi.secret("made-up-key"),
                    secretKey: pulumi.secret(["made-up-secret"]), credentialsUri: "ftp://user:made-up-word@host/",
                    assumeRole: { sessionName: "s", externalId: "made-up-id" },
                });
                new NativeGate("gate", { instanceIds: ["i-1"] }, { provider: bad });`),
        );
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        try {
            const refused = await world.count(() => world.project.up());
            assertFailure(refused.result);
            assert.match(refused.text, /unknown argument `protocl`: did you mean `protocol`\?/);
            assert.match(refused.text, /secretKey.*a string, got a value that is not shown/);
            assert.doesNotMatch(refused.text, /made-up-/, "the engine prints the value of a property that is refused");
            assert.equal(refused.requests, 0);

            world.project.writeProgram(
                nativeProgram(`
                    const good = new NativeProvider("good", { region: "cn-hangzhou" });
                    new NativeGate("gate", { instanceIds: ["i-1"] }, { provider: good });`),
            );
            assertSuccess(await world.project.up());
            world.project.writeProgram(
                nativeProgram(`
                    const good = new NativeProvider("good", { region: "cn-hangzhou", maxRequestsPerMinute: 100 });
                    new NativeGate("gate", { instanceIds: ["i-1"] }, { provider: good });`),
            );
            const changed = await world.count(() => world.project.up());
            assertSuccess(changed.result);
            assert.doesNotMatch(changed.text, /replac|gate (?:creat|delet|updat)/);
        } finally {
            await world.remove();
        }
    });

    it("may change in every run, as short-lived keys do, without a gate waiting again", async () => {
        const configured = (budget: number): string =>
            nativeProgram(`
                const keys = new NativeProvider("keys", { region: "cn-hangzhou", maxRequestsPerMinute: ${budget} });
                new NativeGate("gate", { instanceIds: ["i-1"] }, { provider: keys });`);
        const world = await createNativeWorld(configured(100));
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        try {
            assertSuccess(await world.project.up());
            world.project.writeProgram(configured(101));
            // the engine reads with the provider of the last run, whose keys may have expired by now
            world.ecs.fault({ kind: "error", code: "InvalidSecurityToken.Expired", times: 1 });
            const up = await world.count(() => world.project.up());
            assertSuccess(up.result);
            assert.match(up.text, /ECS could not be asked: .*InvalidSecurityToken\.Expired/);
            assert.doesNotMatch(up.text, /gate (?:creat|delet|updat)/);
        } finally {
            await world.remove();
        }
    });

    it("may let all gates pass, with a warning, and the next up without it waits", async () => {
        const world = await createNativeWorld(
            nativeProgram(`new NativeGate("gate", { instanceIds: ["i-1"], timeout: "1s" });`),
            { config: { "alicloud-instance-status:skipWait": "true" } },
        );
        world.ecs.add({ instanceId: "i-1", status: "Starting" });
        try {
            const up = await world.count(() => world.project.up());
            assertSuccess(up.result);
            assert.match(up.text, /skipWait is set/);
            assert.equal(world.gate()["satisfied"], false);
            await world.project.setConfig("alicloud-instance-status:skipWait", "false");
            assertFailure(await world.project.up());
        } finally {
            await world.remove();
        }
    });
});

describe("what goes in and out of native resources, on the real engine", () => {
    before(skipWithoutEngine);

    it("is refused at the property before anything happens, in the user's words", async () => {
        const world = await createNativeWorld(
            nativeProgram(`
                new NativeGate("gate", { instanceIds: [], timeout: 600, targetStatus: ["Running"], minReached: "all" });`),
        );
        try {
            const { result, text, requests } = await world.count(() => world.project.preview());
            assertFailure(result);
            assert.equal(requests, 0);
            assert.match(text, /instanceIds.*at least 1 ECS instance id/);
            assert.match(text, /timeout.*a duration such as/);
            assert.match(text, /unknown argument `targetStatus`: did you mean `targetStatuses`\?/);
            assert.match(text, /minReached.*a whole number/);
            assert.doesNotMatch(text, /\bat .*\.[jt]s:\d+|Unknown error/);
        } finally {
            await world.remove();
        }
    });

    it("stays secret when the ids are, and shows ids in the preview of an update", async () => {
        const world = await createNativeWorld(
            nativeProgram(`
                const gate = new NativeGate("gate", { instanceIds: pulumi.secret(["i-hidden"]), minReached: 1 });
                export const reached = gate.reachedInstanceIds;
                export const ids = gate.instanceIds;`),
        );
        world.ecs.add({ instanceId: "i-hidden", status: "Running" });
        world.ecs.add({ instanceId: "i-other", status: "Running" });
        try {
            assertSuccess(await world.project.up());
            assert.ok(!world.project.rawState().includes("i-hidden"), "a secret id is in the state");
            world.ecs.set("i-hidden", "Stopped");
            world.project.writeProgram(
                nativeProgram(`
                    new NativeGate("gate", { instanceIds: pulumi.secret(["i-hidden"]), minReached: 1, timeout: "1s" });`),
            );
            const failing = await world.count(() => world.project.up());
            assertFailure(failing.result);
            assert.match(failing.text, /\[secret\]/);
            assert.ok(!failing.text.includes("i-hidden"), "a secret id is in the output");
            assert.ok(!world.project.rawState().includes("i-hidden"), "a secret id is in the state of a failed wait");
            world.project.writeProgram(
                nativeProgram(`
                    const gate = new NativeGate("gate", { instanceIds: ["i-other"] });
                    gate.instanceIds.apply((ids: string[]) => console.log("planned with " + ids));
                    gate.reachedInstanceIds.apply((ids: string[]) => console.log("reached " + ids));`),
            );
            const { text } = await world.count(() => world.project.preview());
            assert.match(text, /planned with i-other/);
            assert.doesNotMatch(text, /reached i-/);
        } finally {
            await world.remove();
        }
    });

    it("cannot be imported, and says why", async () => {
        const world = await createNativeWorld(nativeProgram(""));
        try {
            const { result, text } = await world.count(() =>
                world.project.run([
                    "import",
                    "--yes",
                    "--skip-preview",
                    "alicloud-instance-status:index:InstanceStatusGate",
                    "gate",
                    "any-id",
                ]),
            );
            assertFailure(result);
            assert.match(text, /cannot be imported: it is nothing that ECS keeps/);
        } finally {
            await world.remove();
        }
    });

    it("is read by functions in preview and in up, after what they depend on, and refused at the argument", async () => {
        const world = await createNativeWorld(
            nativeProgram(`
                const call = (name: string, args: pulumi.Inputs, opts: pulumi.InvokeOutputOptions = {}) =>
                    pulumi.runtime.invokeOutput<any>("alicloud-instance-status:index:" + name, args, opts);
                const gate = new NativeGate("gate", { instanceIds: ["i-1"], initialDelay: "500ms", timeout: "30s" });
                export const one = call("getInstanceStatus", { instanceId: "i-2" });
                export const after = call("getInstanceStatuses", { instanceIds: ["i-1", "i-9"] }, { dependsOn: [gate] });
                one.apply(({ status }: any) => console.log("i-2 is " + status));`),
        );
        world.ecs.add({ instanceId: "i-1", script: [["Starting", "2s"], ["Running"]] });
        world.ecs.add({ instanceId: "i-2", status: "Stopped" });
        try {
            const preview = await world.count(() => world.project.preview());
            assertSuccess(preview.result);
            assert.equal(preview.requests, 1, "the function that depends on the gate is not asked before there is one");
            assert.match(preview.text, /i-2 is Stopped/);
            assertSuccess(await world.project.up());
            const { one, after } = world.project.outputs() as Record<string, Record<string, unknown>>;
            assert.deepEqual([one!["status"], one!["absent"]], ["Stopped", false]);
            assert.deepEqual(after!["statusById"], { "i-1": "Running" });
            assert.deepEqual(after!["absentInstanceIds"], ["i-9"]);
            world.project.writeProgram(
                nativeProgram(`
                    pulumi.runtime.invoke("alicloud-instance-status:index:getInstanceStatus", { instanceId: "" });`),
            );
            const refused = await world.count(() => world.project.preview());
            assertFailure(refused.result);
            assert.match(refused.text, /instanceId/);
        } finally {
            await world.remove();
        }
    });
});
