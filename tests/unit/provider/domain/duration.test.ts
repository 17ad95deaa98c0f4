import assert from "node:assert/strict";
import fc from "fast-check";
import { DURATION_FORM, formatDuration, parseDuration } from "../../../../provider/domain/duration";
import { cpuTimeMs } from "../../../support/cpu-time";

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const unit = fc.constantFrom(...(Object.keys(UNITS) as (keyof typeof UNITS)[]));

describe("parseDuration", () => {
    for (const [text, milliseconds] of [
        ["0s", 0],
        ["500ms", 500],
        ["90s", 90_000],
        ["10m", 600_000],
        ["1h30m", 5_400_000],
        ["1d", 86_400_000],
        ["1.5s", 1_500],
        ["0.5h", 1_800_000],
        ["1m1ms", 60_001],
        ["1h0m0s", 3_600_000],
        ["30d", 2_592_000_000],
        ["007s", 7_000],
        ["0.4ms", 0],
    ] as const) {
        it(`reads "${text}" as ${milliseconds} ms`, () => {
            assert.equal(parseDuration(text), milliseconds);
        });
    }

    for (const [text, why] of [
        ["", "nothing"],
        ["600", "a bare number"],
        ["s", "a bare unit"],
        ["-1s", "a sign"],
        ["+1s", "a sign"],
        [" 1s", "a blank"],
        ["1s ", "a blank"],
        ["1 s", "a blank"],
        ["1s 1ms", "a blank"],
        ["1s\n", "a line break"],
        [".5s", "no digit before the point"],
        ["1.s", "no digit after the point"],
        ["1..5s", "two points"],
        ["1,5s", "a comma"],
        ["1e3s", "an exponent"],
        ["0x10s", "a hexadecimal number"],
        ["1_000s", "a separator"],
        ["1S", "another case"],
        ["1sec", "another unit"],
        ["1us", "another unit"],
        ["1w", "another unit"],
        ["P1D", "another notation"],
        ["1m30", "a number without its unit at the end"],
        ["١s", "digits of another script"],
        ["NaN", "no number"],
        ["Infinitys", "no number"],
        [`${"9".repeat(400)}d`, "more than a number can hold"],
    ] as const) {
        it(`refuses ${text.length > 20 ? "a number of 400 digits" : JSON.stringify(text)}: ${why}`, () => {
            assert.equal(parseDuration(text), undefined);
        });
    }

    it("adds up any numbers with units, in any order", () => {
        fc.assert(
            fc.property(fc.array(fc.tuple(fc.nat(100_000), unit), { minLength: 1, maxLength: 6 }), (parts) => {
                const text = parts.map(([number, name]) => `${number}${name}`).join("");
                const sum = parts.reduce((total, [number, name]) => total + number * UNITS[name], 0);
                assert.equal(parseDuration(text), sum);
            }),
        );
    });

    it("is a whole number of milliseconds or nothing, whatever the text", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom(...Array.from("019.-+ smhdexN")) }), (text) => {
                const milliseconds = parseDuration(text);
                assert.ok(milliseconds === undefined || (Number.isInteger(milliseconds) && milliseconds >= 0), text);
            }),
        );
    });

    it("takes no longer for a long text than for many short ones", () => {
        const took = cpuTimeMs(() => {
            assert.equal(parseDuration(`${"1".repeat(50_000)}.`), undefined);
            assert.equal(parseDuration("1s".repeat(50_000) + "!"), undefined);
        });
        assert.ok(took < 1_000, `it took ${took} ms of CPU`);
    });

    it("takes the forms that its own description names", () => {
        const named = [...DURATION_FORM.matchAll(/"([^"]+)"/g)].map(([, text]) => text!);
        assert.equal(named.length, 3);
        for (const text of named) {
            assert.notEqual(parseDuration(text), undefined, text);
        }
    });
});

describe("formatDuration", () => {
    for (const [milliseconds, text] of [
        [0, "0ms"],
        [0.4, "0ms"],
        [350, "350ms"],
        [999, "999ms"],
        [1_000, "1s"],
        [1_049, "1s"],
        [8_249, "8.2s"],
        [9_949, "9.9s"],
        [9_950, "10s"],
        [31_499, "31s"],
        [59_499, "59s"],
        [59_500, "1m0s"],
        [60_000, "1m0s"],
        [300_000, "5m0s"],
        [3_599_499, "59m59s"],
        [3_599_500, "1h0m"],
        [5_400_000, "1h30m"],
        [5_429_500, "1h30m"],
        [86_400_000, "24h0m"],
        [2_592_000_000, "720h0m"],
    ] as const) {
        it(`writes ${milliseconds} ms as ${text}`, () => {
            assert.equal(formatDuration(milliseconds), text);
        });
    }

    /** Half of the smallest unit that is still shown. */
    const roundingOf = (milliseconds: number): number => {
        const steps: [number, number][] = [
            [1_000, 0.5],
            [9_950, 50],
            [3_599_500, 500],
        ];
        return steps.find(([below]) => milliseconds < below)?.[1] ?? 30_000;
    };

    it("writes what parseDuration reads back, but for the rounding", () => {
        fc.assert(
            fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (milliseconds) => {
                const back = parseDuration(formatDuration(milliseconds));
                assert.ok(back !== undefined && Math.abs(back - milliseconds) <= roundingOf(milliseconds));
            }),
        );
    });

    it("loses nothing of whole seconds below an hour, nor of whole minutes", () => {
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.integer({ min: 1, max: 3_599 }).map((seconds) => seconds * 1_000),
                    fc.nat(100_000).map((minutes) => minutes * 60_000),
                ),
                (milliseconds) => {
                    assert.equal(parseDuration(formatDuration(milliseconds)), milliseconds);
                },
            ),
        );
    });
});
