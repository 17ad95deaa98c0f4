import assert from "node:assert/strict";
import { EcsApiError } from "../../../../provider/errors";
import { Quarantine } from "../../../../provider/wait/quarantine";

function refusal(code: string): EcsApiError {
    return new EcsApiError({ code, kind: "invalid", message: "no" });
}

describe("Quarantine", () => {
    it("keeps a refused id for 10 s, and then has it asked alone until it is released", () => {
        const quarantine = new Quarantine();
        const fault = refusal("InvalidInstanceId.Malformed");
        quarantine.add("i-1", fault, 1_000);
        assert.equal(quarantine.faultOf("i-1", 10_999), fault);
        assert.equal(quarantine.faultOf("i-1", 11_000), "ask alone");
        assert.equal(quarantine.faultOf("i-1", 500_000), "ask alone");
        quarantine.release("i-1");
        assert.equal(quarantine.faultOf("i-1", 500_000), undefined);
    });

    it("knows nothing of other ids", () => {
        const quarantine = new Quarantine();
        quarantine.add("i-1", refusal("InvalidInstanceId.Malformed"), 0);
        assert.equal(quarantine.faultOf("i-2", 0), undefined);
    });

    for (const [code, expected] of [
        ["InvalidInstanceId.Malformed", true],
        ["Abs.InvalidInstanceIds.MalFormed", true],
        ["InvalidParameter", true],
        ["InvalidInstanceId.NotFound", false],
        ["InvalidParameter.TooManyInstanceIds", false],
        ["InvalidParameters", false],
        ["Forbidden.RAM", false],
        ["SignatureDoesNotMatch", false],
        ["Throttling.User", false],
    ] as const) {
        it(`${expected ? "is" : "is not"} for ${code}`, () => {
            assert.equal(new Quarantine().isFor(refusal(code)), expected);
        });
    }
});
