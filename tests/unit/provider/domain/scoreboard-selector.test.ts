import assert from "node:assert/strict";
import type { InstanceRow } from "../../../../provider/domain/instance-row";
import { Scoreboard, type Verdict } from "../../../../provider/domain/scoreboard";
import type { WaitConditions } from "../../../../provider/domain/wait-conditions";

/** The members in a listing: a status, or a status with a health. */
type Members = Record<string, string | readonly [status: string, health: string]>;

function boardOf(changes: Partial<WaitConditions> = {}): Scoreboard {
    return new Scoreboard({
        instanceIds: [],
        selector: { tags: { role: "web" } },
        minInstanceCount: 1,
        targetStatuses: ["Running"],
        failFast: true,
        stableForMs: 0,
        absentGraceMs: 60_000,
        ...changes,
    });
}

/** One round at a moment in seconds. */
function list(board: Scoreboard, at: number, members: Members): Verdict["kind"] {
    const rows = Object.entries(members).map(([instanceId, seen]): [string, InstanceRow] => {
        const [status, health] = typeof seen === "string" ? [seen] : seen;
        return [instanceId, { instanceId, status: status, health }];
    });
    board.beginRound();
    board.beginAsking(at * 1_000);
    board.recordListing(new Map(rows), at * 1_000, at * 1_000);
    board.sweep(at * 1_000);
    return board.verdict(at * 1_000).kind;
}

