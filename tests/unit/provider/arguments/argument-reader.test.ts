import assert from "node:assert/strict";
import { ArgumentReader } from "../../../../provider/arguments/argument-reader";

const UNKNOWN = "not known yet";

function reader(raw: Record<string, unknown>): ArgumentReader {
    return new ArgumentReader(raw, (value) => value === UNKNOWN);
}

/** What a method makes of one value, and what it finds wrong with it. */
function read<T>(value: unknown, method: (reader: ArgumentReader) => T): [T, string[]] {
    const one = reader({ it: value });
    const result = method(one);
    return [result, one.errors.map(({ message }) => message)];
}

const METHODS: Record<string, (reader: ArgumentReader) => unknown> = {
    text: (one) => one.text("it"),
    list: (one) => one.list("it"),
    oneOf: (one) => one.oneOf("it", ["a", "b"]),
    statuses: (one) => one.statuses("it", ["Running", "Stopped"]),
    boolean: (one) => one.boolean("it"),
    integer: (one) => one.integer("it", 1, 100),
    duration: (one) => one.duration("it"),
    interval: (one) => one.interval("it", false),
};

const CASES: Record<keyof typeof METHODS, { accepted: string; takes: unknown[]; refuses: unknown[] }> = {
    text: { accepted: "a non-empty string", takes: ["a", " a "], refuses: ["", " ", 1, true, [], {}] },
    list: { accepted: "a list", takes: [[], [1, "a"]], refuses: ["a", 1, {}, true] },
    oneOf: { accepted: '"a" or "b"', takes: ["a", "b"], refuses: ["c", "A", "", 1, ["a"], "constructor"] },
    statuses: {
        accepted: 'a list of "Running", "Stopped"',
        takes: [["Running"], ["Stopped", "Running"]],
        refuses: ["Running", [], ["running"], ["Running", "Pending"], [1], [null], {}, 1],
    },
    boolean: { accepted: "true or false", takes: [true, false], refuses: ["true", 0, 1, "", []] },
    integer: {
        accepted: "a whole number from 1 to 100",
        takes: [1, 50, 100],
        refuses: [0, -1, 101, 1.5, "1", true, 2 ** 60],
    },
    duration: {
        accepted: 'a duration such as "500ms", "90s" or "1h30m" (units: ms, s, m, h, d)',
        takes: [],
        refuses: [600, "600", "", "soon", "-1s", ["1s"], true],
    },
    interval: {
        accepted: 'a duration such as "500ms", "90s" or "1h30m" (units: ms, s, m, h, d)',
        takes: [],
        refuses: [600, "600", "", "soon"],
    },
};

