import assert from "node:assert/strict";
import { LookQueue } from "../../../../provider/wait/look-queue";
import { LookTicket } from "../../../../provider/wait/look-ticket";
import type { LookRequest } from "../../../../provider/wait/status-source";
import { cpuTimeMs } from "../../../support/cpu-time";

function idsOf(count: number, prefix: string): string[] {
    return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

function ticketOf(instanceIds: readonly string[], changes: Partial<LookRequest> = {}): LookTicket {
    const request: LookRequest = {
        kind: "next",
        instanceIds,
        riders: [],
        at: 0,
        earlierBy: 0,
        jitterMs: 0,
        deadline: 600_000,
        ...changes,
    };
    const ticket = new LookTicket(request, 0, () => false);
    ticket.settled.catch(() => undefined);
    return ticket;
}

/** Takes requests, each id once, until none is left. */
function drain(queue: LookQueue, onlyLast = false): string[][] {
    const taken = new Set<string>();
    const requests: string[][] = [];
    while (onlyLast ? queue.hasLast : !queue.isEmpty) {
        const ids = queue.next(onlyLast, (id) => {
            const isNew = !taken.has(id);
            taken.add(id);
            return isNew ? "take" : "pass";
        });
        if (ids.length > 0) {
            requests.push(ids);
        }
    }
    return requests;
}

function queueOf(...tickets: readonly LookTicket[]): LookQueue {
    const queue = new LookQueue();
    tickets.forEach((ticket) => queue.add(ticket, 0));
    return queue;
}

describe("LookQueue", () => {
    it("fills requests with 50 ids from as many looks as it takes", () => {
        const requests = drain(queueOf(...idsOf(101, "i").map((id) => ticketOf([id]))));
        assert.deepEqual(
            requests.map(({ length }) => length),
            [50, 50, 1],
        );
    });

    it("fills what a small look leaves with ids of a large one", () => {
        const requests = drain(queueOf(ticketOf(idsOf(140, "large")), ticketOf(idsOf(10, "small"))));
        assert.deepEqual(
            requests.map(({ length }) => length),
            [50, 50, 50],
        );
        assert.equal(requests[0]![0], "small-0");
    });

    it("serves those whose wait ends first, then small sets, then large ones", () => {
        const requests = drain(
            queueOf(ticketOf(idsOf(60, "large")), ticketOf(["small"]), ticketOf(["end"], { kind: "last" })),
        );
        assert.deepEqual(requests[0]!.slice(0, 3), ["end", "small", "large-0"]);
    });

    it("serves a large set at least in every fourth request while small ones keep coming", () => {
        const queue = queueOf(ticketOf(idsOf(200, "large")));
        const served = Array.from({ length: 8 }, (_, round) => {
            queue.add(ticketOf(idsOf(50, `small-${round}`)), 0);
            return queue.next(false, () => "take")[0]!.startsWith("large");
        });
        assert.ok(served.filter(Boolean).length >= 2);
    });

    it("takes turns among large sets, so that a set of 51 does not wait for one of 100,000", () => {
        const requests = drain(queueOf(ticketOf(idsOf(100_000, "huge")), ticketOf(idsOf(51, "large"))));
        const done = requests.findIndex((ids) => ids.includes("large-50"));
        assert.ok(done < 5, `done in request ${done + 1}`);
        assert.equal(requests.length, Math.ceil(100_051 / 50));
    });

    it("takes turns among those whose wait ends, so that a huge one does not swallow the last look of a small one", () => {
        const requests = drain(
            queueOf(ticketOf(idsOf(100_000, "huge"), { kind: "last" }), ticketOf(["small"], { kind: "last" })),
        );
        assert.ok(requests.findIndex((ids) => ids.includes("small")) < 3);
    });

    it("goes on where it stopped", () => {
        const requests = drain(queueOf(ticketOf(idsOf(120, "i"))));
        assert.deepEqual(requests.flat(), idsOf(120, "i"));
    });

    it("lets others ride along where there is room, and never twice in one request", () => {
        const [first, ...rest] = drain(
            queueOf(ticketOf(["a"], { riders: ["x", "b"] }), ticketOf(["b"], { riders: ["x", "y"] })),
        );
        assert.deepEqual(first, ["a", "b", "x", "y"]);
        assert.deepEqual(rest, []);
    });

    it("makes no request for riders alone", () => {
        const ticket = ticketOf(["a"], { riders: ["x"] });
        const queue = queueOf(ticket);
        assert.deepEqual(
            queue.next(false, (id) => (id === "a" ? "pass" : "take")),
            [],
        );
        assert.equal(queue.isEmpty, true);
    });

    it("puts an id that must be asked alone into a request of its own, and loses none beside it", () => {
        const queue = queueOf(ticketOf(["a", "bad", "b"]));
        const take = (id: string, taken: number): "take" | "take alone" | "stop" =>
            id === "bad" ? (taken === 0 ? "take alone" : "stop") : "take";
        assert.deepEqual(
            [queue.next(false, take), queue.next(false, take), queue.next(false, take)],
            [["a"], ["bad"], ["b"]],
        );
    });

    it("serves only those whose wait ends while it is told so", () => {
        const queue = queueOf(ticketOf(["a"]), ticketOf(["end"], { kind: "last" }));
        assert.deepEqual(drain(queue, true), [["end"]]);
        assert.equal(queue.isEmpty, false);
    });

    it("promotes those whose deadline has come, and knows the next deadline", () => {
        const queue = queueOf(ticketOf(["late"], { deadline: 500 }), ticketOf(["later"], { deadline: 900 }));
        assert.equal(queue.nextDeadline, 500);
        queue.promote(500);
        assert.equal(queue.nextDeadline, 900);
        assert.deepEqual(drain(queue, true), [["late"]]);
    });

    it("promotes thousands at once without going through them again and again", () => {
        const queue = queueOf(...idsOf(50_000, "i").map((id) => ticketOf([id], { deadline: 500 })));
        const took = cpuTimeMs(() => queue.promote(500));
        assert.ok(took < 500, `it took ${took} ms of CPU`);
    });

    it("passes over a look that was settled meanwhile", () => {
        const settled = ticketOf(idsOf(100, "gone"));
        const queue = queueOf(settled, ticketOf(["a"]));
        settled.resolve();
        assert.deepEqual(drain(queue), [["a"]]);
    });

    it("[pitfall 14] keeps nothing of a look that left", () => {
        const left = ticketOf(["gone"]);
        const queue = queueOf(left, ticketOf(["a"]));
        queue.remove(left);
        assert.deepEqual(drain(queue), [["a"]]);
    });

    it("queues a look once, however often it is added", () => {
        const ticket = ticketOf(["a"]);
        const queue = queueOf(ticket, ticket);
        queue.remove(ticket);
        assert.equal(queue.isEmpty, true);
    });

    it("says how many requests all of them take", () => {
        assert.equal(queueOf(ticketOf(idsOf(51, "a")), ticketOf(idsOf(49, "b"))).requests, 2);
        assert.equal(queueOf(ticketOf(idsOf(51, "a")), ticketOf(idsOf(50, "b"))).requests, 3);
    });
});
