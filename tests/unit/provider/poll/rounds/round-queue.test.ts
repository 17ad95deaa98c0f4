import assert from "node:assert/strict";
import { Round } from "../../../../../provider/poll/rounds/round";
import { RoundQueue } from "../../../../../provider/poll/rounds/round-queue";
import { Subjects } from "../../../../../provider/poll/rounds/subjects";
import type { RoundRequest } from "../../../../../provider/poll/subscription";
import { cpuTimeMs } from "../../../../support/cpu-time";
import { roundOf } from "../../../../support/virtual-world";

/** A round whose wait ends at 0 ms. */
const ENDS: Partial<RoundRequest> = { deadline: 0 };

function idsOf(count: number, prefix: string): string[] {
    return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

function roundFor(instanceIds: readonly string[], changes: Partial<RoundRequest> = {}): Round {
    const interests = new Subjects().subscribe(instanceIds, { round: undefined, nextRound: undefined });
    const request = roundOf(instanceIds, { deadline: 600_000, ...changes });
    const round = new Round(request, interests, [], 0, 0, () => false);
    round.settled.catch(() => undefined);
    return round;
}

/** The ids of one request. */
function take(queue: RoundQueue, onlyEnding = false): string[] {
    const ids: string[] = [];
    queue.serve(onlyEnding, (round) => {
        for (; round.cursor < round.interests.length && !round.isSettled; round.cursor += 1) {
            if (ids.length >= 50) {
                return true;
            }
            ids.push(round.interests[round.cursor]!.subject.key);
        }
        return false;
    });
    return ids;
}

/** Takes requests until none is left. */
function drain(queue: RoundQueue, onlyEnding = false): string[][] {
    const requests: string[][] = [];
    while (onlyEnding ? queue.hasEnding : !queue.isEmpty) {
        const ids = take(queue, onlyEnding);
        if (ids.length > 0) {
            requests.push(ids);
        }
    }
    return requests;
}

function queueOf(...rounds: readonly Round[]): RoundQueue {
    const queue = new RoundQueue(50);
    rounds.forEach((round) => queue.add(round, 0));
    return queue;
}

describe("RoundQueue", () => {
    it("fills requests with 50 ids from as many rounds as it takes", () => {
        const requests = drain(queueOf(...idsOf(101, "i").map((id) => roundFor([id]))));
        assert.deepEqual(
            requests.map(({ length }) => length),
            [50, 50, 1],
        );
    });

    it("fills what a small round leaves with ids of a large one", () => {
        const requests = drain(queueOf(roundFor(idsOf(140, "large")), roundFor(idsOf(10, "small"))));
        assert.deepEqual(
            requests.map(({ length }) => length),
            [50, 50, 50],
        );
        assert.equal(requests[0]![0], "small-0");
    });

    it("serves those whose wait ends first, then small sets, then large ones", () => {
        const requests = drain(queueOf(roundFor(idsOf(60, "large")), roundFor(["small"]), roundFor(["end"], ENDS)));
        assert.deepEqual(requests[0]!.slice(0, 3), ["end", "small", "large-0"]);
    });

    it("serves a large set at least in every fourth request while small ones keep coming", () => {
        const queue = queueOf(roundFor(idsOf(200, "large")));
        const served = Array.from({ length: 8 }, (_, turn) => {
            queue.add(roundFor(idsOf(50, `small-${turn}`)), 0);
            return take(queue)[0]!.startsWith("large");
        });
        assert.ok(served.filter(Boolean).length >= 2);
    });

    it("takes turns among large sets, so that a set of 51 does not wait for one of 100,000", () => {
        const requests = drain(queueOf(roundFor(idsOf(100_000, "huge")), roundFor(idsOf(51, "large"))));
        const done = requests.findIndex((ids) => ids.includes("large-50"));
        assert.ok(done < 5, `done in request ${done + 1}`);
        assert.equal(requests.length, Math.ceil(100_051 / 50));
    });

    it("takes turns among those whose wait ends, so that a huge one does not swallow the last round of a small one", () => {
        const requests = drain(queueOf(roundFor(idsOf(100_000, "huge"), ENDS), roundFor(["small"], ENDS)));
        assert.ok(requests.findIndex((ids) => ids.includes("small")) < 3);
    });

    it("goes on where it stopped", () => {
        const requests = drain(queueOf(roundFor(idsOf(120, "i"))));
        assert.deepEqual(requests.flat(), idsOf(120, "i"));
    });

    it("serves only those whose wait ends while it is told so", () => {
        const queue = queueOf(roundFor(["a"]), roundFor(["end"], ENDS));
        assert.deepEqual(drain(queue, true), [["end"]]);
        assert.equal(queue.isEmpty, false);
    });

    it("promotes those whose deadline has come, and knows the next deadline", () => {
        const queue = queueOf(roundFor(["late"], { deadline: 500 }), roundFor(["later"], { deadline: 900 }));
        assert.equal(queue.nextDeadline, 500);
        queue.promote(500);
        assert.equal(queue.nextDeadline, 900);
        assert.deepEqual(drain(queue, true), [["late"]]);
    });

    it("promotes thousands at once without going through them again and again", () => {
        const queue = queueOf(...idsOf(50_000, "i").map((id) => roundFor([id], { deadline: 500 })));
        const took = cpuTimeMs(() => queue.promote(500));
        assert.ok(took < 500, `it took ${took} ms of CPU`);
    });

    it("passes over a round that was settled meanwhile", () => {
        const settled = roundFor(idsOf(100, "gone"));
        const queue = queueOf(settled, roundFor(["a"]));
        settled.resolve();
        assert.deepEqual(drain(queue), [["a"]]);
    });

    it("[pitfall 14] keeps nothing of a round that left", () => {
        const left = roundFor(["gone"]);
        const queue = queueOf(left, roundFor(["a"]));
        queue.remove(left);
        assert.deepEqual(drain(queue), [["a"]]);
    });

    it("queues a round once, however often it is added", () => {
        const round = roundFor(["a"]);
        const queue = queueOf(round, round);
        queue.remove(round);
        assert.equal(queue.isEmpty, true);
    });
});