describe("a scoreboard of a selector", () => {
    it("is pending until ECS has listed the set once, also where an empty one is enough", () => {
        const board = boardOf({ minInstanceCount: 0 });
        assert.equal(board.verdict(0).kind, "pending");
        assert.equal(list(board, 1, {}), "satisfied");
    });

    it("waits for the least number of instances", () => {
        const board = boardOf({ minInstanceCount: 2 });
        assert.equal(list(board, 0, {}), "pending");
        assert.equal(list(board, 4, { a: "Running" }), "pending");
        assert.equal(board.openIds, 1);
        assert.equal(list(board, 8, { a: "Running", b: "Running" }), "satisfied");
    });

    it("waits for as many instances as must be reached", () => {
        const board = boardOf({ minReached: 2 });
        assert.equal(list(board, 0, { a: "Running" }), "pending");
        assert.equal(board.openIds, 1);
        assert.equal(list(board, 4, { a: "Running", b: "Running" }), "satisfied");
    });

    it("needs all members, also those that came last", () => {
        const board = boardOf();
        assert.equal(list(board, 0, { a: "Starting" }), "pending");
        assert.equal(list(board, 4, { a: "Running", b: "Pending" }), "pending");
        assert.equal(list(board, 8, { a: "Running", b: "Running" }), "satisfied");
        assert.equal(board.size, 2);
    });

    it("lets a member go that is not listed any more: it neither counts nor fails", () => {
        const board = boardOf();
        assert.equal(list(board, 0, { a: "Running", b: "Stopping" }), "pending");
        assert.equal(list(board, 4, { a: "Running" }), "satisfied");
        assert.deepEqual(
            board.all().map(({ instanceId, verdict }) => [instanceId, verdict]),
            [
                ["a", "reached"],
                ["b", "left"],
            ],
        );
    });

    it("waits on when so many left that the set is too small", () => {
        const board = boardOf({ minInstanceCount: 2, stableForMs: 10_000 });
        list(board, 0, { a: "Running", b: "Running" });
        assert.equal(list(board, 10, { a: "Running" }), "pending");
    });

    it("takes a member that comes back for one that has just become Running", () => {
        const board = boardOf({ stableForMs: 10_000 });
        list(board, 0, { a: "Running", b: "Running" });
        list(board, 5, { a: "Running" });
        list(board, 6, { a: "Running", b: "Running" });
        assert.equal(list(board, 12, { a: "Running", b: "Running" }), "pending");
        assert.equal(list(board, 16, { a: "Running", b: "Running" }), "satisfied");
    });

    it("is satisfied by part of the set, as many as were asked for", () => {
        const members: Members = { a: "Running", b: "Running", c: "Running", d: "Running", e: "Pending" };
        assert.equal(list(boardOf({ minReachedPercent: 80 }), 0, members), "satisfied");
        assert.equal(list(boardOf({ minReachedPercent: 81 }), 0, members), "pending");
        assert.equal(list(boardOf({ minReached: 4 }), 0, members), "satisfied");
        assert.equal(list(boardOf({ minReached: 5 }), 0, members), "pending");
    });

    it("does not fail by default, whatever the status: scaling in stops instances", () => {
        const board = boardOf();
        assert.equal(list(board, 0, { a: "Running", b: "Running" }), "satisfied");
        assert.equal(list(board, 4, { a: "Running", b: "Stopping" }), "pending");
        assert.equal(list(board, 90, { a: "Running", b: "Stopped" }), "pending");
    });

    it("fails by the fail statuses that were given", () => {
        const board = boardOf({ failStatuses: ["Stopped"] });
        assert.equal(list(board, 0, { a: "Running", b: "Stopped" }), "impossible");
    });

    it("does not fail while the set is too small, because instances may still come", () => {
        const board = boardOf({ failStatuses: ["Stopped"], minInstanceCount: 3, minReached: 2 });
        assert.equal(list(board, 0, { a: "Running", b: "Stopped" }), "pending");
        assert.equal(list(board, 4, { a: "Running", b: "Stopped", c: "Running" }), "satisfied");
    });

    it("needs the health in the same answer as the status", () => {
        const board = boardOf({ targetHealth: ["Ok"] });
        assert.equal(list(board, 0, { a: "Running" }), "pending");
        assert.equal(list(board, 4, { a: ["Running", "Initializing"] }), "pending");
        assert.equal(list(board, 8, { a: ["Stopping", "Ok"] }), "pending");
        assert.equal(list(board, 12, { a: ["Running", "OK"] }), "satisfied");
    });

    it("counts the time in target from the moment when health and status were both in target", () => {
        const board = boardOf({ targetHealth: ["Ok"], stableForMs: 10_000 });
        list(board, 0, { a: ["Running", "Ok"] });
        list(board, 5, { a: ["Running", "Impaired"] });
        list(board, 6, { a: ["Running", "Ok"] });
        assert.equal(list(board, 12, { a: ["Running", "Ok"] }), "pending");
        assert.equal(list(board, 16, { a: ["Running", "Ok"] }), "satisfied");
    });

    it("keeps the changes of each instance, also of one that left", () => {
        const board = boardOf({ targetHealth: ["Ok"] });
        list(board, 0, { a: ["Running", "Initializing"] });
        list(board, 5, { a: ["Running", "Ok"] });
        list(board, 9, {});
        assert.deepEqual(board.all()[0]!.history, [
            { status: "Running", health: "Initializing", at: 0 },
            { status: "Running", health: "Ok", at: 5_000 },
            { status: undefined, at: 9_000 },
        ]);
    });
});

describe("the health that is missing", () => {
    const board = (members: Members, changes: Partial<WaitConditions> = {}): Scoreboard => {
        const one = boardOf({ targetHealth: ["Ok"], ...changes });
        list(one, 0, members);
        return one;
    };

    it("is all that is missing when every open member is in a target status", () => {
        assert.ok(board({ a: ["Running", "Initializing"], b: ["Running", "Ok"] }).onlyHealthIsMissing);
    });

    it("is not all that is missing when a member has another status, or the set is too small", () => {
        assert.ok(!board({ a: ["Running", "Initializing"], b: "Starting" }).onlyHealthIsMissing);
        assert.ok(!board({ a: ["Running", "Initializing"] }, { minInstanceCount: 2 }).onlyHealthIsMissing);
        assert.ok(!board({ a: "Running" }, { targetHealth: undefined }).onlyHealthIsMissing);
    });
});
