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

    it("says that a selector finds fewer than `minReached`", () => {
        const selected = { instanceIds: undefined, selector: { tags: { role: "web" } }, minReached: 3 };
        const { holds, reason } = look({ "i-1": "Running", "i-2": "Running" }, selected);
        assert.equal(holds, false);
        assert.equal(reason, "2 of at least 3 instances found with tag role=web (wanted: Running)");
    });

    it("names several targets as the errors of a wait do", () => {
        const { reason } = look({ "i-1": "Running", "i-2": "Stopped" }, { targetStatuses: ["Running", "Stopped"] });
        assert.equal(reason, "i-3 is absent (wanted: Running or Stopped)");
        const three = look({ "i-1": "Running" }, { targetStatuses: ["Running", "Stopped", "Starting"] });
        assert.match(three.reason, /\(wanted: Running, Stopped or Starting\)$/);
    });
});

describe("a look at a gate with a selector or a target health", () => {
    const SELECTOR = { instanceIds: undefined, selector: { tags: { role: "web" } } };

    /** The health of an instance stands behind its status. */
    function lookAtRows(seen: Record<string, [status: string, health?: string]>, args: object): GateLook {
        const rows = Object.entries(seen).map(([instanceId, [status, health]]) => ({
            instanceId,
            status,
            ...(health === undefined ? {} : { health }),
        }));
        return lookOf(gateOf({ instanceIds: THREE, regionId: "cn-hangzhou", ...args }), rows);
    }

    it("takes the members for the set, and returns them sorted", () => {
        const { holds, memberIds, seen } = look({ "i-9": "Running", "i-1": "Running" }, SELECTOR);
        assert.deepEqual([holds, memberIds], [true, ["i-1", "i-9"]]);
        assert.deepEqual(seen.absentInstanceIds, []);
        assert.equal(look({ "i-1": "Running" }, { instanceIds: ["i-1"] }).memberIds, undefined);
    });

    it("does not hold for an empty set, or one that has too few members", () => {
        assert.equal(look({}, SELECTOR).holds, false);
        const few = look({ "i-1": "Running", "i-2": "Stopped" }, { ...SELECTOR, minInstanceCount: 3 });
        assert.equal(few.holds, false);
        assert.equal(few.reason, "2 of at least 3 instances found with tag role=web, i-2 is Stopped (wanted: Running)");
    });

    it("counts the minimum by the set of the moment", () => {
        const seen = { "i-1": "Running", "i-2": "Running", "i-3": "Starting", "i-4": "Running" };
        assert.equal(look(seen, { ...SELECTOR, minReachedPercent: 75 }).holds, true);
        assert.equal(look(seen, { ...SELECTOR, minReachedPercent: 76 }).holds, false);
        assert.equal(look(seen, { ...SELECTOR, minReached: 3 }).holds, true);
        assert.equal(look(seen, { ...SELECTOR, minReached: 5 }).holds, false);
    });

    it("holds only with status and health in target, and records the health", () => {
        const args = { targetHealth: ["Ok", "NotApplicable"] };
        const ready = lookAtRows(
            { "i-1": ["Running", "Ok"], "i-2": ["Running", "ok"], "i-3": ["Running", "NotApplicable"] },
            args,
        );
        assert.equal(ready.holds, true);
        assert.deepEqual(ready.seen.healthById, { "i-1": "Ok", "i-2": "ok", "i-3": "NotApplicable" });
        const not = lookAtRows(
            { "i-1": ["Running", "Ok"], "i-2": ["Running", "Initializing"], "i-3": ["Running"] },
            args,
        );
        assert.equal(not.holds, false);
        assert.deepEqual(not.seen.reachedInstanceIds, ["i-1"]);
        assert.match(
            not.reason,
            /^i-2 is Running, Initializing, i-3 is Running.* \(wanted: Running .*Ok or NotApplicable\)$/,
        );
    });

    it("records no health where none is asked for", () => {
        assert.equal(lookAtRows({ "i-1": ["Running", "Ok"] }, {}).seen.healthById, undefined);
    });
});
