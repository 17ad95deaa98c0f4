import assert from "node:assert/strict";
import { skipWithoutEngine } from "../support/engine-project";
import { assertFailure, assertSuccess, gated, program, World } from "./world";

/** What takes the credentials out of the environment of a run. */
function withoutCredentials({ ecs }: World): Record<string, undefined> {
    const names = Object.keys(ecs.env).filter((name) => /KEY|TOKEN|CREDENTIALS_URI/.test(name));
    return Object.fromEntries(names.map((name) => [name, undefined]));
}

describe("a gate on the real engine", function () {
    before(skipWithoutEngine);

    describe("from the first preview to destroy", () => {
        let world: World;
        before(async () => {
            world = await World.create(gated(`{ instanceIds: ["i-1", "i-2"], timeout: "60s", initialDelay: "1s" }`));
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            world.ecs.add({ instanceId: "i-2", script: [["Pending", "1s"], ["Starting", "2s"], ["Running"]] });
        });
        after(() => world.remove());

        it("does not wait and sends no request in the preview, where dependents are planned", async () => {
            const { result, requests, text } = await world.count(() => world.project.preview());
            assertSuccess(result);
            assert.equal(requests, 0);
            assert.match(text, /InstanceStatusGate gate create/);
            assert.match(text, /Application app create/);
        });

        it("holds dependents back until ECS has said that all instances are Running", async () => {
            const { result, text } = await world.count(() => world.project.up());
            assertSuccess(result);
            assert.match(
                text,
                /InstanceStatusGate gate creating \(\d+s\) 1\/2 Running · i-2 Pending for 0 s/,
                "no progress in its row",
            );
            const { satisfied, statusById, reachedInstanceIds, elapsedMs, reachedAt } = world.gate();
            assert.equal(satisfied, true);
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Running" });
            assert.deepEqual(reachedInstanceIds, ["i-1", "i-2"]);
            assert.match(String(reachedAt), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
            const [first] = world.ecs.requests;
            const last = world.ecs.requests.at(-1);
            assert.ok(first && last && last.at - first.at >= 3_000, "the script takes 3 s from the first request on");
            assert.ok(Number(elapsedMs) >= 3_000);
            assert.ok(Number(world.startOf()) >= last.at, "the dependent started before the last answer");
            assert.deepEqual([...last.instanceIds].sort(), ["i-1", "i-2"], "the last look covers all instances");
        });

        it("asks once and changes nothing in a preview and in an up when nothing has changed", async () => {
            const preview = await world.count(() => world.project.preview());
            assertSuccess(preview.result);
            assert.equal(preview.requests, 1);
            assert.match(preview.text, /3 unchanged/);
            const startedAt = world.startOf();
            const up = await world.count(() => world.project.up());
            assertSuccess(up.result);
            assert.equal(up.requests, 1);
            assert.equal(world.startOf(), startedAt);
        });

        it("plans an update with the reason when an instance was stopped meanwhile, and waits again", async () => {
            world.ecs.set("i-2", "Stopped");
            const preview = await world.count(() => world.project.preview());
            assertSuccess(preview.result);
            assert.equal(preview.requests, 1);
            assert.match(preview.text, /InstanceStatusGate gate update/);
            assert.match(preview.text, /i-2 is Stopped/);
            world.ecs.add({ instanceId: "i-2", script: [["Starting", "2s"], ["Running"]] });
            const startedAt = Date.now();
            const up = await world.count(() => world.project.up());
            assertSuccess(up.result);
            const { satisfied, statusById } = world.gate();
            assert.equal(satisfied, true);
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Running" });
            const running = world.ecs.requests.at(-1);
            assert.ok(running && Number(world.startOf()) >= running.at && Number(world.startOf()) > startedAt);
        });

        it("records in a refresh what ECS says now, and waits again in the next up", async () => {
            world.ecs.set("i-2", "Stopped");
            const refresh = await world.count(() => world.project.refresh());
            assertSuccess(refresh.result);
            assert.equal(refresh.requests, 1);
            assert.equal(world.gate()["satisfied"], false);
            assert.deepEqual(world.gate()["statusById"], { "i-1": "Running", "i-2": "Stopped" });
            world.ecs.set("i-2", "Running");
            const again = await world.count(() => world.project.refresh());
            assertSuccess(again.result);
            assert.equal(world.gate()["satisfied"], false, "a refresh never says that a gate is satisfied");
            const up = await world.count(() => world.project.up());
            assertSuccess(up.result);
            assert.match(up.text, /did not hold at the last refresh, an update waits again/);
            assert.equal(world.gate()["satisfied"], true);
        });

        it("asks again for the plan of a refresh that finds the gate holding", async () => {
            const refresh = await world.count(() => world.project.refresh());
            assertSuccess(refresh.result);
            assert.equal(refresh.requests, 2, "one for the refresh, one for the plan");
            assert.equal(world.gate()["satisfied"], true);
        });

        it("keeps its outputs in a refresh when ECS cannot be asked", async () => {
            const before = world.gate();
            world.ecs.fault({ kind: "error", code: "Forbidden.RAM", forMs: 60_000, instanceId: "i-1", times: 1 });
            const refresh = await world.count(() => world.project.refresh());
            assertSuccess(refresh.result);
            assert.match(refresh.text, /warning: gates are kept as they are recorded/);
            assert.deepEqual(world.gate(), before);
        });

        it("sends no request when it is destroyed, also after the package was uninstalled", async () => {
            world.project.writeFile("node_modules/pulumi-alicloud-instance-status/package.json", "{}");
            world.project.writeFile(
                "node_modules/pulumi-alicloud-instance-status/dist/sdk/dynamic/index.js",
                "throw new Error('gone')",
            );
            const { result, requests } = await world.count(() => world.project.destroy());
            assertSuccess(result);
            assert.equal(requests, 0);
            assert.deepEqual(world.project.state().resources, []);
        });
    });

    describe("whose wait fails", () => {
        let world: World;
        before(async () => {
            world = await World.create(gated(`{ instanceIds: ["i-1", "i-2"], timeout: "3s" }`));
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            world.ecs.add({ instanceId: "i-2", status: "Starting" });
        });
        after(() => world.remove());

        it("is kept as not satisfied with what was seen, names each instance, and starts no dependent", async () => {
            const { result, text } = await world.count(() => world.project.up());
            assertFailure(result);
            assert.match(text, /\[timed out\] 1 of 2 instances is not Running after 3s/);
            assert.match(text, /i-2 Starting for/);
            assert.equal(world.startOf(), undefined);
            const { satisfied, statusById, reachedInstanceIds } = world.gate();
            assert.equal(satisfied, false);
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Starting" });
            assert.deepEqual(reachedInstanceIds, ["i-1"]);
            assert.equal(world.project.resource("gate")?.initErrors?.length, 1);
        });

        it("waits again in the next up", async () => {
            const { result, requests, text } = await world.count(() => world.project.up());
            assertFailure(result);
            // one request may take most of these 3 s on a busy machine, so the number of polls is not counted
            assert.match(text, /\[timed out\] 1 of 2 instances is not Running after 3s/);
            assert.ok(requests >= 1, "it did not ask");
            assert.equal(world.startOf(), undefined);
        });

        it("waits again also after a refresh in between, although the engine has forgotten the failure", async () => {
            assertSuccess(await world.project.refresh());
            assert.equal(
                world.project.resource("gate")?.initErrors,
                undefined,
                "the engine has not forgotten: this test proves nothing",
            );
            const { result, requests, text } = await world.count(() => world.project.up());
            assertFailure(result);
            // one request may take most of these 3 s on a busy machine, so the number of polls is not counted
            assert.match(text, /\[timed out\] 1 of 2 instances is not Running after 3s/);
            assert.ok(requests >= 1, "it did not ask");
            assert.equal(world.startOf(), undefined);
        });

        it('waits again also with onDrift: "ignore"', async () => {
            world.project.writeProgram(gated(`{ instanceIds: ["i-1", "i-2"], timeout: "1s", onDrift: "ignore" }`));
            assertSuccess(await world.project.refresh());
            const { result, requests } = await world.count(() => world.project.up());
            assertFailure(result);
            assert.ok(requests >= 1);
        });

        it("is satisfied once the instances are there, and lets the dependent start", async () => {
            world.ecs.set("i-2", "Running");
            const { result } = await world.count(() => world.project.up());
            assertSuccess(result);
            assert.equal(world.gate()["satisfied"], true);
            assert.ok(Number(world.startOf()) >= Number(world.ecs.requests.at(-1)?.at));
        });
    });

    describe("that ECS refuses to answer", () => {
        let world: World;
        before(async () => {
            world = await World.create(gated(`{ instanceIds: ["i-1"], timeout: "5s" }`));
            world.ecs.add({ instanceId: "i-1", status: "Running" });
        });
        after(() => world.remove());

        it("warns in the preview when there are no credentials, and does not fail it", async () => {
            const { result, text, requests } = await world.count(() =>
                world.project.preview({ env: withoutCredentials(world) }),
            );
            assertSuccess(result);
            assert.equal(requests, 0);
            const [, diagnostics = ""] = text.split("Diagnostics:");
            assert.equal(diagnostics.match(/warning: with these settings `pulumi up` fails/g)?.length, 1, text);
            assert.match(diagnostics, /no access key was found/);
        });

        it("fails at once when the permission is missing, and says which line to add to the policy", async () => {
            world.ecs.fault({ kind: "error", code: "Forbidden.RAM", times: 1 });
            const { result, text, requests } = await world.count(() => world.project.up());
            assertFailure(result);
            assert.equal(requests, 1);
            assert.match(text, /"Action": "ecs:DescribeInstanceStatus"/);
            assert.equal(world.gate()["satisfied"], false);
            assert.equal(world.startOf(), undefined);
        });

        it("is kept as not satisfied when there are no credentials", async () => {
            const { result, text, requests } = await world.count(() =>
                world.project.up({ env: withoutCredentials(world) }),
            );
            assertFailure(result);
            assert.equal(requests, 0);
            assert.match(text, /no access key was found.*alicloud:accessKey.*ALICLOUD_ACCESS_KEY/);
            assert.equal(world.gate()["satisfied"], false);
        });

        it("can be destroyed from that state", async () => {
            const { result, requests } = await world.count(() => world.project.destroy());
            assertSuccess(result);
            assert.equal(requests, 0);
        });
    });

    describe("in a preview that cannot ask ECS", () => {
        let world: World;
        before(async () => {
            world = await World.create(
                program(`for (const n of [1, 2, 3]) new InstanceStatusGate("gate" + n, { instanceIds: ["i-" + n] });`),
            );
            [1, 2, 3].forEach((n) => world.ecs.add({ instanceId: `i-${n}`, status: "Running" }));
        });
        after(() => world.remove());

        it("does not fail: it tries for 10 s in all, warns once and plans updates", async () => {
            const calm = await world.project.up();
            assertSuccess(calm);
            world.ecs.fault({ kind: "hang", forMs: 600_000 });
            const { result, text } = await world.count(() => world.project.preview());
            assertSuccess(result);
            const diagnostics = text.slice(text.indexOf("Diagnostics:"));
            assert.equal(diagnostics.match(/waits again: \[transient\]/g)?.length, 1, text);
            assert.match(text, /3 to update/);
            // three gates that try for 10 s each take 30 s; what the CLI takes by itself is seen in the run before
            const [took, calmly] = [result, calm].map(({ startedAt, endedAt }) => endedAt - startedAt);
            assert.ok(took! - calmly! < 20_000, `it took ${took} ms, and ${calmly} ms without the fault`);
        });
    });
});
