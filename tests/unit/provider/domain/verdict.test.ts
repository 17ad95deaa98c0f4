import assert from "node:assert/strict";
import type { InstanceObservation, InstanceVerdict } from "../../../../provider/domain/observations";
import { Scoreboard } from "../../../../provider/domain/scoreboard";
import { describeTargets, judgeInstance, nextChangeAt } from "../../../../provider/domain/verdict";
import type { WaitConditions } from "../../../../provider/domain/wait-conditions";

/** What one round saw, and when: seconds since the wait began. */
type Seen = readonly [status: string, at: number];

const ABSENT = "absent";
const STATUSES = ["Pending", "Starting", "Running", "Stopping", "Stopped", "Creating", ABSENT] as const;

function conditions(changes: Partial<WaitConditions> = {}): WaitConditions {
    return {
        instanceIds: ["i-1"],
        minInstanceCount: 1,
        targetStatuses: ["Running"],
        failFast: true,
        minReached: 1,
        stableForMs: 0,
        absentGraceMs: 60_000,
        ...changes,
    };
}

function observe(rounds: readonly Seen[], changes: Partial<WaitConditions>): InstanceObservation {
    const scoreboard = new Scoreboard(conditions(changes));
    for (const [status, at] of rounds) {
        scoreboard.beginRound();
        const row = status === ABSENT ? undefined : { instanceId: "i-1", status };
        scoreboard.record("i-1", row, at * 1_000, at * 1_000);
    }
    return scoreboard.all()[0]!;
}

function judge(
    rounds: readonly Seen[],
    changes: Partial<WaitConditions> = {},
    now = rounds.at(-1)?.[1] ?? 0,
): InstanceVerdict {
    return judgeInstance(observe(rounds, changes), conditions(changes), now * 1_000);
}

/** What was seen before, and how often and until when the status that is judged. */
const HISTORIES: Record<string, (status: string) => Seen[]> = {
    "at the first round": (status) => [[status, 0]],
    "for just less than a minute": (status) => [
        [status, 0],
        [status, 59.999],
    ],
    "for a minute": (status) => [
        [status, 0],
        [status, 60],
    ],
    "after Pending": (status) => [
        ["Pending", 0],
        [status, 3],
    ],
    "for a minute after Pending": (status) => [
        ["Pending", 0],
        [status, 3],
        [status, 63],
    ],
    "after Starting": (status) => [
        ["Starting", 0],
        [status, 3],
    ],
    "after Running": (status) => [
        ["Running", 0],
        [status, 3],
    ],
    "twice after Running": (status) => [
        ["Running", 0],
        [status, 3],
        [status, 6],
    ],
    "after Stopping": (status) => [
        ["Stopping", 0],
        [status, 3],
    ],
    "after Stopped": (status) => [
        ["Stopped", 0],
        [status, 3],
    ],
    "for a minute after Stopped": (status) => [
        ["Stopped", 0],
        [status, 3],
        [status, 63],
    ],
    "after absence": (status) => [
        [ABSENT, 0],
        [status, 3],
    ],
    "for a minute after absence": (status) => [
        [ABSENT, 0],
        [status, 3],
        [status, 63],
    ],
    "after it was Running and absent": (status) => [
        ["Running", 0],
        [ABSENT, 3],
        [status, 6],
    ],
};

const LETTERS: Record<string, InstanceVerdict> = {
    ".": "pending",
    R: "reached",
    F: "failed",
    L: "released",
    M: "missing",
};

/**
 * One letter for each of Pending, Starting, Running, Stopping, Stopped, an unknown status and absence, under each
 * history: `.` pending, `R` reached, `F` failed, `L` released, `M` missing.
 */
