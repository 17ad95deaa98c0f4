import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { skipWithoutEngine, waitForOutput } from "../support/engine-project";
import { DYNAMIC, providersIn, untilNoProvider } from "../support/provider-processes";
import { assertFailure, gated, World } from "./world";

describe("a gate that is interrupted, on the real engine", function () {
    before(skipWithoutEngine);

    let world: World;
    beforeEach(async () => {
        world = await World.create(gated(`{ instanceIds: ["i-1"], timeout: "10m", initialDelay: "1s" }`));
        world.ecs.add({ instanceId: "i-1", status: "Starting" });
    });
    afterEach(() => world.remove());

    async function untilAsked(times: number): Promise<void> {
        for (let tries = 0; world.ecs.requests.length < times; tries += 1) {
            assert.ok(tries < 2_000, "it never asked");
            await sleep(50);
        }
    }

    it("waits to its end after the first Ctrl-C, and is kept as not satisfied", async () => {
        world.project.writeProgram(gated(`{ instanceIds: ["i-1"], timeout: "5s", initialDelay: "1s" }`));
        const up = world.project.startUp();
        await untilAsked(1);
        up.signal("SIGINT");
        const result = await up.exited;
        assertFailure(result);
        assert.match(result.stdout + result.stderr, /\[timed out\] i-1 is not Running after 5s/);
        assert.equal(world.gate()["satisfied"], false);
        assert.ok(Number(world.gate()["elapsedMs"]) >= 5_000, "it did not wait to its end");
        assert.equal(world.startOf(), undefined);
    });

    it("leaves a pending operation and no process after the second Ctrl-C", async () => {
        const up = world.project.startUp();
        await untilAsked(1);
        up.signal("SIGINT");
        await waitForOutput(up, /received; cancelling/); // two signals at the same moment may be one
        up.signal("SIGINT");
        await up.exited;
        assert.equal(world.project.state().pending_operations.length, 1);
        await untilNoProvider(world.project.folder.program, DYNAMIC, 10_000);
    });

    it("ends its provider process when the CLI is killed", async () => {
        const up = world.project.startUp();
        await untilAsked(1);
        up.signal("SIGKILL");
        await up.exited;
        assert.ok(
            providersIn(world.project.folder.program, DYNAMIC).length > 0,
            "no provider process was left: this test proves nothing",
        );
        await untilNoProvider(world.project.folder.program, DYNAMIC, 10_000);
        const asked = world.ecs.requests.length;
        await sleep(1_500);
        assert.equal(world.ecs.requests.length, asked, "somebody still asks");
    });
});
