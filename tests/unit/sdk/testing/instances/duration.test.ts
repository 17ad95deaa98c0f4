import assert from "node:assert/strict";

import { parseDurationMs } from "../../../../../sdk/testing/instances/duration";

describe("durations of the emulator", () => {
    for (const [text, ms] of [
        ["0s", 0],
        ["500ms", 500],
        ["2s", 2_000],
        ["1.5s", 1_500],
        ["1m30s", 90_000],
        ["1h", 3_600_000],
        ["1h1m1s1ms", 3_661_001],
    ] as const) {
        it(`reads ${text} as ${ms} ms`, () => assert.equal(parseDurationMs("lasts", text), ms));
    }

    for (const text of ["", "5", "s", "2 s", "-1s", "1d", "2sx", "1e3ms"]) {
        it(`refuses ${JSON.stringify(text)} and names the argument`, () =>
            assert.throws(() => parseDurationMs("lasts", text), /^TypeError: lasts: expected a duration/));
    }

    it("refuses a number, which could mean anything", () =>
        assert.throws(() => parseDurationMs("lasts", 5 as unknown as string), TypeError));
});