const RULES: Record<string, { changes: Partial<WaitConditions>; expected: Record<keyof typeof HISTORIES, string> }> = {
    "waiting for Running": {
        changes: {},
        expected: {
            "at the first round": "..RF...",
            "for just less than a minute": "..RF...",
            "for a minute": "..RFF.M",
            "after Pending": "..RF...",
            "for a minute after Pending": "..RF..L",
            "after Starting": "..RFF..",
            "after Running": "..RFF..",
            "twice after Running": "..RFF.L",
            "after Stopping": "..RF...",
            "after Stopped": "..RF...",
            "for a minute after Stopped": "..RFF.L",
            "after absence": "..RF...",
            "for a minute after absence": "..RFF.M",
            "after it was Running and absent": "..RFF.L",
        },
    },
    "waiting for Running, not failing fast": {
        changes: { failFast: false },
        expected: {
            "at the first round": "..R....",
            "for just less than a minute": "..R....",
            "for a minute": "..R...M",
            "after Pending": "..R....",
            "for a minute after Pending": "..R...L",
            "after Starting": "..R....",
            "after Running": "..R....",
            "twice after Running": "..R...L",
            "after Stopping": "..R....",
            "after Stopped": "..R....",
            "for a minute after Stopped": "..R...L",
            "after absence": "..R....",
            "for a minute after absence": "..R...M",
            "after it was Running and absent": "..R...L",
        },
    },
    "waiting for Running, with Pending as the one fail status": {
        changes: { failStatuses: ["Pending"] },
        expected: {
            "at the first round": "F.R....",
            "for just less than a minute": "F.R....",
            "for a minute": "F.R...M",
            "after Pending": "F.R....",
            "for a minute after Pending": "F.R...L",
            "after Starting": "F.R....",
            "after Running": "F.R....",
            "twice after Running": "F.R...L",
            "after Stopping": "F.R....",
            "after Stopped": "F.R....",
            "for a minute after Stopped": "F.R...L",
            "after absence": "F.R....",
            "for a minute after absence": "F.R...M",
            "after it was Running and absent": "F.R...L",
        },
    },
    "waiting for Running, with an empty list of fail statuses": {
        changes: { failStatuses: [] },
        expected: {
            "at the first round": "..R....",
            "for just less than a minute": "..R....",
            "for a minute": "..R...M",
            "after Pending": "..R....",
            "for a minute after Pending": "..R...L",
            "after Starting": "..R....",
            "after Running": "..R....",
            "twice after Running": "..R...L",
            "after Stopping": "..R....",
            "after Stopped": "..R....",
            "for a minute after Stopped": "..R...L",
            "after absence": "..R....",
            "for a minute after absence": "..R...M",
            "after it was Running and absent": "..R...L",
        },
    },
    "waiting for Stopped": {
        changes: { targetStatuses: ["Stopped"] },
        expected: {
            "at the first round": "....R..",
            "for just less than a minute": "....R..",
            "for a minute": "....R.M",
            "after Pending": "....R..",
            "for a minute after Pending": "....R.L",
            "after Starting": "....R..",
            "after Running": "....R..",
            "twice after Running": "....R.L",
            "after Stopping": "....R..",
            "after Stopped": "....R..",
            "for a minute after Stopped": "....R.L",
            "after absence": "....R..",
            "for a minute after absence": "....R.M",
            "after it was Running and absent": "....R.L",
        },
    },
    "waiting for Running or Starting": {
        changes: { targetStatuses: ["Running", "Starting"] },
        expected: {
            "at the first round": ".RR....",
            "for just less than a minute": ".RR....",
            "for a minute": ".RR...M",
            "after Pending": ".RR....",
            "for a minute after Pending": ".RR...L",
            "after Starting": ".RR....",
            "after Running": ".RR....",
            "twice after Running": ".RR...L",
            "after Stopping": ".RR....",
            "after Stopped": ".RR....",
            "for a minute after Stopped": ".RR...L",
            "after absence": ".RR....",
            "for a minute after absence": ".RR...M",
            "after it was Running and absent": ".RR...L",
        },
    },
    "waiting until it is gone": {
        changes: { targetStatuses: ["Absent"] },
        expected: {
            "at the first round": ".......",
            "for just less than a minute": ".......",
            "for a minute": "......R",
            "after Pending": ".......",
            "for a minute after Pending": "......R",
            "after Starting": ".......",
            "after Running": ".......",
            "twice after Running": "......R",
            "after Stopping": ".......",
            "after Stopped": ".......",
            "for a minute after Stopped": "......R",
            "after absence": ".......",
            "for a minute after absence": "......R",
            "after it was Running and absent": "......R",
        },
    },
    "waiting until it is Stopped or gone, with Running as a fail status": {
        changes: { targetStatuses: ["Stopped", "Absent"], failStatuses: ["Running"] },
        expected: {
            "at the first round": "..F.R..",
            "for just less than a minute": "..F.R..",
            "for a minute": "..F.R.R",
            "after Pending": "..F.R..",
            "for a minute after Pending": "..F.R.R",
            "after Starting": "..F.R..",
            "after Running": "..F.R..",
            "twice after Running": "..F.R.R",
            "after Stopping": "..F.R..",
            "after Stopped": "..F.R..",
            "for a minute after Stopped": "..F.R.R",
            "after absence": "..F.R..",
            "for a minute after absence": "..F.R.R",
            "after it was Running and absent": "..F.R.R",
        },
    },
};

