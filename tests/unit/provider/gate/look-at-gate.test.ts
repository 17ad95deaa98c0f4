import assert from "node:assert/strict";
import { gateOf } from "../../../../provider/gate/gate";
import { type GateLook, lookOf } from "../../../../provider/gate/look-at-gate";

const THREE = ["i-1", "i-2", "i-3"];

/** One look at a gate for three instances. */
function look(statusById: Record<string, string>, args: object = {}): GateLook {
    const rows = Object.entries(statusById).map(([instanceId, status]) => ({ instanceId, status }));
    return lookOf(gateOf({ instanceIds: THREE, regionId: "cn-hangzhou", ...args }), rows);
}

describe("a look at a gate", () => {
    it("holds when all instances are in a target status", () => {
        const { holds, seen } = look({ "i-1": "Running", "i-2": "Running", "i-3": "Running" });
        assert.equal(holds, true);
        assert.deepEqual(seen.reachedInstanceIds, THREE);
    });

    it("does not hold when one is not, and says what was seen of each", () => {
        assert.deepEqual(look({ "i-1": "Running", "i-2": "Stopped" }), {
            holds: false,
            seen: {
                reachedInstanceIds: ["i-1"],
                statusById: { "i-1": "Running", "i-2": "Stopped" },
                absentInstanceIds: ["i-3"],
            },
            reason: "i-2 is Stopped, i-3 is absent (wanted: Running)",
        });
    });

    it("holds when enough are, also where another one has a fail status", () => {
        const seen = { "i-1": "Running", "i-2": "Running", "i-3": "Stopping" };
        assert.equal(look(seen, { minReached: 2 }).holds, true);
        assert.equal(look(seen, { minReachedPercent: 50, failStatuses: ["Stopping"] }).holds, true);
        assert.equal(look(seen, { minReachedPercent: 67 }).holds, false);
    });

    it("does not prove `stableFor` again", () => {
        const seen = { "i-1": "Running", "i-2": "Running", "i-3": "Running" };
        assert.equal(look(seen, { stableFor: "1h" }).holds, true);
    });

    it("holds for an empty set", () => {
        assert.equal(look({}, { instanceIds: [], minInstanceCount: 0 }).holds, true);
    });

    it("names the first five instances, and how many more there are", () => {
        const instanceIds = Array.from({ length: 7 }, (_, index) => `i-${index}`);
        const { reason } = look({}, { instanceIds });
        assert.match(reason, /^i-0 is absent, .*, i-4 is absent, 2 more \(wanted: Running\)$/);
    });

    it("names several targets as the errors of a wait do", () => {
        const { reason } = look({ "i-1": "Running", "i-2": "Stopped" }, { targetStatuses: ["Running", "Stopped"] });
        assert.equal(reason, "i-3 is absent (wanted: Running or Stopped)");
        const three = look({ "i-1": "Running" }, { targetStatuses: ["Running", "Stopped", "Starting"] });
        assert.match(three.reason, /\(wanted: Running, Stopped or Starting\)$/);
    });
});