describe("ArgumentReader", () => {
    for (const [name, { accepted, takes, refuses }] of Object.entries(CASES)) {
        const method = METHODS[name]!;

        for (const value of takes) {
            it(`takes ${JSON.stringify(value)} for ${name}`, () => {
                assert.deepEqual(read(value, method), [value, []]);
            });
        }

        for (const value of refuses) {
            it(`refuses ${JSON.stringify(value)} for ${name}, and says what it takes`, () => {
                const [result, [message, ...others]] = read(value, method);
                assert.equal(result, undefined);
                assert.ok(message?.startsWith(`\`it\` must be ${accepted}, got ${JSON.stringify(value)}`), message);
                assert.equal(others.length, 0);
            });
        }

        for (const [what, value] of [
            ["left out", undefined],
            ["null", null],
            ["not known yet", UNKNOWN],
        ] as const) {
            it(`passes over ${name} when it is ${what}`, () => {
                assert.deepEqual(read(value, method), [undefined, []]);
            });
        }
    }

    it("reads a duration in milliseconds, and falls back to the default", () => {
        assert.deepEqual(
            read("1m30s", (one) => one.duration("it")),
            [90_000, []],
        );
        assert.deepEqual(
            read(undefined, (one) => one.duration("it", "10m")),
            [600_000, []],
        );
        assert.deepEqual(
            read(UNKNOWN, (one) => one.duration("it", "10m")),
            [600_000, []],
        );
        assert.deepEqual(
            read("0s", (one) => one.duration("it", "10m")),
            [0, []],
        );
    });

    it("names no upper limit where there is none", () => {
        const [, [message]] = read(-1, (one) => one.integer("it", 0, Infinity));
        assert.match(message!, /^`it` must be a whole number, 0 or more, got -1/);
    });

    for (const [value, allowShort, milliseconds, refusal] of [
        ["1s", false, 1_000, undefined],
        [
            "999ms",
            false,
            999,
            '`it` must be at least "1s" (shorter only for an endpoint on this machine), got "999ms" (string)',
        ],
        [
            "0s",
            false,
            0,
            '`it` must be at least "1s" (shorter only for an endpoint on this machine), got "0s" (string)',
        ],
        ["1ms", true, 1, undefined],
        [
            "0s",
            true,
            0,
            '`it` must be at least "1ms" (shorter only for an endpoint on this machine), got "0s" (string)',
        ],
    ] as const) {
        it(`${refusal === undefined ? "takes" : "refuses"} an interval of ${value} ${allowShort ? "on this machine" : "elsewhere"}`, () => {
            const [result, errors] = read(value, (one) => one.interval("it", allowShort));
            assert.deepEqual([result, errors], [milliseconds, refusal === undefined ? [] : [refusal]]);
        });
    }

    it("keeps each status once", () => {
        assert.deepEqual(
            read(["Stopped", "Running", "Stopped"], (one) => one.statuses("it", ["Running", "Stopped"])),
            [["Stopped", "Running"], []],
        );
    });

    it("takes no list of statuses with holes", () => {
        // eslint-disable-next-line no-sparse-arrays -- a slip in a JavaScript program
        const [result, errors] = read(["Running", ,], (one) => one.statuses("it", ["Running"]));
        assert.deepEqual([result, errors.length], [undefined, 1]);
    });

    it("takes an empty list of statuses only where that means something", () => {
        assert.deepEqual(
            read([], (one) => one.statuses("it", ["Running"], "empty allowed")),
            [[], []],
        );
    });

    describe("reading instance ids", () => {
        function ids(value: unknown, atLeast = 1): [string[], string[]] {
            return read(value, (one) => one.instanceIds("it", atLeast));
        }

        it("keeps each id once, in order", () => {
            assert.deepEqual(ids(["i-b", "i-a", "i-b"]), [["i-b", "i-a"], []]);
        });

        for (const value of [undefined, null, "i-1", 7, {}, { 0: "i-1", length: 1 }, new Set(["i-1"])] as unknown[]) {
            it(`refuses what is no list: ${value instanceof Set ? "a Set" : JSON.stringify(value)}`, () => {
                const [result, errors] = ids(value);
                assert.deepEqual([result, errors.length], [[], 1]);
                assert.match(
                    errors[0]!,
                    /^`it` must be a list of at least 1 ECS instance id, such as \["i-bp1j4i2jdf3owlhe0001"\], got /,
                );
            });
        }

        it("refuses fewer than there must be, counting each once", () => {
            assert.match(ids([])[1][0]!, /^`it` must be a list of at least 1 ECS instance id, .*, got \[\]$/);
            assert.match(ids(["i-1", "i-1"], 2)[1][0]!, /^`it` must be a list of at least 2 ECS instance ids, /);
            assert.deepEqual(ids(["i-1", "i-2"], 2)[1], []);
        });

        it("takes none where none will do", () => {
            assert.deepEqual(ids([], 0), [[], []]);
            assert.match(ids("x", 0)[1][0]!, /^`it` must be a list of ECS instance ids, /);
        });

        it("points at each id that cannot be one, and complains of nothing else then", () => {
            const [result, errors] = ids(["i-1", "", 7, null, "i-2", " i-3"], 5);
            assert.deepEqual(result, ["i-1", "i-2"]);
            assert.deepEqual(errors, [
                '`it[1]` must be an ECS instance id such as "i-bp1j4i2jdf3owlhe0001", got "" (string)',
                '`it[2]` must be an ECS instance id such as "i-bp1j4i2jdf3owlhe0001", got 7 (number)',
                '`it[3]` must be an ECS instance id such as "i-bp1j4i2jdf3owlhe0001", got null',
                '`it[5]` must be an ECS instance id such as "i-bp1j4i2jdf3owlhe0001", got " i-3" (string)',
            ]);
        });

        it("points at holes of the list too", () => {
            // eslint-disable-next-line no-sparse-arrays -- a slip in a JavaScript program
            assert.deepEqual(ids(["i-1", , "i-2"]), [
                ["i-1", "i-2"],
                ['`it[1]` must be an ECS instance id such as "i-bp1j4i2jdf3owlhe0001", got nothing'],
            ]);
        });

        it("passes over a list that is not known yet, or not known in part", () => {
            assert.deepEqual(ids(UNKNOWN), [[], []]);
            assert.deepEqual(ids(["i-1", UNKNOWN]), [[], []]);
        });
    });

    it("knows what is known", () => {
        const one = reader({ a: UNKNOWN, b: ["x", UNKNOWN], c: ["x"], d: undefined });
        assert.deepEqual(
            ["a", "b", "c", "d", "e"].map((name) => one.isKnown(name)),
            [false, false, true, true, true],
        );
    });

    it("refuses unknown names, but not the package's own and not those without a value", () => {
        const one = reader({ timeout: "1s", timeOut: "1s", __endpoint: "x", other: undefined });
        one.refuseUnknown(["timeout", "regionId"]);
        assert.deepEqual(
            one.errors.map(({ argument, message }) => [argument, message]),
            [["timeOut", "unknown argument `timeOut`: did you mean `timeout`?"]],
        );
    });

    it("lists the known names when none is near to an unknown one, and never shows its value", () => {
        const one = reader({ colour: "made-up-secret" });
        one.refuseUnknown(["timeout", "regionId"]);
        const [error] = one.errors;
        assert.deepEqual(
            [error?.message, error?.value, error?.accepted],
            [
                "unknown argument `colour` (known: timeout, regionId)",
                "a value that is not shown",
                "one of timeout, regionId",
            ],
        );
    });

    it("gathers everything that is wrong", () => {
        const one = reader({ a: 1, b: "x", c: "soon" });
        one.text("a");
        one.boolean("b");
        one.duration("c");
        assert.deepEqual(
            one.errors.map(({ argument }) => argument),
            ["a", "b", "c"],
        );
    });
});