describe("judgeInstance", () => {
    for (const [rule, { changes, expected }] of Object.entries(RULES)) {
        describe(rule, () => {
            for (const [history, letters] of Object.entries(expected)) {
                for (const [index, status] of STATUSES.entries()) {
                    const verdict = LETTERS[letters[index]!]!;

                    it(`takes ${status} ${history} for ${verdict}`, () => {
                        assert.equal(judge(HISTORIES[history]!(status), changes), verdict);
                    });
                }
            }
        });
    }

    it("waits for an instance that no round has covered, however long", () => {
        assert.equal(judge([], {}, 86_400), "pending");
        assert.equal(judge([], { targetStatuses: ["Absent"] }, 86_400), "pending");
    });

    it("takes the absence of an instance that was listed once for a fact at the second round in a row only", () => {
        const seen: Seen[] = [
            ["Running", 0],
            [ABSENT, 100],
            ["Running", 103],
            [ABSENT, 200],
        ];
        assert.equal(judge(seen), "pending");
        assert.equal(judge([...seen, [ABSENT, 203]]), "released");
    });

    it("gives an instance that was never listed the whole grace, and two rounds at least", () => {
        assert.equal(judge([[ABSENT, 70]]), "pending");
        assert.equal(
            judge(
                [
                    [ABSENT, 0],
                    [ABSENT, 2],
                ],
                { absentGraceMs: 2_000 },
            ),
            "missing",
        );
        assert.equal(
            judge(
                [
                    [ABSENT, 0],
                    [ABSENT, 59],
                ],
                { absentGraceMs: 60_000 },
            ),
            "pending",
        );
        assert.equal(
            judge(
                [
                    [ABSENT, 0],
                    [ABSENT, 1],
                ],
                { absentGraceMs: 0 },
            ),
            "missing",
        );
    });

    it("remembers that an instance was started, even if it was absent or Pending since", () => {
        assert.equal(
            judge([
                ["Starting", 0],
                [ABSENT, 3],
                ["Pending", 6],
                ["Stopped", 9],
            ]),
            "failed",
        );
    });

    it("waits for a Stopped instance that is being created, however long", () => {
        assert.equal(
            judge([
                ["Pending", 0],
                ["Stopped", 3],
                ["Stopped", 3_600],
            ]),
            "pending",
        );
    });

    describe("with a time for which the target must hold", () => {
        const changes = { stableForMs: 10_000 };

        for (const [what, rounds, verdict] of [
            ["waits at the first round", [["Running", 0]], "pending"],
            [
                "waits until it has been seen for that time",
                [
                    ["Running", 0],
                    ["Running", 9.999],
                ],
                "pending",
            ],
            [
                "ends when it has been seen for that time",
                [
                    ["Running", 0],
                    ["Running", 10],
                ],
                "reached",
            ],
            [
                "begins anew after another status",
                [
                    ["Running", 0],
                    ["Starting", 5],
                    ["Running", 6],
                    ["Running", 12],
                ],
                "pending",
            ],
            [
                "begins anew after absence",
                [
                    ["Running", 0],
                    [ABSENT, 5],
                    ["Running", 6],
                    ["Running", 12],
                ],
                "pending",
            ],
            [
                "ends then",
                [
                    ["Running", 0],
                    [ABSENT, 5],
                    ["Running", 6],
                    ["Running", 16],
                ],
                "reached",
            ],
        ] as [string, Seen[], InstanceVerdict][]) {
            it(what, () => assert.equal(judge(rounds, changes), verdict));
        }

        it("takes no credit for time without a round", () => {
            assert.equal(
                judge(
                    [
                        ["Running", 0],
                        ["Running", 5],
                    ],
                    changes,
                    600,
                ),
                "pending",
            );
        });

        it("goes on when it moves from one target to another", () => {
            const two = { ...changes, targetStatuses: ["Running", "Stopped"] };
            const rounds: Seen[] = [
                ["Running", 0],
                ["Stopped", 8],
            ];
            assert.equal(judge([...rounds, ["Stopped", 9.999]], two), "pending");
            assert.equal(judge([...rounds, ["Stopped", 10]], two), "reached");
            assert.equal(judge([...rounds, ["Pending", 9], ["Running", 12]], two), "pending");
        });

        it("holds for absence as well", () => {
            const gone = { ...changes, targetStatuses: ["Absent"] };
            assert.equal(
                judge(
                    [
                        ["Running", 0],
                        [ABSENT, 3],
                        [ABSENT, 12],
                    ],
                    gone,
                ),
                "pending",
            );
            assert.equal(
                judge(
                    [
                        ["Running", 0],
                        [ABSENT, 3],
                        [ABSENT, 13],
                    ],
                    gone,
                ),
                "reached",
            );
        });
    });
});

