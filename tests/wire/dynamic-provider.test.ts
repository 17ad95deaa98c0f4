import assert from "node:assert/strict";
import { instanceStatuses, instanceStatusGate } from "../../sdk/dynamic";
import type { EcsEmulator } from "../../sdk/testing";
import { onWire, setVariables } from "../support/wire";

const INPUTS = { instanceIds: ["i-1"], regionId: "cn-hangzhou" };

/** Runs a test with the dynamic provider, as the trampoline in a state calls it, and an emulated ECS. */
function withEcs(test: (ecs: EcsEmulator) => Promise<void>): () => Promise<void> {
    return onWire({ instances: [{ instanceId: "i-1", status: "Running" }] }, async ({ ecs }) => {
        const giveBack = setVariables({ ...ecs.env, CI: "true" });
        try {
            await test(ecs);
        } finally {
            giveBack();
        }
    });
}

describe("the dynamic provider", () => {
    it(
        "asks again for the plan when the refresh before saw the gate hold",
        withEcs(async (ecs) => {
            const { inputs } = await instanceStatusGate.check({}, INPUTS);
            const { id, outs } = await instanceStatusGate.create(inputs);
            const { props } = await instanceStatusGate.read(id, outs);
            assert.equal(props["satisfied"], true);
            ecs.set("i-1", "Stopping");
            assert.deepEqual(await instanceStatusGate.diff(id, props, inputs), { changes: true });
        }),
    );

    it(
        "plans by the refresh before, without a request, when that saw that the gate does not hold",
        withEcs(async (ecs) => {
            const { inputs } = await instanceStatusGate.check({}, { ...INPUTS, onDrift: "warn" });
            const { id, outs } = await instanceStatusGate.create(inputs);
            ecs.set("i-1", "Stopped");
            const { props } = await instanceStatusGate.read(id, outs);
            const asked = ecs.requests.length;
            assert.deepEqual(await instanceStatusGate.diff(id, props, inputs), { changes: false });
            assert.equal(ecs.requests.length, asked);
        }),
    );

    it(
        "asks again for the plan when the refresh before saw statuses as they are recorded",
        withEcs(async (ecs) => {
            const { inputs } = await instanceStatuses.check({}, INPUTS);
            const { id, outs } = await instanceStatuses.create(inputs);
            const { props } = await instanceStatuses.read(id, outs);
            ecs.set("i-1", "Stopping");
            assert.deepEqual(await instanceStatuses.diff(id, props, inputs), { changes: true });
        }),
    );
});
