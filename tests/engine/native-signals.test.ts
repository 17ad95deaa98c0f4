import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { skipWithoutEngine, waitForOutput } from "../support/engine-project";
import { endsWithin } from "../support/ends-within";
import { NATIVE, providersIn, untilNoProvider } from "../support/provider-processes";
import { createNativeWorld, nativelyGated, nativeProgram } from "./native-world";
import { assertFailure, assertSuccess, type World } from "./world";

describe("a native gate that is interrupted, on the real engine", function () {
    before(skipWithoutEngine);

    let world: World;
    beforeEach(async () => {
        world = await createNativeWorld(nativelyGated(`{ instanceIds: ["i-1"], timeout: "10m", initialDelay: "1s" }`));
        world.ecs.add({ instanceId: "i-1", status: "Starting" });
    });
    afterEach(() => world.remove());

    async function untilAsked(times: number): Promise<void> {
        for (let tries = 0; world.ecs.requests.length < times; tries += 1) {
            assert.ok(tries < 2_000, "it never asked");
            await sleep(50);
        }
    }

    it("ends at once with the first Ctrl-C, keeps what was seen, and waits again in the next up", async () => {
        const up = world.project.startUp();
        await untilAsked(2);
        up.signal("SIGINT");
        await endsWithin(1_000, "the run", () => !up.isRunning);
        const { code, stdout, stderr } = await up.exited;
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /\[aborted\]/);
        assert.deepEqual(world.gate()["statusById"], { "i-1": "Starting" });
        assert.equal(world.gate()["satisfied"], false);
        assert.deepEqual(world.project.state().pending_operations, []);
        assert.equal(world.startOf(), undefined);
        await untilNoProvider(world.project.folder.program, NATIVE, 1_000);

        world.ecs.set("i-1", "Running");
        assertSuccess(await world.project.up());
        assert.equal(world.gate()["satisfied"], true);
    });

    it("ends all gates of a run with it, an update among them", async () => {
        world.ecs.set("i-1", "Running");
        assertSuccess(await world.project.up());
        world.ecs.set("i-1", "Starting");
        world.project.writeProgram(
            nativeProgram(`
                for (const name of ["gate", "two", "three"]) {
                    new NativeGate(name, { instanceIds: ["i-1"], timeout: "10m", initialDelay: "1s" });
                }`),
        );
        const up = world.project.startUp();
        for (const name of ["gate", "two", "three"]) {
            await waitForOutput(up, new RegExp(`InstanceStatusGate ${name} .*0/1 Running`));
        }
        up.signal("SIGINT");
        await endsWithin(1_000, "the run", () => !up.isRunning);
        assertFailure(await up.exited);
        for (const name of ["gate", "two", "three"]) {
            assert.equal(world.gate(name)["satisfied"], false, name);
        }
    });

    it("ends with it what the engine only begins when it is interrupted", async () => {
        world.project.writeProgram(
            nativeProgram(`
                for (let number = 0; number < 60; number += 1) {
                    new NativeGate("gate-" + number, { instanceIds: ["i-1"], timeout: "10m" });
                }`),
        );
        const up = world.project.startUp({ args: ["--parallel", "60"] });
        await waitForOutput(up, /InstanceStatusGate gate-\d+ creating/);
        up.signal("SIGINT");
        await endsWithin(1_000, "the run", () => !up.isRunning);
        assertFailure(await up.exited);
    });

    it("leaves no process behind when the CLI is killed", async () => {
        const up = world.project.startUp();
        await untilAsked(1);
        up.signal("SIGKILL");
        await up.exited;
        const { program } = world.project.folder;
        assert.ok(providersIn(program, NATIVE).length > 0, "no provider process was left: this test proves nothing");
        await untilNoProvider(program, NATIVE, 10_000);
        const asked = world.ecs.requests.length;
        await sleep(1_500);
        assert.equal(world.ecs.requests.length, asked, "somebody still asks");
    });

    it("ends with SIGTERM, and the run says so", async () => {
        const up = world.project.startUp();
        await untilAsked(1);
        const { program } = world.project.folder;
        providersIn(program, NATIVE).forEach((processId) => process.kill(processId, "SIGTERM"));
        await untilNoProvider(program, NATIVE, 1_000);
        const result = await up.exited;
        assertFailure(result);
        assert.match(result.stdout + result.stderr, /\[aborted\]/);
        assert.equal(world.gate()["satisfied"], false);
    });
});
