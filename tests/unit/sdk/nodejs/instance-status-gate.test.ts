import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { InstanceStatusGate, type InstanceStatusGateArgs } from "../../../../sdk/nodejs";
import { type RegisteredResource, stateOf, withMocks } from "../../../support/with-mocks";

const TYPE = "pulumi-nodejs:dynamic/alicloud-instance-status:InstanceStatusGate";
const TRAMPOLINE = join(__dirname, "../../../fixtures/trampoline-instance-status-gate.txt");

/** The gate as the engine is told of it, without the code. */
async function registered(
    args: InstanceStatusGateArgs,
    opts?: pulumi.CustomResourceOptions,
): Promise<RegisteredResource> {
    return withMocks({}, async ({ resources }) => {
        await stateOf(new InstanceStatusGate("gate", args, opts).urn);
        const { inputs, ...gate } = resources.find(({ name }) => name === "gate")!;
        return { ...gate, inputs: { ...inputs, __provider: undefined } };
    });
}

const NOTHING_ELSE = { __provider: undefined, __urn: `urn:pulumi:dev::app::${TYPE}::gate` };

describe("InstanceStatusGate", () => {
    it("registers its arguments, its own URN and nothing that is left out", async () => {
        const { type, inputs } = await registered({ instanceIds: ["i-1", pulumi.output("i-2")] });
        assert.equal(type, TYPE);
        assert.deepEqual(inputs, { ...NOTHING_ELSE, instanceIds: ["i-1", "i-2"] });
    });

    it("registers every argument as it was given", async () => {
        const args = {
            regionId: "eu-central-1",
            instanceIds: ["i-1", "i-2"],
            minInstanceCount: 2,
            targetStatuses: ["Running"],
            failStatuses: ["Stopped"],
            failFast: false,
            minReached: 1,
            minReachedPercent: 50,
            stableFor: "10s",
            timeout: "5m",
            absentGrace: "30s",
            initialDelay: "0s",
            triggers: ["a", 1, { b: [true] }],
            onDrift: "warn",
        } as const;
        const { inputs } = await registered(args as unknown as InstanceStatusGateArgs);
        assert.deepEqual(inputs, { ...NOTHING_ELSE, ...args });
    });

    it("registers a selector and the target health as they were given, with what Outputs hold", async () => {
        const { inputs } = await registered({
            selector: { tags: { role: pulumi.output("web") }, vswitchId: pulumi.output(undefined), zoneId: "z-1" },
            targetHealth: [pulumi.output("Ok")],
            instanceIds: undefined,
        });
        assert.deepEqual(inputs, {
            ...NOTHING_ELSE,
            selector: { tags: { role: "web" }, zoneId: "z-1" },
            targetHealth: ["Ok"],
        });
    });

    it("carries exactly the pinned code, whatever the arguments", () =>
        withMocks({}, async ({ resources }) => {
            await stateOf(new InstanceStatusGate("gate", { instanceIds: ["i-1"], timeout: "1s" }).urn);
            assert.equal(resources[0]?.inputs["__provider"], readFileSync(TRAMPOLINE, "utf8"));
        }));

    it("hands the time-outs of its options to the handlers, which never see them", async () => {
        const customTimeouts = { create: "20m", update: "5m", delete: "1m" };
        const { inputs } = await registered({ instanceIds: ["i-1"] }, { customTimeouts });
        assert.deepEqual(inputs, {
            ...NOTHING_ELSE,
            instanceIds: ["i-1"],
            __createTimeout: "20m",
            __updateTimeout: "5m",
        });
    });

    it("knows its URN below a component", () =>
        withMocks({}, async ({ resources }) => {
            const parent = new pulumi.ComponentResource("test:index:Fleet", "fleet");
            await stateOf(new InstanceStatusGate("gate", { instanceIds: ["i-1"] }, { parent }).urn);
            const gate = resources.find(({ name }) => name === "gate");
            assert.equal(gate?.inputs["__urn"], `urn:pulumi:dev::app::test:index:Fleet$${TYPE}::gate`);
        }));

    it("keeps secret arguments secret", () =>
        withMocks({}, async ({ resources }) => {
            const gate = new InstanceStatusGate("gate", {
                instanceIds: ["i-1"],
                triggers: [pulumi.secret("made-up-secret")],
            });
            await stateOf(gate.urn);
            assert.deepEqual(resources[0]?.inputs["triggers"], {
                [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig,
                value: ["made-up-secret"],
            });
            assert.equal((await stateOf(gate.triggers)).isSecret, true);
            assert.equal((await stateOf(gate.reachedInstanceIds)).isSecret, false);
        }));

    it("tells the handlers which arguments are secret: they get plain values", async () => {
        const { inputs } = await registered({
            selector: { tags: { role: pulumi.secret("web"), team: "shop" } },
            targetHealth: pulumi.secret(["Ok"]),
            minInstanceCount: 2,
        });
        assert.deepEqual(inputs["__secretArguments"], ["selector", "targetHealth"]);
    });

    it("depends on what its arguments come from", () =>
        withMocks({}, async () => {
            const fleet = new pulumi.ComponentResource("test:index:Fleet", "fleet");
            const gate = new InstanceStatusGate("gate", { instanceIds: [fleet.urn] });
            assert.ok((await stateOf(gate.instanceIds)).value[0]?.endsWith("::fleet"));
        }));

    it("has as outputs what was recorded", () =>
        withMocks(
            {
                outputs: {
                    reachedInstanceIds: ["i-1"],
                    statusById: { "i-1": "Running" },
                    absentInstanceIds: [],
                    reachedAt: "2026-01-01T00:00:00.000Z",
                    elapsedMs: 1_234,
                    satisfied: true,
                },
            },
            async () => {
                const {
                    instanceIds,
                    reachedInstanceIds,
                    statusById,
                    absentInstanceIds,
                    reachedAt,
                    elapsedMs,
                    satisfied,
                } = new InstanceStatusGate("gate", { instanceIds: ["i-1"] });
                assert.deepEqual(
                    (
                        await stateOf(
                            pulumi.all([
                                instanceIds,
                                reachedInstanceIds,
                                statusById,
                                absentInstanceIds,
                                reachedAt,
                                elapsedMs,
                                satisfied,
                            ]),
                        )
                    ).value,
                    [["i-1"], ["i-1"], { "i-1": "Running" }, [], "2026-01-01T00:00:00.000Z", 1_234, true],
                );
            },
        ));

    it("knows its ids in a preview, and nothing of what ECS will say", () =>
        withMocks({ preview: true }, async () => {
            const gate = new InstanceStatusGate("gate", { instanceIds: ["i-1"], regionId: "eu-central-1" });
            for (const known of [gate.instanceIds, gate.regionId]) {
                assert.equal((await stateOf<unknown>(known as pulumi.Output<unknown>)).isKnown, true);
            }
            for (const unknown of [
                gate.reachedInstanceIds,
                gate.statusById,
                gate.absentInstanceIds,
                gate.reachedAt,
                gate.elapsedMs,
                gate.satisfied,
            ]) {
                assert.equal((await stateOf<unknown>(unknown as pulumi.Output<unknown>)).isKnown, false);
            }
        }));

    it("knows its selector in a preview, and neither the ids that it will find nor their health", () =>
        withMocks({ preview: true }, async () => {
            const selector = { tags: { role: "web" } };
            const gate = new InstanceStatusGate("gate", { selector, targetHealth: ["Ok"] });
            assert.deepEqual((await stateOf(gate.selector)).value, selector);
            for (const unknown of [gate.instanceIds, gate.healthById]) {
                assert.equal((await stateOf<unknown>(unknown as pulumi.Output<unknown>)).isKnown, false);
            }
        }));

    it("has the ids and the health that a mock gives it", () => {
        const outputs = { instanceIds: ["i-1", "i-2"], healthById: { "i-1": "Ok", "i-2": "Ok" } };
        return withMocks({ outputs }, async () => {
            const gate = new InstanceStatusGate("gate", { selector: { instanceName: "web-*" }, targetHealth: ["Ok"] });
            assert.deepEqual((await stateOf(gate.instanceIds)).value, outputs.instanceIds);
            assert.deepEqual((await stateOf(gate.healthById)).value, outputs.healthById);
        });
    });

    it("leaves the arguments and options that it is given as they are", () =>
        withMocks({}, async () => {
            const args = Object.freeze({ instanceIds: Object.freeze(["i-1"]) as string[] });
            await stateOf(
                new InstanceStatusGate("gate", args, Object.freeze({ customTimeouts: { create: "1m" } })).urn,
            );
            assert.deepEqual(args, { instanceIds: ["i-1"] });
        }));
});
