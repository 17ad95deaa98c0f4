import assert from "node:assert/strict";
import { ResourceProvider } from "../../provider/cmd/pulumi-resource-alicloud-instance-status/resource-provider";
import { type Served, serve } from "../../provider/cmd/pulumi-resource-alicloud-instance-status/server";
import schema from "../../provider/cmd/pulumi-resource-alicloud-instance-status/schema.json";
import { connectToEngine } from "../../provider/engine/engine-client";
import { endsWithin } from "../support/ends-within";
import { skipWithoutEngine, waitForOutput } from "../support/engine-project";
import { createNativeWorld, nativelyGated } from "./native-world";
import { assertFailure, assertSuccess, type World } from "./world";

describe("a native plugin that is attached, on the real engine", () => {
    before(skipWithoutEngine);

    let world: World;
    let served: Served;
    let env: Record<string, string>;
    before(async () => {
        world = await createNativeWorld(nativelyGated(`{ instanceIds: ["i-1"], timeout: "10m", initialDelay: "1s" }`), {
            plugin: undefined, // the engine starts none
        });
        const provider = new ResourceProvider({
            env: world.ecs.env,
            schema: () => JSON.stringify(schema),
            connectToEngine,
        });
        served = await serve(provider);
        const application = world.project.env["PULUMI_DEBUG_PROVIDERS"];
        env = { PULUMI_DEBUG_PROVIDERS: `${application},alicloud-instance-status:${served.port}` };
    });
    after(async () => {
        await world.remove();
        served.stop();
    });

    it("waits in the up although it was cancelled after the preview, with progress in the gate's row", async () => {
        world.ecs.add({ instanceId: "i-1", script: [["Starting", "2s"], ["Running"]] });
        const up = await world.project.up({ env, preview: true });
        assertSuccess(up);
        assert.match(up.stdout, /InstanceStatusGate gate creating \(\d+s\) 0\/1 Running/);
        assert.equal(world.gate()["satisfied"], true);
    });

    it("ends a wait with Ctrl-C, and serves the next run", async () => {
        world.ecs.set("i-1", "Starting");
        const up = world.project.startUp({ env });
        await waitForOutput(up, /InstanceStatusGate gate updating .*0\/1 Running/);
        up.signal("SIGINT");
        await endsWithin(1_000, "the run", () => !up.isRunning);
        assertFailure(await up.exited);
        assert.equal(world.gate()["satisfied"], false);

        world.ecs.set("i-1", "Running");
        assertSuccess(await world.project.up({ env }));
        assert.equal(world.gate()["satisfied"], true);
    });
});
