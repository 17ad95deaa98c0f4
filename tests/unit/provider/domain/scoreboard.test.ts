import assert from "node:assert/strict";
import fc from "fast-check";
import type { InstanceRow } from "../../../../provider/domain/instance-row";
import { HISTORY_KEPT } from "../../../../provider/domain/observations";
import { Scoreboard, type Verdict } from "../../../../provider/domain/scoreboard";
import type { WaitConditions } from "../../../../provider/domain/wait-conditions";

type Seen = Record<string, string | undefined>;

function boardOf(instanceIds: readonly string[], conditions: Partial<WaitConditions> = {}): Scoreboard {
    return new Scoreboard({
        instanceIds,
        minInstanceCount: 1,
        targetStatuses: ["Running"],
        failFast: true,
        minReached: instanceIds.length,
        stableForMs: 0,
        absentGraceMs: 60_000,
        ...conditions,
    });
}

/** The row of an instance in this status; "Absent" is absent. */
function rowOf(instanceId: string, status: string | undefined): InstanceRow | undefined {
    return status === undefined || status === "Absent" ? undefined : { instanceId, status };
}

/** One round at `at` that saw this, and where the wait stands after it. "Absent" is absent. */
function round(board: Scoreboard, at: number, seen: Seen, isAgain = false): Verdict["kind"] {
    if (!isAgain) {
        board.beginRound();
        board.beginAsking(at);
    }
    for (const [id, status] of Object.entries(seen)) {
        board.record(id, rowOf(id, status), at, at);
    }
    board.sweep(at);
    return board.verdict(at).kind;
}

/** The verdicts of rounds for one instance, 2 s apart. */
function verdictsOf(statuses: readonly string[], conditions: Partial<WaitConditions> = {}, stepMs = 2_000): string[] {
    const board = boardOf(["a"], conditions);
    return statuses.map((status, index) => round(board, index * stepMs, { a: status }));
}

