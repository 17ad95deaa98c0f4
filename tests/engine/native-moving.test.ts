import assert from "node:assert/strict";
import { skipWithoutEngine } from "../support/engine-project";
import { createNativeWorld, nativelyGated, nativeProgram } from "./native-world";
import { assertFailure, assertSuccess, gated, program, type World } from "./world";

const ARGS = `{ instanceIds: ["i-1"], timeout: "3s", initialDelay: "500ms" }`;

describe("a stack that moves from dynamic gates to native ones, on the real engine", () => {
    before(skipWithoutEngine);

    let world: World;
    beforeEach(async () => {
        world = await createNativeWorld(gated(ARGS));
    });
    afterEach(() => world.remove());

    const typeOf = (name: string): string | undefined => world.project.resource(name)?.type;

    it("keeps a satisfied gate: one look, no wait, no re-creation, and the dependent stays as it is", async () => {
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        assertSuccess(await world.project.up());
        const { id } = world.project.resource("gate")!;
        const startedAt = world.startOf();

        world.project.writeProgram(nativelyGated(ARGS));
        const preview = await world.count(() => world.project.preview());
        assertSuccess(preview.result);
        assert.doesNotMatch(preview.text, /gate (?:create|delete|replace)/);
        const up = await world.count(() => world.project.up());
        assertSuccess(up.result);
        assert.equal(up.requests, 1, "one look");
        assert.equal(typeOf("gate"), "alicloud-instance-status:index:InstanceStatusGate");
        assert.equal(world.project.resource("gate")?.id, id);
        assert.equal(world.gate()["satisfied"], true);
        assert.match(up.text, /3 unchanged/);
        assert.equal(world.startOf(), startedAt);

        assertSuccess(await world.project.refresh());
        const notes = Object.keys(world.gate()).filter((name) => name.startsWith("__"));
        assert.deepEqual(notes, ["__endpoint"], "notes of the dynamic form are left in the state");
        const again = await world.count(() => world.project.up());
        assertSuccess(again.result);
        assert.match(again.text, /3 unchanged/);
        assert.equal(again.requests, 2, "one in Read, and one in the Diff of the plan");
        assertSuccess(await world.project.destroy());
    });

    it("keeps the set of a selector and its health: one look, no wait, and the dependent stays as it is", async () => {
        const args = `{ selector: { tags: { role: pulumi.secret("web") } }, targetHealth: ["Ok"] }`;
        const read = `const at = { selector: { tags: { role: "web" } }, includeHealth: true };`;
        world.ecs.add({ instanceId: "i-2", tags: { role: "web" } });
        world.ecs.add({ instanceId: "i-1", tags: { role: "web" } });
        world.project.writeProgram(`${gated(args)} ${read} new status.InstanceStatuses("statuses", at);`);
        assertSuccess(await world.project.up());
        const before = world.gate();
        const startedAt = world.startOf();

        world.project.writeProgram(`${nativelyGated(args)} ${read} new NativeStatuses("statuses", at);`);
        const up = await world.count(() => world.project.up());
        assertSuccess(up.result);
        assert.match(up.text, /4 unchanged/);
        assert.equal(up.requests, 4, "one look at each, of a listing and the health");
        assert.equal(typeOf("gate"), "alicloud-instance-status:index:InstanceStatusGate");
        assert.deepEqual(world.gate()["instanceIds"], ["i-1", "i-2"]);
        assert.deepEqual(world.gate()["healthById"], { "i-1": "Ok", "i-2": "Ok" });
        assert.equal(world.gate()["reachedAt"], before["reachedAt"]);
        assert.equal(world.startOf(), startedAt);

        world.ecs.release("i-1");
        assertSuccess(await world.project.up());
        const notes = Object.keys(world.gate()).filter((name) => name.startsWith("__"));
        assert.deepEqual(notes, ["__endpoint"], "notes of the dynamic form are left in the state");
        assert.doesNotMatch(JSON.stringify(world.gate()), /i-2/, "what a secret selector has found is not secret");
        assert.equal(typeOf("statuses"), "alicloud-instance-status:index:InstanceStatuses");
        assert.ok(Number(world.startOf()) > Number(startedAt), "the dependent has not seen the new set");
    });

    it("lets a failed gate wait again, as it would have before", async () => {
        world.ecs.add({ instanceId: "i-1", status: "Pending" });
        assertFailure(await world.project.up());
        world.project.writeProgram(nativelyGated(ARGS));
        const again = await world.count(() => world.project.up());
        assertFailure(again.result);
        assert.match(again.text, /\[timed out\]/);
        assert.equal(world.startOf(), undefined);
        assert.equal(typeOf("gate"), "alicloud-instance-status:index:InstanceStatusGate");
        world.ecs.set("i-1", "Running");
        assertSuccess(await world.project.up());
        assert.equal(world.gate()["satisfied"], true);
    });

    it("lets a gate wait whose instance has left the target meanwhile", async () => {
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        assertSuccess(await world.project.up());
        world.ecs.set("i-1", "Stopped");
        world.project.writeProgram(nativelyGated(ARGS));
        assertFailure(await world.project.up());
        assert.equal(world.gate()["satisfied"], false);
    });

    it("takes InstanceStatuses with it", async () => {
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        world.project.writeProgram(program(`new status.InstanceStatuses("statuses", { instanceIds: ["i-1"] });`));
        assertSuccess(await world.project.up());
        const { id } = world.project.resource("statuses")!;
        world.project.writeProgram(nativeProgram(`new NativeStatuses("statuses", { instanceIds: ["i-1"] });`));
        const up = await world.count(() => world.project.up());
        assertSuccess(up.result);
        assert.doesNotMatch(up.text, /statuses (?:create|delete|replace)/);
        assert.equal(world.project.resource("statuses")?.id, id);
        assert.equal(typeOf("statuses"), "alicloud-instance-status:index:InstanceStatuses");
        world.ecs.set("i-1", "Stopped");
        assertSuccess(await world.project.up());
        assert.deepEqual(world.gate("statuses")["statusById"], { "i-1": "Stopped" });
    });
});
