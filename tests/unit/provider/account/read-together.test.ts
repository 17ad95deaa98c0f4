import assert from "node:assert/strict";
import { EcsApiError } from "../../../../provider/errors";
import { pollTogether } from "../../../../provider/account/read-together";
import type { InstanceRow } from "../../../../provider/domain/instance-row";
import type { PollSource } from "../../../../provider/poll/subscription";
import { manyIds } from "../../../support/scripted-ecs-api";
import { inVirtualTime, pollerOf, VirtualEcs } from "../../../support/virtual-world";

const BRIEF_MS = 10_000;

function read(source: PollSource<InstanceRow>, instanceIds: readonly string[], signal = new AbortController().signal) {
    const faults: (string | undefined)[] = [];
    const reading = pollTogether(source, instanceIds, signal, (fault) => faults.push(fault?.code));
    return Object.assign(reading, { faults });
}

describe("reads that come together", () => {
    it("share one request, and each gets what it asked for, in its order", () =>
        inVirtualTime(async () => {
            const ecs = new VirtualEcs({ "i-1": "Running", "i-2": "Stopped", "i-3": "Running" }, { latencyMs: 50 });
            const source = pollerOf(ecs);
            const readings = await Promise.all([
                read(source, ["i-2", "i-1"]),
                read(source, ["i-3", "i-4"]),
                read(source, ["i-1"]),
            ]);
            assert.equal(ecs.requests.length, 1);
            assert.deepEqual(
                readings.map(({ rows, absentInstanceIds, totalCount }) => ({ rows, absentInstanceIds, totalCount })),
                [
                    {
                        rows: [
                            { instanceId: "i-2", status: "Stopped" },
                            { instanceId: "i-1", status: "Running" },
                        ],
                        absentInstanceIds: [],
                        totalCount: 2,
                    },
                    { rows: [{ instanceId: "i-3", status: "Running" }], absentInstanceIds: ["i-4"], totalCount: 1 },
                    { rows: [{ instanceId: "i-1", status: "Running" }], absentInstanceIds: [], totalCount: 1 },
                ],
            );
        }));

    it("are asked 10 ms after the first of them, whatever comes meanwhile", () =>
        inVirtualTime(async (clock) => {
            const ecs = new VirtualEcs({ "i-1": "Running", "i-2": "Running" });
            const source = pollerOf(ecs);
            const first = read(source, ["i-1"]);
            clock.tick(8);
            await Promise.all([first, read(source, ["i-2"])]);
            assert.deepEqual(
                ecs.requests.map(({ at, instanceIds }) => ({ at, instanceIds })),
                [{ at: 10, instanceIds: ["i-1", "i-2"] }],
            );
        }));

    it("do not take for an answer what was asked before they came", () =>
        inVirtualTime(async (clock) => {
            const ecs = new VirtualEcs(
                {
                    "i-1": [
                        ["Running", 0],
                        ["Stopped", 15],
                    ],
                },
                { latencyMs: 2 },
            );
            const source = pollerOf(ecs);
            const early = read(source, ["i-1"]);
            clock.tick(11);
            await Promise.resolve();
            const late = read(source, ["i-1"]);
            assert.equal((await early).rows[0]?.status, "Running");
            assert.equal((await late).rows[0]?.status, "Stopped");
            assert.equal(ecs.requests.length, 2);
        }));

    it("are spread over requests of 50 ids, however many of them there are", () =>
        inVirtualTime(async () => {
            const ids = manyIds(120);
            const ecs = new VirtualEcs({});
            ecs.setAll(ids, "Running");
            const source = pollerOf(ecs);
            await Promise.all(ids.map((id) => read(source, [id])));
            assert.deepEqual(
                ecs.requests.map(({ instanceIds }) => instanceIds.length),
                [50, 50, 20],
            );
        }));

    it("do not hear of an id that ECS refuses, unless they asked for it", () =>
        inVirtualTime(async () => {
            const ecs = new VirtualEcs(
                { "i-1": "Running", "i-3": "Running" },
                {
                    misfortune: ({ instanceIds }) =>
                        instanceIds.includes("bad") ? "Abs.InvalidInstanceIds.MalFormed" : undefined,
                },
            );
            const source = pollerOf(ecs);
            const [one, bad, three] = await Promise.allSettled([
                read(source, ["i-1"]),
                read(source, ["bad"]),
                read(source, ["i-3"]),
            ]);
            assert.equal(one.status, "fulfilled");
            assert.equal(three.status, "fulfilled");
            assert.ok(bad.status === "rejected" && bad.reason instanceof EcsApiError);
            assert.match(bad.reason.message, /Abs\.InvalidInstanceIds\.MalFormed.*\(bad\)/);
        }));

    for (const code of ["Forbidden.RAM", "InternalError", "ECONNREFUSED"]) {
        it(`fail with ${code} together, each with an error object of its own`, () =>
            inVirtualTime(async () => {
                const source = pollerOf(new VirtualEcs({}, { misfortune: () => code }));
                const outcomes = await Promise.allSettled([read(source, ["i-1"]), read(source, ["i-2"])]);
                const [one, two] = outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason as EcsApiError);
                assert.deepEqual([one?.code, two?.code], [code, code]);
                assert.notEqual(one, two);
            }));
    }

    it("go on when they were throttled, and say so meanwhile", () =>
        inVirtualTime(async () => {
            const ecs = new VirtualEcs(
                { "i-1": "Running" },
                {
                    misfortune: (_, number) =>
                        number === 1 ? { code: "Throttling.User", retryAfterMs: 1_500 } : undefined,
                },
            );
            const reading = read(pollerOf(ecs), ["i-1"]);
            assert.equal((await reading).rows.length, 1);
            assert.deepEqual(reading.faults, ["Throttling.User", undefined], "and that it is over");
        }));

    it("end at once with their signal, and an id that no other read needs is not asked for any more", () =>
        inVirtualTime(async (clock) => {
            const ecs = new VirtualEcs({}, { misfortune: () => "hang" });
            const controller = new AbortController();
            const reading = read(pollerOf(ecs), ["i-1"], controller.signal);
            setTimeout(() => controller.abort(new Error("over")), BRIEF_MS / 2);
            await assert.rejects(reading, /over/);
            assert.equal(clock.now - Date.UTC(2026, 0, 1, 12, 0, 30), BRIEF_MS / 2);
            await Promise.resolve();
            assert.equal(ecs.underWay, 0);
        }));

    it("take the latest of two answers for an instance, also when it is absent by then", async () => {
        const result = { requestIds: ["r"], askedAt: 0, beganAt: 0, interruptedAt: -Infinity };
        const source: PollSource<InstanceRow> = {
            openIds: 0,
            maxSubjects: 50,
            subscribe: () => ({
                openIds: 0,
                poll: (_round, onResult) => {
                    onResult({
                        ...result,
                        answered: ["i-1"],
                        answerOf: new Map([["i-1", { instanceId: "i-1", status: "Running" }]]),
                    });
                    onResult({ ...result, answered: ["i-1"], answerOf: new Map() });
                    return Promise.resolve();
                },
                end: () => undefined,
            }),
        };
        const reading = await pollTogether(source, ["i-1"], new AbortController().signal, () => undefined);
        assert.deepEqual([reading.rows, reading.absentInstanceIds], [[], ["i-1"]]);
    });
});