describe("Scoreboard", () => {
    describe("the set", () => {
        it("is satisfied when all are in target in one round", () => {
            assert.equal(round(boardOf(["a", "b"]), 0, { a: "Running", b: "Running" }), "satisfied");
        });

        it("is satisfied by answers of different rounds as long as none is older than 10 s", () => {
            const board = boardOf(["a", "b"]);
            assert.equal(round(board, 0, { a: "Running", b: "Pending" }), "pending");
            assert.equal(round(board, 10_000, { b: "Running" }), "satisfied");
        });

        it("is not satisfied by an answer that is older than 10 s: the instance is asked about again", () => {
            const board = boardOf(["a", "b"]);
            round(board, 0, { a: "Running", b: "Pending" });
            assert.equal(round(board, 10_001, { b: "Running" }), "outdated");
            assert.deepEqual(board.verdict(10_001), { kind: "outdated", again: ["a"] });
            assert.equal(round(board, 10_001, { a: "Running" }, true), "satisfied");
        });

        it("takes the age of an answer from when it was asked for, not from when it came", () => {
            const board = boardOf(["a"]);
            board.beginRound();
            board.record("a", rowOf("a", "Running"), 10_001, 0);
            board.beginAsking(10_001);
            board.sweep(10_001);
            assert.deepEqual(board.verdict(10_001), { kind: "outdated", again: ["a"] });
        });

        it("counts older answers while ECS is asked without a pause, as in a large set", () => {
            const board = boardOf(["a", "b"]);
            board.beginRound();
            board.beginAsking(5_000);
            board.record("a", rowOf("a", "Running"), 5_000, 5_000);
            board.record("b", rowOf("b", "Running"), 60_000, 60_000);
            assert.equal(board.isDecided, true);
            assert.equal(board.verdict(60_000).kind, "satisfied");
        });

        it("does not count what was seen before a pause in asking", () => {
            const board = boardOf(["a", "b"]);
            board.beginRound();
            board.record("a", rowOf("a", "Running"), 0, 0);
            board.beginAsking(30_000);
            board.record("b", rowOf("b", "Running"), 60_000, 60_000);
            assert.equal(board.isDecided, false);
            assert.deepEqual(board.verdict(60_000), { kind: "outdated", again: ["a"] });
        });

        it("waits again for one that has left when it is asked about again", () => {
            const board = boardOf(["a", "b"]);
            round(board, 0, { a: "Running", b: "Pending" });
            round(board, 12_000, { b: "Running" });
            assert.equal(round(board, 12_000, { a: "Starting" }, true), "pending");
            assert.equal(round(board, 30_000, { a: "Running" }), "outdated");
        });

        it("[pitfall 17] is not satisfied by fewer rows than ids, all of them Running", () => {
            assert.equal(round(boardOf(["a", "b", "c"]), 0, { a: "Running", b: "Absent", c: "Absent" }), "pending");
        });

        it("[pitfall 20] ignores an instance that it does not wait for", () => {
            const board = boardOf(["a"]);
            assert.equal(round(board, 0, { a: "Pending", other: "Stopping" }), "pending");
            assert.deepEqual(
                board.all().map(({ instanceId }) => instanceId),
                ["a"],
            );
        });

        it("is satisfied by the minimum and more, not by exactly the minimum only", () => {
            for (const running of [2, 3]) {
                const seen = Object.fromEntries(
                    ["a", "b", "c"].map((id, i) => [id, i < running ? "Running" : "Pending"]),
                );
                assert.equal(round(boardOf(["a", "b", "c"], { minReached: 2 }), 0, seen), "satisfied");
            }
        });

        it("is impossible as soon as too few are left, and not before", () => {
            const board = boardOf(["a", "b", "c"], { minReached: 2 });
            assert.equal(round(board, 0, { a: "Stopping", b: "Pending", c: "Pending" }), "pending");
            assert.equal(round(board, 2_000, { b: "Stopping" }), "impossible");
            assert.deepEqual(board.verdict(2_000), {
                kind: "impossible",
                failed: ["a", "b"],
                released: [],
                missing: [],
            });
        });

        it("becomes possible again when one that had failed recovers", () => {
            const board = boardOf(["a", "b"], { minReached: 1 });
            round(board, 0, { a: "Stopping", b: "Pending" });
            assert.equal(round(board, 2_000, { a: "Starting", b: "Stopping" }), "pending");
        });

        it("knows while a round is still under way that the rest need not be asked", () => {
            const board = boardOf(["a", "b", "c"], { minReached: 1 });
            board.beginRound();
            board.record("a", rowOf("a", "Pending"), 0, 0);
            assert.equal(board.isDecided, false);
            board.record("b", rowOf("b", "Running"), 0, 0);
            assert.equal(board.isDecided, true);
        });
    });

    describe("an instance that is absent", () => {
        it("counts against the wait after the grace, on the round after it", () => {
            const board = boardOf(["a"]);
            assert.equal(round(board, 0, { a: "Absent" }), "pending");
            assert.equal(round(board, 59_999, { a: "Absent" }), "pending");
            assert.equal(round(board, 60_000, { a: "Absent" }), "impossible");
            assert.deepEqual(board.verdict(60_000), { kind: "impossible", failed: [], released: [], missing: ["a"] });
        });

        it("counts only after two rounds, however short the grace", () => {
            const board = boardOf(["a"], { absentGraceMs: 0 });
            assert.equal(round(board, 0, { a: "Absent" }), "pending");
            assert.equal(round(board, 2_000, { a: "Absent" }), "impossible");
        });

        it("is not seen twice by two answers within one round", () => {
            const board = boardOf(["a"], { absentGraceMs: 0 });
            board.beginRound();
            board.record("a", undefined, 0, 0);
            board.record("a", undefined, 10, 10);
            board.sweep(10);
            assert.equal(board.verdict(10).kind, "pending");
            assert.equal(board.all()[0]?.timesSeen, 1);
        });

        it("is released when it was listed and is gone on two rounds, and fails at once", () => {
            assert.deepEqual(verdictsOf(["Pending", "Absent", "Absent"]), ["pending", "pending", "impossible"]);
        });

        it("may be gone for one round", () => {
            assert.deepEqual(verdictsOf(["Pending", "Absent", "Pending", "Absent", "Running"]), [
                ...["pending", "pending", "pending", "pending"],
                "satisfied",
            ]);
        });

        it("is no failure when the target is to be gone, and counts on two rounds", () => {
            const gone = { targetStatuses: ["Absent"] };
            assert.deepEqual(verdictsOf(["Running", "Stopping", "Absent", "Absent"], gone), [
                ...["pending", "pending", "pending"],
                "satisfied",
            ]);
        });

        it("counts as gone without ever having been listed only after the grace", () => {
            const board = boardOf(["a"], { targetStatuses: ["Absent"] });
            assert.equal(round(board, 0, { a: "Absent" }), "pending");
            assert.equal(round(board, 30_000, { a: "Absent" }), "pending");
            assert.equal(round(board, 60_000, { a: "Absent" }), "satisfied");
        });
    });

    describe("stableFor", () => {
        const stable = { stableForMs: 4_000 };

        it("[pitfall 41] begins anew with each other status", () => {
            assert.deepEqual(verdictsOf(["Running", "Starting", "Running", "Running", "Running"], stable), [
                ...["pending", "pending", "pending", "pending"],
                "satisfied",
            ]);
        });

        it("[pitfall 40] begins anew after an absence", () => {
            assert.deepEqual(verdictsOf(["Running", "Absent", "Running", "Running", "Running"], stable), [
                ...["pending", "pending", "pending", "pending"],
                "satisfied",
            ]);
        });

        it("[pitfall 40] is not broken by rounds that failed in between", () => {
            const board = boardOf(["a"], stable);
            assert.equal(round(board, 0, { a: "Running" }), "pending");
            round(board, 2_000, {});
            assert.equal(round(board, 4_000, { a: "Running" }), "satisfied");
        });

        it("is proved by rounds, not by the time that passes without any", () => {
            const board = boardOf(["a"], stable);
            round(board, 0, { a: "Running" });
            assert.equal(round(board, 60_000, {}), "pending");
        });

        it("is not broken by a change from one target to another", () => {
            const either = { ...stable, targetStatuses: ["Starting", "Running"] };
            assert.deepEqual(verdictsOf(["Starting", "Running", "Running"], either), [
                "pending",
                "pending",
                "satisfied",
            ]);
        });

        it("holds for absence too, from the first round that saw it gone", () => {
            const gone = { ...stable, targetStatuses: ["Absent"] };
            assert.deepEqual(verdictsOf(["Running", "Absent", "Absent", "Absent"], gone), [
                ...["pending", "pending", "pending"],
                "satisfied",
            ]);
        });
    });

    describe("fail-fast for Running", () => {
        it("fails on Stopping at once", () => {
            assert.deepEqual(verdictsOf(["Stopping"]), ["impossible"]);
        });

        for (const before of ["Starting", "Running"]) {
            it(`fails on Stopped at once after ${before}`, () => {
                const held = { stableForMs: 60_000 };
                assert.deepEqual(verdictsOf([before, "Stopped"], held), ["pending", "impossible"]);
            });
        }

        it("gives an instance that is Stopped from the start 60 s to be started", () => {
            const board = boardOf(["a"]);
            assert.equal(round(board, 0, { a: "Stopped" }), "pending");
            assert.equal(round(board, 59_999, { a: "Stopped" }), "pending");
            assert.equal(round(board, 60_000, { a: "Stopped" }), "impossible");
        });

        it("lets an instance that was Pending be Stopped for as long as it takes: it is being created", () => {
            const board = boardOf(["a"]);
            round(board, 0, { a: "Pending" });
            round(board, 2_000, { a: "Stopped" });
            assert.equal(round(board, 500_000, { a: "Stopped" }), "pending");
        });

        it("[pitfall 39] fails when it was Running between two rounds and is Stopped again", () => {
            assert.deepEqual(verdictsOf(["Pending", "Starting", "Stopped"]), ["pending", "pending", "impossible"]);
        });

        it("can be turned off", () => {
            const off = { failFast: false };
            assert.deepEqual(verdictsOf(["Starting", "Stopping", "Stopped", "Running"], off), [
                ...["pending", "pending", "pending"],
                "satisfied",
            ]);
            const own = { failFast: false, failStatuses: ["Stopping"] };
            assert.deepEqual(verdictsOf(["Stopping"], own), ["pending"]);
        });

        it("is replaced by the statuses that are given", () => {
            const own = { failStatuses: ["Pending"] };
            assert.deepEqual(verdictsOf(["Stopping", "Stopped", "Pending"], own), ["pending", "pending", "impossible"]);
            assert.deepEqual(verdictsOf(["Running", "Stopping"], { failStatuses: [], stableForMs: 9_000 }), [
                "pending",
                "pending",
            ]);
        });

        it("is for Running alone: other targets know no failure", () => {
            for (const targetStatuses of [["Stopped"], ["Running", "Stopped"], ["Absent"]]) {
                assert.deepEqual(verdictsOf(["Stopping"], { targetStatuses }), ["pending"]);
            }
        });

        it("[pitfall 23] goes on waiting when the status is unknown", () => {
            assert.deepEqual(verdictsOf(["Hibernating", "Running"]), ["pending", "satisfied"]);
        });

        it("[pitfall 24] takes Pending for a target like any other", () => {
            assert.deepEqual(verdictsOf(["Pending"], { targetStatuses: ["Pending"] }), ["satisfied"]);
        });
    });

    it("does not take the time of a slow answer for time in which the target has held", () => {
        const board = boardOf(["a"], { stableForMs: 12_000 });
        board.beginRound();
        board.record("a", rowOf("a", "Running"), 100, 0);
        board.beginRound();
        board.record("a", rowOf("a", "Running"), 13_000, 4_000);
        board.sweep(13_000);
        assert.equal(board.verdict(13_000).kind, "pending");
    });

    describe("a refused id", () => {
        it("counts as failed until ECS answers for it again", () => {
            const board = boardOf(["a", "b"]);
            board.beginRound();
            board.record("a", rowOf("a", "Running"), 0, 0);
            board.refuse("b");
            board.sweep(0);
            assert.deepEqual(board.verdict(0), { kind: "impossible", failed: ["b"], released: [], missing: [] });
            assert.equal(round(board, 2_000, { a: "Running", b: "Running" }), "satisfied");
        });

        it("does not count as reached in the round that saw it before", () => {
            const board = boardOf(["a", "b"], { minReached: 1 });
            board.beginRound();
            board.record("a", rowOf("a", "Running"), 0, 0);
            board.refuse("a");
            board.sweep(0);
            assert.equal(board.verdict(10).kind, "pending");
        });
    });

    it("ignores an answer that was asked for before the one that it knows", () => {
        const board = boardOf(["a"]);
        board.beginRound();
        board.record("a", rowOf("a", "Starting"), 5_000, 4_000);
        assert.equal(board.record("a", rowOf("a", "Running"), 6_000, 3_000), false);
        assert.equal(board.all()[0]?.status, "Starting");
    });

    it("keeps the changes with their times, and of an instance that flaps for long the latest 100", () => {
        const board = boardOf(["a"]);
        const changes = 250;
        for (let index = 0; index < changes; index += 1) {
            round(board, index * 1_000, { a: index % 2 === 0 ? "Pending" : "Starting" });
        }
        const { history } = board.all()[0]!;
        assert.equal(history.length, HISTORY_KEPT);
        assert.deepEqual(history.at(-1), { status: "Starting", at: (changes - 1) * 1_000 });
    });

    it("says the same whether its counts are kept up answer by answer or gone through once more", () => {
        const statuses = fc.constantFrom("Pending", "Starting", "Running", "Stopping", "Stopped", "Absent", "Odd");
        const ids = ["a", "b", "c", "d"];
        const answers = fc.array(
            fc.record({
                id: fc.constantFrom(...ids),
                status: statuses,
                newLook: fc.boolean(),
                refuse: fc.nat({ max: 9 }),
            }),
            { maxLength: 60 },
        );
        fc.assert(
            fc.property(
                answers,
                fc.integer({ min: 1, max: 4 }),
                fc.constantFrom(0, 5_000),
                (all, minReached, stableForMs) => {
                    const board = boardOf(ids, { minReached, stableForMs, absentGraceMs: 10_000, failFast: false });
                    board.beginRound();
                    let askedSince = 0;
                    all.forEach(({ id, status, newLook, refuse }, index) => {
                        if (newLook) {
                            board.beginRound();
                            askedSince = index * 1_000;
                            board.beginAsking(askedSince);
                        }
                        if (refuse === 0) {
                            board.refuse(id);
                        } else {
                            board.record(id, rowOf(id, status), index * 1_000, index * 1_000);
                        }
                    });
                    const now = all.length * 1_000;
                    board.sweep(now);
                    const first = board.verdict(now);
                    board.sweep(now);
                    assert.deepEqual(board.verdict(now), first);
                    const reached = board.all().filter(({ verdict }) => verdict === "reached");
                    const oldest = Math.min(askedSince, now - 10_000);
                    const young = reached.filter(({ askedAt }) => askedAt >= oldest);
                    assert.equal(first.kind === "satisfied", young.length >= minReached);
                    assert.ok(first.kind !== "outdated" || reached.length >= minReached);
                },
            ),
        );
    });
});
