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

    it(
        "shows nothing of the arguments that the program has marked as secret, in messages, errors and refusals",
        withEcs(async (ecs) => {
            const secret = {
                ...INPUTS,
                instanceIds: undefined,
                selector: { tags: { role: "moonlight" } },
                timeout: "0s",
            };
            const inputs = { ...secret, __secretArguments: ["selector"] };
            await assert.rejects(instanceStatusGate.create(inputs), (error: Error & { reasons?: string[] }) => {
                assert.match(error.message, /instances? found with tag role=\[secret\]/);
                assert.doesNotMatch(error.message + String(error.reasons), /moonlight/);
                return true;
            });
            await assert.rejects(instanceStatusGate.create(secret), /tag role=moonlight/);

            const bad = { ...inputs, selector: { tag: "moonlight" }, timeout: "soon" };
            const { failures } = await instanceStatusGate.check({}, bad);
            assert.deepEqual(
                failures.map(({ property }) => property),
                ["", "timeout"],
            );
            assert.doesNotMatch(JSON.stringify(failures), /moonlight/);

            ecs.fault({
                kind: "error",
                code: "InvalidInstanceId.NotFound",
                httpStatus: 404,
                message: "no i-1 here",
                times: 9,
            });
            const statuses = { ...INPUTS, __secretArguments: ["instanceIds"] };
            await assert.rejects(instanceStatuses.create(statuses), (error: Error) => {
                assert.match(error.message, /no \[secret\] here/);
                return true;
            });
        }),
    );
});
