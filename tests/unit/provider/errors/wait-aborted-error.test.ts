import assert from "node:assert/strict";
import { WaitAbortedError } from "../../../../provider/errors";
import { FORTY, ONE, THREE } from "../../../support/wait-evidence";
import { BELOW_FORTY, BELOW_ONE, BELOW_THREE } from "./expected-lines";

describe("WaitAbortedError", () => {
    for (const [count, world, headline, below] of [
        ["one instance", ONE, "[aborted] after 8.2s: i-1 is not Running yet", BELOW_ONE],
        ["three instances", THREE, "[aborted] after 8.2s: 2 of 3 instances are not Running yet", BELOW_THREE],
        ["forty instances", FORTY, "[aborted] after 8.2s: 30 of 40 instances are not Running yet", BELOW_FORTY],
    ] as const) {
        it(`says of ${count} what was seen, and that nothing is wrong`, () => {
            const { message } = new WaitAbortedError({ ...world, elapsedMs: 8_200 }, undefined);
            const seen = below.map((line) => line.replace("of 10m0s", "of 8.2s"));
            const advice =
                "  try      run again: Ctrl-C or the signal ended this wait, and the next wait starts from the beginning";
            assert.deepEqual(message.split("\n"), [headline, ...seen, advice]);
        });
    }

    it("keeps the reason of whoever called it off as its cause", () => {
        const reason = new Error("the user pressed Ctrl-C");
        assert.equal(new WaitAbortedError(ONE, reason).cause, reason);
        assert.equal(new WaitAbortedError(ONE, "just so").cause, "just so");
        assert.equal("cause" in new WaitAbortedError(ONE, undefined), false);
    });

    it("has its own code, and carries what was seen", () => {
        const error = new WaitAbortedError(THREE, undefined);
        assert.deepEqual(
            [error.code, error.name, error.observations],
            ["Aborted", "WaitAbortedError", THREE.observations],
        );
    });
});
