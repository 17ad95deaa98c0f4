import assert from "node:assert/strict";
import { gateOutputs, gateRecordOf, outputsOfGate, rowsOf } from "../../../../provider/gate/gate-record";

const ALWAYS = ["reachedInstanceIds", "statusById", "absentInstanceIds", "reachedAt", "elapsedMs", "satisfied"];
const SELECTOR = { tags: { role: "web" } };

describe("the outputs of a gate that are known only when ECS has answered", () => {
    it("have the health only with a target health, and the ids only with a selector", () => {
        assert.deepEqual(outputsOfGate({ instanceIds: ["i-1"] }), ALWAYS);
        assert.deepEqual([...outputsOfGate({ selector: SELECTOR })].sort(), ["instanceIds", ...ALWAYS].sort());
        const both = outputsOfGate({ selector: "unknown", targetHealth: "unknown" });
        assert.deepEqual([...both].sort(), ["healthById", "instanceIds", ...ALWAYS].sort());
        assert.deepEqual(outputsOfGate({ instanceIds: ["i-1"], selector: null, targetHealth: null }), ALWAYS);
    });
});

describe("the record of a gate", () => {
    const STATE = {
        selector: SELECTOR,
        instanceIds: ["i-1", "i-2"],
        reachedInstanceIds: ["i-1"],
        statusById: { "i-1": "Running", "i-2": "Running", "i-3": "Stopped" },
        healthById: { "i-1": "Ok", "i-2": "Impaired" },
        absentInstanceIds: [],
        elapsedMs: 5,
        satisfied: false,
    };

    it("has the rows as ECS listed them, without a health where there was none", () => {
        assert.deepEqual(rowsOf(gateRecordOf(STATE)), [
            { instanceId: "i-1", status: "Running", health: "Ok" },
            { instanceId: "i-2", status: "Running", health: "Impaired" },
            { instanceId: "i-3", status: "Stopped" },
        ]);
        const odd = { ...STATE, statusById: { constructor: "Running" }, healthById: {} };
        assert.deepEqual(rowsOf(gateRecordOf(odd)), [{ instanceId: "constructor", status: "Running" }]);
    });

    it("has ids only of a selector: others are an argument", () => {
        assert.deepEqual(gateRecordOf(STATE).instanceIds, ["i-1", "i-2"]);
        assert.equal(gateRecordOf({ ...STATE, selector: undefined }).instanceIds, undefined);
        assert.deepEqual(gateRecordOf({ ...STATE, instanceIds: "damaged" }).instanceIds, []);
    });

    it("is read again as it was written", () => {
        const record = gateRecordOf(STATE);
        assert.deepEqual(gateRecordOf(gateOutputs({ selector: SELECTOR }, record)), record);
    });
});
