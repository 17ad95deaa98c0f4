import assert from "node:assert/strict";
import { EcsEmulator } from "../../sdk/testing";
import { skipWithoutEngine } from "../support/engine-project";
import { assertFailure, assertSuccess, program, World } from "./world";

/** Everything that points at the emulator without saying who asks. */
const KEYS = /KEY|TOKEN|ENDPOINT|REGION/;
const SECRETS = {
    key: "LTAI5tConfigKeyOfTest",
    secret: "config-secret-0123456789abcdef",
    token: "sts-token-of-config-0123456789",
};

describe("the connection of a gate, on the real engine", function () {
    before(skipWithoutEngine);

    function withoutConnection(env: Readonly<Record<string, string>>): Record<string, undefined> {
        return Object.fromEntries(
            Object.keys(env)
                .filter((name) => KEYS.test(name) && !name.includes("CREDENTIALS_URI"))
                .map((name) => [name, undefined]),
        );
    }

    it("comes from alicloud:* configuration, and no secret of it is in state, log or output", async () => {
        const world = await World.create(
            program(`
const gate = new InstanceStatusGate("gate", { instanceIds: ["i-1"] });
const bad = new InstanceStatusGate("bad", { instanceIds: ["i-2"], timeout: "1s" });
export const read = status.getInstanceStatusesOutput({ instanceIds: ["i-1", "i-9"] }).statusById;`),
        );
        const ecs = await EcsEmulator.start({
            accessKey: SECRETS.key,
            secretKey: SECRETS.secret,
            securityToken: SECRETS.token,
        });
        ecs.add({ instanceId: "i-1", regionId: "eu-central-1", status: "Running" });
        ecs.add({ instanceId: "i-2", regionId: "eu-central-1", status: "Starting" });
        try {
            await world.project.setConfig("alicloud:region", "eu-central-1");
            await world.project.setConfig("alicloud:accessKey", SECRETS.key, { secret: true });
            await world.project.setConfig("alicloud:secretKey", SECRETS.secret, { secret: true });
            await world.project.setConfig("alicloud:securityToken", SECRETS.token, { secret: true });
            await world.project.setConfig("alicloud:endpoints", JSON.stringify([{ ecs: ecs.endpoint }]));
            const env = withoutConnection(world.ecs.env);
            const runs = [
                await world.project.preview({ env }),
                await world.project.up({ env }),
                await world.project.refresh({ env }),
            ];
            assertSuccess(runs[0]!);
            assertFailure(runs[1]!);
            assert.equal(world.ecs.requests.length, 0);
            assert.ok(ecs.requests.length >= 3);
            assert.deepEqual([...new Set(ecs.requests.map(({ regionId }) => regionId))], ["eu-central-1"]);
            assert.deepEqual(world.project.outputs()["read"], { "i-1": "Running" });
            const written =
                runs.map(({ stdout, stderr }) => stdout + stderr).join("\n") +
                world.project.rawState() +
                world.project.rawLogs();
            for (const secret of Object.values(SECRETS)) {
                assert.ok(!written.includes(secret), `${secret} was written somewhere`);
            }
        } finally {
            await world.remove();
            await ecs.close();
        }
    });

    it("comes from a Provider, also through a component, and its keys are stored as secrets", async () => {
        const ecs = await EcsEmulator.start({ accessKey: SECRETS.key, secretKey: SECRETS.secret });
        ecs.add({ instanceId: "i-1", regionId: "us-west-1", status: "Running" });
        const world = await World.create(
            program(`
const other = new Provider("other", { region: "us-west-1", accessKey: "${SECRETS.key}", secretKey: "${SECRETS.secret}", endpoint: "${ecs.endpoint}" });
class Fleet extends pulumi.ComponentResource {
    constructor(name: string, opts: pulumi.ComponentResourceOptions) {
        super("test:index:Fleet", name, {}, opts);
        new InstanceStatusGate("inherited", { instanceIds: ["i-1"] }, { parent: this });
    }
}
new InstanceStatusGate("direct", { instanceIds: ["i-1"] }, { provider: other });
new Fleet("fleet", { providers: [other] });
new InstanceStatusGate("of-the-stack", { instanceIds: ["i-1"] });
export const read = status.getInstanceStatusOutput({ instanceId: "i-1" }, { provider: other }).regionId;`),
        );
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        try {
            const up = await world.project.up();
            assertSuccess(up);
            assert.deepEqual(
                ["direct", "inherited", "of-the-stack"].map((name) => world.gate(name)["regionId"]),
                ["us-west-1", "us-west-1", "cn-hangzhou"],
            );
            assert.equal(world.project.outputs()["read"], "us-west-1");
            assert.ok(ecs.requests.length >= 3);
            assert.equal(world.ecs.requests.length, 1);
            const written = up.stdout + up.stderr + world.project.rawState() + world.project.rawLogs();
            assert.ok(
                !written.includes(SECRETS.secret) && !written.includes(SECRETS.key),
                "a key was written somewhere",
            );
            assertSuccess(await world.project.destroy());
        } finally {
            await world.remove();
            await ecs.close();
        }
    });
});