describe("nextChangeAt", () => {
    function next(rounds: readonly Seen[], changes: Partial<WaitConditions> = {}): number | undefined {
        return nextChangeAt(observe(rounds, changes), conditions(changes), (rounds.at(-1)?.[1] ?? 0) * 1_000);
    }

    it("is when the target has held for long enough", () => {
        assert.equal(
            next(
                [
                    ["Starting", 0],
                    ["Running", 4],
                ],
                { stableForMs: 10_000 },
            ),
            14_000,
        );
        assert.equal(next([["Running", 4]]), undefined);
    });

    it("is when the grace of an instance that was never listed is over", () => {
        assert.equal(next([[ABSENT, 4]]), 60_000);
        assert.equal(next([[ABSENT, 4]], { targetStatuses: ["Absent"], absentGraceMs: 9_000 }), 9_000);
        assert.equal(
            next([
                [ABSENT, 4],
                [ABSENT, 60],
            ]),
            undefined,
        );
        assert.equal(
            next([
                ["Running", 0],
                [ABSENT, 4],
            ]),
            undefined,
        );
    });

    it("is when a Stopped instance counts as not being started", () => {
        assert.equal(next([["Stopped", 4]]), 64_000);
    });

    it("never comes for what time alone does not change", () => {
        assert.equal(next([]), undefined);
        assert.equal(next([["Starting", 4]]), undefined);
        assert.equal(next([["Stopped", 4]], { failFast: false }), undefined);
        assert.equal(next([["Stopped", 4]], { failStatuses: ["Stopping"] }), undefined);
    });
});

describe("describeTargets", () => {
    for (const [targetStatuses, words, targetHealth] of [
        [["Running"], "Running"],
        [["Running", "Starting"], "Running or Starting"],
        [["Running", "Starting", "Stopped"], "Running, Starting or Stopped"],
        [["Absent"], "absent"],
        [["Stopped", "Absent"], "Stopped or absent"],
        [["Running"], "Running and Ok", ["Ok"]],
        [["Running", "Starting"], "Running or Starting and Ok or Initializing", ["Ok", "Initializing"]],
    ] as [string[], string, string[]?][]) {
        it(`says "${words}"`, () => assert.equal(describeTargets({ targetStatuses, targetHealth }), words));
    }
});
