import assert from "node:assert/strict";
import { skipWithoutEngine, waitForOutput } from "../support/engine-project";
import { createNativeWorld, nativelyGated, nativeProgram } from "./native-world";
import { assertFailure, assertSuccess, type World } from "./world";

const GATE = `{ instanceIds: ["i-1", "i-2"], timeout: "60s", initialDelay: "1s" }`;

describe("a native gate on the real engine", () => {
    before(skipWithoutEngine);

    describe("from the first preview to destroy", () => {
        let world: World;
        before(async () => {
            world = await createNativeWorld(nativelyGated(GATE));
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            world.ecs.add({ instanceId: "i-2", script: [["Pending", "1s"], ["Starting", "2s"], ["Running"]] });
        });
        after(() => world.remove());

        it("does not wait and sends no request in the preview", async () => {
            const { result, requests, text } = await world.count(() => world.project.preview());
            assertSuccess(result);
            assert.equal(requests, 0);
            assert.match(text, /Application app create/);
        });

        it("holds dependents back, with progress in its own row", async () => {
            const { result, text } = await world.count(() => world.project.up());
            assertSuccess(result);
            assert.match(text, /InstanceStatusGate gate creating \(\d+s\) 1\/2 Running · i-2 Pending for 0 s/);
            const { satisfied, statusById, reachedInstanceIds } = world.gate();
            assert.equal(satisfied, true);
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Running" });
            assert.deepEqual(reachedInstanceIds, ["i-1", "i-2"]);
            const last = world.ecs.requests.at(-1);
            assert.ok(last && Number(world.startOf()) >= last.at, "the dependent started before the last answer");
        });

        it("asks in Read and again in Diff, and changes nothing, when nothing has changed", async () => {
            for (const command of ["preview", "up"] as const) {
                const { result, requests, text } = await world.count(() => world.project[command]());
                assertSuccess(result);
                assert.equal(requests, 2, "one in Read, and one in the Diff of the plan");
                assert.match(text, /3 unchanged/);
            }
            const refresh = await world.count(() => world.project.refresh());
            assertSuccess(refresh.result);
            assert.equal(refresh.requests, 1, "one in Read, and none in its Diff, which only shows what has changed");
        });

        it("plans an update with the reason when an instance was stopped, and a refresh records it", async () => {
            world.ecs.set("i-2", "Stopped");
            const { result, requests, text } = await world.count(() => world.project.preview());
            assertSuccess(result);
            assert.equal(requests, 1, "one look, in Read and none in Diff");
            assert.match(text, /InstanceStatusGate gate update \[diff: ~satisfied\]/);
            assert.match(text, /the gate no longer holds: i-2 is Stopped \(wanted: Running\)/);
            assertSuccess(await world.project.refresh());
            assert.equal(world.gate()["satisfied"], false);
            assert.deepEqual(world.gate()["statusById"], { "i-1": "Running", "i-2": "Stopped" });
        });

        it("waits again in the next up, and lets dependents go on after that", async () => {
            world.ecs.add({ instanceId: "i-2", script: [["Starting", "2s"], ["Running"]] });
            const startedAt = Date.now();
            assertSuccess(await world.project.up());
            assert.equal(world.gate()["satisfied"], true);
            assert.ok(Number(world.startOf()) >= startedAt + 2_000, "it did not wait");
        });

        it("is destroyed, with nothing left", async () => {
            assertSuccess(await world.project.destroy());
            assert.deepEqual(world.project.state().resources, []);
        });
    });

    describe("when the wait fails", () => {
        let world: World;
        before(async () => {
            world = await createNativeWorld(
                nativelyGated(
                    `{ instanceIds: ["i-1"], initialDelay: "500ms" }`,
                    `{ customTimeouts: { create: "2s", update: "3s" } }`,
                ),
            );
            world.ecs.add({ instanceId: "i-1", status: "Pending" });
        });
        after(() => world.remove());

        it("keeps what was seen, says why, and starts no dependent, after the time-out of the options", async () => {
            const { result, text } = await world.count(() => world.project.up());
            assertFailure(result);
            assert.match(text, /\[timed out\] i-1 is not Running after 2s/);
            assert.match(text, /i-1.*Pending/);
            assert.deepEqual(world.gate()["statusById"], { "i-1": "Pending" });
            assert.equal(world.gate()["satisfied"], false);
            assert.equal(world.startOf(), undefined);
        });

        it("waits again in the next up, also after a refresh in between", async () => {
            assertSuccess(await world.project.refresh());
            const preview = await world.count(() => world.project.preview());
            assertSuccess(preview.result);
            assert.match(preview.text, /InstanceStatusGate gate update/);
            const again = await world.count(() => world.project.up());
            assertFailure(again.result);
            assert.match(again.text, /\[timed out\] i-1 is not Running after 3s/);
            assert.equal(world.startOf(), undefined);
        });

        it("does not pass because a refresh sees the instance Running: only a wait can say so", async () => {
            world.ecs.set("i-1", "Running");
            assertSuccess(await world.project.refresh());
            assert.equal(world.gate()["satisfied"], false);
            assertSuccess(await world.project.up());
            assert.equal(world.gate()["satisfied"], true);
            assert.notEqual(world.startOf(), undefined);
        });
    });

    describe("when ECS cannot be reached", () => {
        let world: World;
        before(async () => {
            world = await createNativeWorld(
                nativeProgram(`
                    const one = new NativeGate("one", { instanceIds: ["i-1"], timeout: "2s" });
                    const two = new NativeGate("two", { instanceIds: ["i-1"], timeout: "2s" });
                    new NativeStatuses("statuses", { instanceIds: ["i-1"] });
                    new Application("app", { on: [one.satisfied, two.satisfied] });`),
            );
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            assertSuccess(await world.project.up());
        });
        after(() => world.remove());

        it("fails neither a preview nor a refresh, says so once, and plans to look again", async () => {
            world.ecs.fault({ kind: "reset", forMs: 600_000 });
            const preview = await world.count(() => world.project.preview());
            assertSuccess(preview.result);
            assert.match(preview.text, /InstanceStatusGate one update/);
            assert.match(preview.text, /InstanceStatusGate two update/);
            assert.match(preview.text, /InstanceStatuses statuses update/);
            const [, diagnostics = ""] = preview.text.split("Diagnostics:");
            assert.equal(diagnostics.match(/ECS could not be asked/g)?.length, 1, "once for all resources");
            const refresh = await world.count(() => world.project.refresh());
            assertSuccess(refresh.result);
            assert.equal(world.gate("one")["satisfied"], true, "what is recorded is kept");
        });

        it("lets no gate pass unseen", async () => {
            const up = await world.count(() => world.project.up());
            assertFailure(up.result);
            assert.match(up.text, /\[timed out\]|could not be asked|connection was closed/);
            assert.equal(world.gate("one")["satisfied"], false);
        });
    });

    it("is joined by InstanceStatuses, whose plan shows what ECS says otherwise than before", async () => {
        const world = await createNativeWorld(
            nativeProgram(`
                const statuses = new NativeStatuses("statuses", { instanceIds: ["i-1"] });
                new Application("app", { on: statuses.statusById });`),
        );
        try {
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            assertSuccess(await world.project.up());
            const same = await world.count(() => world.project.preview());
            assert.match(same.text, /3 unchanged/);
            world.ecs.set("i-1", "Stopped");
            const preview = await world.count(() => world.project.preview({ args: ["--expect-no-changes"] }));
            assertFailure(preview.result);
            assert.match(preview.text, /InstanceStatuses statuses update \[diff: ~.*statusById/);
            assertSuccess(await world.project.up());
            assert.deepEqual(world.gate("statuses")["statusById"], { "i-1": "Stopped" });
            assert.deepEqual(world.gate("app")["on"], { "i-1": "Stopped" });
            const after = await world.count(() => world.project.up());
            assert.match(after.text, /3 unchanged/);
        } finally {
            await world.remove();
        }
    });

    it("does not pass by what was seen before something that it depends on took its instances down", async () => {
        const slow = (version: number): string =>
            nativeProgram(`
                class Slow extends pulumi.dynamic.Resource {
                    constructor(name: string, args: pulumi.Inputs) {
                        super({
                            create: async (inputs: any) => ({ id: name, outs: inputs }),
                            update: async (id: string, olds: any, news: any) => {
                                await new Promise((resolve) => setTimeout(resolve, 3_000));
                                return { outs: news };
                            },
                        }, name, args);
                    }
                }
                const reboot = new Slow("reboot", { version: ${version} });
                const gate = new NativeGate("gate", { instanceIds: ["i-1"], timeout: "2s" }, { dependsOn: [reboot] });
                new Application("app", { on: gate.reachedInstanceIds });`);
        const world = await createNativeWorld(slow(1));
        try {
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            assertSuccess(await world.project.up());
            world.project.writeProgram(slow(2));
            const up = world.project.startUp();
            await waitForOutput(up, /reboot updating/);
            world.ecs.set("i-1", "Stopping");
            const result = await up.exited;
            assertFailure(result);
            assert.match(result.stdout + result.stderr, /i-1 is Stopping/);
            assert.equal(world.gate()["satisfied"], false);
        } finally {
            await world.remove();
        }
    });

    it("recovers when its recorded outputs are lost, and can be destroyed then", async () => {
        const world = await createNativeWorld(nativelyGated(GATE));
        try {
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            world.ecs.add({ instanceId: "i-2", status: "Running" });
            assertSuccess(await world.project.up());
            world.project.editState(({ resources }) => {
                delete resources.find(({ urn }) => urn.endsWith("::gate"))!.outputs;
            });
            assertSuccess(await world.project.preview());
            assertSuccess(await world.project.refresh());
            assert.equal(world.gate()["satisfied"], false);
            assertSuccess(await world.project.up());
            assert.equal(world.gate()["satisfied"], true);
            world.project.editState(({ resources }) => {
                delete resources.find(({ urn }) => urn.endsWith("::gate"))!.outputs;
            });
            assertSuccess(await world.project.destroy());
        } finally {
            await world.remove();
        }
    });

    it("shares one poller with all other gates of the run", async () => {
        const world = await createNativeWorld(
            nativeProgram(`
                for (let number = 0; number < 20; number += 1) {
                    new NativeGate("gate-" + number, { instanceIds: ["i-" + number] });
                }`),
        );
        try {
            for (let number = 0; number < 20; number += 1) {
                world.ecs.add({ instanceId: `i-${number}`, script: [["Starting", "4s"], ["Running"]] });
            }
            const { result, requests } = await world.count(() => world.project.up({ args: ["--parallel", "20"] }));
            assertSuccess(result);
            const most = Math.max(...world.ecs.requests.map(({ instanceIds }) => instanceIds.length));
            assert.ok(most > 10, `no request covered more than ${most} of 20 gates`);
            assert.ok(requests <= 20, `${requests} requests for 20 gates over some 5 s`);
        } finally {
            await world.remove();
        }
    });

    it("asks nothing when it ignores drift; warns of it, and changes nothing, when that is all it shall do", async () => {
        const world = await createNativeWorld(
            nativeProgram(`
                new NativeGate("ignoring", { instanceIds: ["i-1"], onDrift: "ignore" });
                const warning = new NativeGate("warning", { instanceIds: ["i-2"], onDrift: "warn" });
                new Application("app", { on: warning.reachedInstanceIds, at: warning.satisfied });`),
        );
        try {
            world.ecs.add({ instanceId: "i-1", status: "Running" });
            world.ecs.add({ instanceId: "i-2", status: "Running" });
            assertSuccess(await world.project.up());
            world.ecs.set("i-1", "Stopped");
            world.ecs.set("i-2", "Stopped");
            for (const command of ["preview", "up"] as const) {
                const { result, text, requests } = await world.count(() => world.project[command]());
                assertSuccess(result);
                assert.match(text, /4 unchanged/);
                assert.match(text, /no longer holds.*i-2 is Stopped/);
                assert.doesNotMatch(text, /i-1 is Stopped/);
                assert.equal(requests, 1);
            }
        } finally {
            await world.remove();
        }
    });
});
