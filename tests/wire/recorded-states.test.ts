import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DynamicProvider } from "../../sdk/dynamic/dynamic-provider";
import { instanceStatuses, instanceStatusGate } from "../../sdk/dynamic";
import { onWire, setVariables } from "../support/wire";

type Properties = Record<string, unknown>;
interface Recorded {
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** As release 0.1.0 wrote them into state; never regenerated, because users have them. */
const TEXT = readFileSync(join(__dirname, "../fixtures/recorded-states.json"), "utf8");
const INSTANCES = [
    { instanceId: "i-1", status: "Running" },
    { instanceId: "i-2", status: "Stopped" },
];

/** The states by name: what serves each, and whether the same program plans an update of it. */
const STATES: Record<string, { provider: DynamicProvider; changes: boolean }> = {
    satisfied: { provider: instanceStatusGate, changes: false },
    detailed: { provider: instanceStatusGate, changes: false },
    failed: { provider: instanceStatusGate, changes: true },
    empty: { provider: instanceStatusGate, changes: false },
    statuses: { provider: instanceStatuses, changes: false },
};

function withState(name: string, test: (recorded: Recorded) => Promise<void>): () => Promise<void> {
    return onWire({ instances: INSTANCES }, async ({ ecs }) => {
        const giveBack = setVariables({ ...ecs.env, CI: "true" });
        try {
            await test((JSON.parse(TEXT.replaceAll("ENDPOINT", ecs.endpoint)) as Record<string, Recorded>)[name]!);
        } finally {
            giveBack();
        }
    });
}

/** What changes with every wait. */
function withoutTimes({ reachedAt, elapsedMs, ...rest }: Properties): Properties {
    return { ...rest, reachedAt: typeof reachedAt, elapsedMs: typeof elapsedMs };
}

for (const [name, { provider, changes }] of Object.entries(STATES)) {
    describe(`the state of an earlier release: ${name}`, () => {
        it(
            "is checked as before: nothing is added to its inputs, and nothing is refused",
            withState(name, async ({ inputs }) => {
                assert.deepEqual(await provider.check(inputs, inputs), { inputs, failures: [] });
            }),
        );

        it(
            `is planned ${changes ? "as an update" : "as unchanged"} by the same program`,
            withState(name, async ({ inputs, outputs }) => {
                assert.deepEqual(await provider.diff("id", outputs, inputs), { changes });
            }),
        );

        it(
            "is the same after a refresh that sees the same",
            withState(name, async ({ outputs }) => {
                assert.deepEqual(await provider.read("id", outputs), { id: "id", props: outputs });
            }),
        );

        it(
            "has the same form after an update",
            withState(name, async ({ inputs, outputs }) => {
                const outs = await provider.update("id", outputs, inputs).then(
                    (updated) => updated.outs,
                    (error: unknown) => (error as { properties: Properties }).properties,
                );
                assert.deepEqual(withoutTimes(outs), withoutTimes(outputs));
            }),
        );

        it(
            "breaks neither a plan nor a refresh where any of its outputs is missing or of another type",
            withState(name, async ({ inputs, outputs }) => {
                for (const output of Object.keys(outputs).filter((one) => !one.startsWith("__"))) {
                    for (const value of [undefined, null, 5, "text", [5], { a: 5 }]) {
                        const damaged = { ...outputs, [output]: value };
                        const planned = await provider.diff("id", damaged, inputs);
                        assert.equal(typeof planned.changes, "boolean");
                        const { props } = await provider.read("id", damaged);
                        assert.ok(props["satisfied"] !== true || outputs["satisfied"] === true, "it passes unseen");
                    }
                }
            }),
        );
    });
}
