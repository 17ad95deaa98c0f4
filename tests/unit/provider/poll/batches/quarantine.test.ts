import assert from "node:assert/strict";
import { EcsApiError } from "../../../../../provider/errors";
import { Quarantine } from "../../../../../provider/poll/batches/quarantine";

function refusal(code: string): EcsApiError {
    return new EcsApiError({ code, kind: "invalid", message: "no" });
}

describe("Quarantine", () => {
    it("keeps a refused id for 10 s, and then has it asked alone until it is released", () => {
        const quarantine = new Quarantine();
        const fault = refusal("InvalidInstanceId.Malformed");
        quarantine.add("i-1", fault, 1_000);
        assert.equal(quarantine.refusalOf("i-1", 10_999), fault);
        assert.equal(quarantine.refusalOf("i-1", 11_000), "ask alone");
        assert.equal(quarantine.refusalOf("i-1", 500_000), "ask alone");
        quarantine.release("i-1");
        assert.equal(quarantine.refusalOf("i-1", 500_000), undefined);
    });

    it("knows nothing of other ids", () => {
        const quarantine = new Quarantine();
        quarantine.add("i-1", refusal("InvalidInstanceId.Malformed"), 0);
        assert.equal(quarantine.refusalOf("i-2", 0), undefined);
    });

    it("holds an id until it is released", () => {
        const quarantine = new Quarantine();
        quarantine.add("i-1", refusal("InvalidInstanceId.Malformed"), 0);
        assert.deepEqual(
            [quarantine.holds("i-1"), quarantine.holds("i-2"), quarantine.holds(undefined)],
            [true, false, false],
        );
        quarantine.release("i-1");
        assert.equal(quarantine.holds("i-1"), false);
    });
});
