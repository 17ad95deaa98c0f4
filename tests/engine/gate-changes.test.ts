import assert from "node:assert/strict";
import { skipWithoutEngine } from "../support/engine-project";
import { assertFailure, assertSuccess, gated, program, World } from "./world";

describe("a gate whose program changes, on the real engine", function () {
    before(skipWithoutEngine);

    let world: World;
    before(async () => {
        world = await World.create(gated(`{ instanceIds: ["i-1"] }`));
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        world.ecs.add({ instanceId: "i-2", status: "Running" });
        assertSuccess(await world.project.up());
    });
    after(() => world.remove());

    async function upWith(text: string): Promise<{ text: string; requests: number }> {
        world.project.writeProgram(text);
        const { result, ...rest } = await world.count(() => world.project.up());
        assertSuccess(result);
        return rest;
    }

    it("waits again when the set or a trigger changes, without asking before", async () => {
        const set = await upWith(gated(`{ instanceIds: ["i-1", "i-2"] }`));
        assert.match(set.text, /InstanceStatusGate gate updated/);
        assert.equal(set.requests, 1, "a changed gate waits: there is nothing to check before");
        const trigger = await upWith(gated(`{ instanceIds: ["i-1", "i-2"], triggers: ["release-2"] }`));
        assert.match(trigger.text, /InstanceStatusGate gate updated/);
    });

    it("does nothing when a time-out, onDrift or the order of the ids changes", async () => {
        const { text, requests } = await upWith(
            gated(`{ instanceIds: ["i-2", "i-1"], triggers: ["release-2"], timeout: "7m", absentGrace: "5s" }`),
        );
        assert.match(text, /3 unchanged/);
        assert.equal(requests, 1);
    });

    it('sends no request with onDrift: "ignore", and changes nothing with "warn" but says so', async () => {
        world.ecs.set("i-2", "Stopped");
        const ignore = await upWith(
            gated(`{ instanceIds: ["i-1", "i-2"], triggers: ["release-2"], onDrift: "ignore" }`),
        );
        assert.equal(ignore.requests, 0);
        assert.match(ignore.text, /3 unchanged/);
        const warn = await upWith(gated(`{ instanceIds: ["i-1", "i-2"], triggers: ["release-2"], onDrift: "warn" }`));
        assert.equal(warn.requests, 1);
        assert.match(warn.text, /3 unchanged/);
        assert.match(warn.text, /warning: the gate no longer holds, and onDrift is "warn": i-2 is Stopped/);
        world.ecs.set("i-2", "Running");
    });

    it("waits for nothing when it is renamed through an alias", async () => {
        const { text } = await upWith(
            gated(`{ instanceIds: ["i-1", "i-2"], triggers: ["release-2"] }`)
                .replace('("gate", ', '("renamed", ')
                .replace(", {});", ', { aliases: [{ name: "gate" }] });'),
        );
        assert.match(text, /3 unchanged/);
        assert.equal(world.project.resource("gate"), undefined);
        await upWith(
            gated(`{ instanceIds: ["i-1", "i-2"], triggers: ["release-2"] }`, `{ aliases: [{ name: "renamed" }] }`),
        );
    });

    it("shows real ids to a dependent of instanceIds in the preview of an update", async () => {
        world.project.writeProgram(
            gated(`{ instanceIds: ["i-1"], triggers: ["release-3"] }`) +
                `\nexport const ids = gate.instanceIds; export const reached = gate.reachedInstanceIds;`,
        );
        const { result, text, requests } = await world.count(() => world.project.preview());
        assertSuccess(result);
        assert.equal(requests, 0);
        assert.match(text, /ids *: \[\s*\+\s*\[0\]: "i-1"/);
        assert.match(text, /reached *: \[unknown\]/);
    });

    it("sends no request and plans an update when an id is not known in the preview", async () => {
        world.project.writeProgram(
            program(`
const instance = new Application("instance", { image: "v2" });
const gate = new InstanceStatusGate("gate", { instanceIds: ["i-1", pulumi.interpolate\`\${instance.startedAt}\`], triggers: ["release-2"] });`),
        );
        const { result, text, requests } = await world.count(() => world.project.preview());
        assertSuccess(result);
        assert.equal(requests, 0);
        assert.match(text, /InstanceStatusGate gate update/);
    });

    it("points at each wrong argument before any request, with the accepted form", async () => {
        world.project.writeProgram(
            gated(
                `{ instanceIds: [], timeout: "soon", targetStatuses: ["running"], regionId: "cn/hangzhou", minInstanceCont: 2 } as any`,
            ),
        );
        const { result, text, requests } = await world.count(() => world.project.preview());
        assertFailure(result);
        assert.equal(requests, 0);
        assert.match(
            text,
            /property instanceIds value \{\[\]\} has a problem: `instanceIds` must be a list of at least 1 ECS instance id/,
        );
        assert.match(
            text,
            /property timeout value \{soon\} has a problem: `timeout` must be a duration such as "500ms"/,
        );
        assert.match(
            text,
            /property targetStatuses .* must be a list of "Pending", "Starting", "Running", "Stopping", "Stopped", got \["running"\]/,
        );
        assert.match(
            text,
            /property regionId value \{cn\/hangzhou\} has a problem: `regionId` must be a region id such as "cn-hangzhou"/,
        );
        assert.match(
            text,
            /property minInstanceCont .* unknown argument `minInstanceCont`: did you mean `minInstanceCount`\?/,
        );
        assert.doesNotMatch(text, /\n +at /, "a stack trace");
    });

    it("takes its time-out from customTimeouts where the argument is not given", async () => {
        world.ecs.set("i-1", "Starting");
        world.project.writeProgram(
            gated(`{ instanceIds: ["i-1"] }`, `{ customTimeouts: { create: "20m", update: "2s" } }`),
        );
        const { result, text } = await world.count(() => world.project.up());
        assertFailure(result);
        assert.match(text, /i-1 is not Running after 2s/);
        world.ecs.set("i-1", "Running");
    });

    it("refuses customTimeouts that the engine takes and a wait cannot, before any request", async () => {
        world.project.writeProgram(gated(`{ instanceIds: ["i-1"] }`, `{ customTimeouts: { update: "-5m" } }`));
        const { result, text, requests } = await world.count(() => world.project.preview());
        assertFailure(result);
        assert.equal(requests, 0);
        assert.match(text, /property timeout .* `timeout` must be a duration such as "500ms"/);
    });

    it("lets the deployment go on with skipWait, warns, and waits in the next up without it", async () => {
        world.project.writeProgram(gated(`{ instanceIds: ["i-1"], triggers: ["skip"] }`));
        await world.project.setConfig("alicloud-instance-status:skipWait", "true");
        const skipped = await world.count(() => world.project.up());
        assertSuccess(skipped.result);
        assert.equal(skipped.requests, 0);
        assert.match(skipped.text, /warning: alicloud-instance-status:skipWait is set/);
        assert.equal(world.gate()["satisfied"], false);
        assert.deepEqual(world.gate()["statusById"], { "i-1": "Starting" }, "what the wait before has seen");
        await world.project.setConfig("alicloud-instance-status:skipWait", "false");
        const next = await world.count(() => world.project.up());
        assertSuccess(next.result);
        assert.equal(next.requests, 1);
        assert.equal(world.gate()["satisfied"], true);
    });

    it("can be in one component with what depends on it", async () => {
        const { text } = await upWith(
            program(`
class Fleet extends pulumi.ComponentResource {
    constructor(name: string) {
        super("test:index:Fleet", name);
        const gate = new InstanceStatusGate("inner-gate", { instanceIds: ["i-1"] }, { parent: this });
        new status.InstanceStatuses("inner-statuses", { instanceIds: ["i-1"] }, { parent: this, dependsOn: [gate] });
        new Application("inner-app", { on: gate.reachedInstanceIds }, { parent: this, dependsOn: [gate] });
        this.registerOutputs({});
    }
}
new Fleet("fleet");`),
        );
        assert.match(text, /Application inner-app created/);
        assert.ok(Number(world.startOf("inner-app")) > 0);
        assert.match(String(world.gate("inner-gate")["__urn"]), /test:index:Fleet\$.*::inner-gate$/);
    });

    it("asks for itself even if another gate has just asked about the same instances", async () => {
        const two = program(`
const first = new InstanceStatusGate("first", { instanceIds: ["i-1"] });
const second = new InstanceStatusGate("second", { instanceIds: ["i-1"] }, { dependsOn: [first] });`);
        await upWith(two);
        const { requests, text } = await upWith(two);
        assert.equal(requests, 2, text);
    });

    it('keeps to onDrift: "ignore" after a refresh that saw an instance leave', async () => {
        const ignoring = gated(`{ instanceIds: ["i-1"], onDrift: "ignore" }`);
        await upWith(ignoring);
        world.ecs.set("i-1", "Stopped");
        assertSuccess(await world.project.refresh());
        assert.equal(world.gate()["satisfied"], false);
        const { requests } = await upWith(ignoring);
        assert.equal(requests, 0);
        world.ecs.set("i-1", "Running");
    });
});
