import assert from "node:assert/strict";
import { judge, type Observed } from "../../../scripts/demo/verdict";

const FIRST = Date.parse("2026-01-01T00:00:00.000Z");
const good: Observed = {
    askedAt: [FIRST, FIRST + 3_000, FIRST + 7_400],
    runningAfterMs: 7_000,
    dependentStartedAt: "2026-01-01T00:00:07.600Z",
};

describe("the demo's verdict", () => {
    it("says how long the gate waited and that the dependent started after it", () => {
        assert.deepEqual(judge(good), {
            ok: true,
            line: "The gate waited 7.4 s (3 questions to ECS); the dependent started 200 ms after that.",
        });
    });

    const refused: [string, Partial<Observed>, string][] = [
        ["a gate that asked nothing", { askedAt: [] }, "FAILED: the gate asked nothing, so it waited for nothing."],
        [
            "a gate that gave up asking",
            { askedAt: [FIRST, FIRST + 3_000] },
            "FAILED: the gate stopped asking after 3.0 s; ECS said Running only 7.0 s after the first question.",
        ],
        [
            "a dependent that started too early",
            { dependentStartedAt: "2026-01-01T00:00:01.400Z" },
            "FAILED: the dependent started 6.0 s before the gate was done.",
        ],
        [
            "a dependent that left no time",
            { dependentStartedAt: undefined },
            "FAILED: the state does not say when the dependent started.",
        ],
    ];
    for (const [what, observed, line] of refused) {
        it(`does not accept ${what}`, () => {
            assert.deepEqual(judge({ ...good, ...observed }), { ok: false, line });
        });
    }
});
