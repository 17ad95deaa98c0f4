import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import {
    EcsApiError,
    NotEnoughInstancesError,
    UnexpectedStatusError,
    WaitAbortedError,
    WaitTimeoutError,
} from "../../../../provider/errors";
import { sleep } from "../../../../provider/time/sleep";
import type { ScheduleOptions } from "../../../../provider/wait/schedule";
import type { WaitReport } from "../../../../provider/wait/wait-report";
import type { WaitHooks } from "../../../../provider/wait/wait-for-status";
import type { WaitRequest } from "../../../../provider/wait/wait-request";
import { manyIds } from "../../../support/scripted-ecs-api";
import {
    inVirtualTime,
    type Outcome,
    outcomeOf,
    pollerOf,
    type Timeline,
    VirtualEcs,
    type VirtualEcsOptions,
    waitFor,
} from "../../../support/virtual-world";

const DAY_MS = 86_400_000;
const SLOW_BOOT: Timeline = [
    ["Pending", 0],
    ["Running", 35_000],
];
const BOOT: Timeline = [
    ["Pending", 0],
    ["Starting", 20_000],
    ["Running", 35_000],
];

interface World {
    readonly ecs: VirtualEcs;
    readonly outcome: Outcome;
}

/** One wait in a world of its own. */
function run(
    timelines: Record<string, Timeline | string>,
    request: (ids: string[]) => WaitRequest = (ids) => waitFor(ids),
    options: VirtualEcsOptions & { hooks?: WaitHooks; ids?: string[] } = {},
): Promise<World> {
    return inVirtualTime(async () => {
        const ecs = new VirtualEcs(timelines, options);
        const outcome = await outcomeOf(request(options.ids ?? Object.keys(timelines)), pollerOf(ecs), options.hooks);
        assert.equal(ecs.underWay, 0, "a request is still under way");
        return { ecs, outcome };
    });
}

function times({ requests }: VirtualEcs): number[] {
    return requests.map(({ at }) => Math.round(at));
}

function errorOf<T extends Error>({ error }: Outcome, type: new (...args: never[]) => T): T {
    assert.ok(error instanceof type, String(error));
    return error;
}

describe("waitForStatus", () => {
    describe("when it polls (C2, C4)", () => {
        it("polls at once, every 4 s for the first 16 s, and then every 2.4 s", async () => {
            const { ecs, outcome } = await run({ a: SLOW_BOOT });
            const at = times(ecs);
            assert.equal(at[0], 0);
            at.slice(1).reduce((before, now) => {
                const interval = before < 14_000 ? 4_000 : 2_400;
                assert.ok(Math.abs(now - before - interval) <= interval / 10, `${now - before} ms between two polls`);
                return now;
            }, 0);
            assert.ok(outcome.at >= 35_000 && outcome.at <= 37_700, `noticed at ${outcome.at} ms`);
            assert.equal(outcome.report?.polls, ecs.requests.length);
        });

        for (const bootsInMs of [3_000, 8_000, 12_000, 15_900]) {
            it(`notices a boot that takes ${bootsInMs} ms within 4.4 s`, async () => {
                const { outcome } = await run({
                    a: [
                        ["Pending", 0],
                        ["Starting", bootsInMs - 2_500],
                        ["Running", bootsInMs],
                    ],
                });
                assert.ok(outcome.report);
                assert.ok(outcome.at - bootsInMs <= 4_400, `noticed at ${outcome.at} ms`);
            });
        }

        it("polls every 2.4 s when the instance is Starting already", async () => {
            const { ecs } = await run({
                a: [
                    ["Starting", 0],
                    ["Running", 6_000],
                ],
            });
            assert.ok(times(ecs)[1]! < 2_700);
        });

        it("takes initialDelay and pollInterval as they are given", async () => {
            const { ecs } = await run(
                {
                    a: [
                        ["Pending", 0],
                        ["Running", 21_000],
                    ],
                },
                (ids) => waitFor(ids, {}, { schedule: { initialDelayMs: 5_000, pollIntervalMs: 10_000 } }),
            );
            const [first, second, third, fourth] = times(ecs);
            assert.deepEqual([first, second], [0, 5_000]);
            assert.ok(third! >= 14_000 && third! <= 16_000);
            assert.ok(fourth! >= 23_000 && fourth! <= 27_000);
        });

        it("[pitfall 1] polls within one interval of the deadline, and at the deadline itself, whatever the numbers", async () => {
            for (const timeoutMs of [1_000, 2_400, 17_999, 18_000, 20_400, 61_000, 90_000, 300_000, 601_234]) {
                const { ecs, outcome } = await run({ a: "Pending" }, (ids) => waitFor(ids, {}, { timeoutMs }));
                errorOf(outcome, WaitTimeoutError);
                assert.equal(times(ecs).at(-1), timeoutMs);
                assert.equal(outcome.at, timeoutMs);
            }
        });

        it("[pitfall 5] polls twice when the pause is longer than the whole wait", async () => {
            const { ecs, outcome } = await run(
                {
                    a: [
                        ["Pending", 0],
                        ["Running", 4_000],
                    ],
                },
                (ids) => waitFor(ids, {}, { timeoutMs: 5_000, schedule: { initialDelayMs: 3_600_000 } }),
            );
            assert.ok(outcome.report);
            assert.deepEqual(times(ecs), [0, 5_000]);
        });

        it("takes the last round for one that counts when it is answered after the deadline", async () => {
            const { outcome } = await run(
                {
                    a: [
                        ["Pending", 0],
                        ["Running", 29_000],
                    ],
                },
                (ids) => waitFor(ids, {}, { timeoutMs: 30_000 }),
                {
                    latencyMs: (_, number) => (number === 1 ? 0 : 3_000),
                },
            );
            assert.ok(outcome.report, outcome.error?.message);
        });

        it('polls once with a timeout of "0s": reached', async () => {
            const { ecs, outcome } = await run({ a: "Running" }, (ids) => waitFor(ids, {}, { timeoutMs: 0 }));
            assert.ok(outcome.report);
            assert.equal(ecs.requests.length, 1);
        });

        it('polls once with a timeout of "0s": not reached', async () => {
            const { ecs, outcome } = await run({ a: "Running", b: "Pending" }, (ids) =>
                waitFor(ids, {}, { timeoutMs: 0 }),
            );
            assert.match(errorOf(outcome, WaitTimeoutError).message, /at the only poll that `timeout` allows/);
            assert.equal(ecs.requests.length, 1);
        });

        it('polls once with a timeout of "0s" also when that fails', async () => {
            const { ecs, outcome } = await run({ a: "Running" }, (ids) => waitFor(ids, {}, { timeoutMs: 0 }), {
                misfortune: () => "ServiceUnavailable",
            });
            assert.equal(errorOf(outcome, WaitTimeoutError).troubles[0]?.code, "ServiceUnavailable");
            assert.equal(ecs.requests.length, 1);
        });

        it("[pitfall 6] waits 30 days without a hot loop, and polls at the end of them", async () => {
            const { ecs, outcome } = await run({ a: "Pending" }, (ids) =>
                waitFor(
                    ids,
                    {},
                    {
                        timeoutMs: 30 * DAY_MS,
                        schedule: { initialDelayMs: 29 * DAY_MS, pollIntervalMs: DAY_MS, maxPollIntervalMs: DAY_MS },
                    },
                ),
            );
            errorOf(outcome, WaitTimeoutError);
            assert.equal(times(ecs).at(-1), 30 * DAY_MS);
            assert.ok(ecs.requests.length <= 4);
        });

        it("[pitfall 49] finishes when the instance takes 25 minutes", async () => {
            const { outcome } = await run(
                {
                    a: [
                        ["Pending", 0],
                        ["Running", 1_500_000],
                    ],
                },
                (ids) => waitFor(ids, {}, { timeoutMs: 1_800_000 }),
            );
            assert.ok(outcome.report);
            assert.ok(outcome.at <= 1_511_100);
        });

        it("[pitfall 7] polls once more when the machine slept over the deadline in a pause", async () => {
            await inVirtualTime(async (clock) => {
                const ecs = new VirtualEcs(
                    {
                        a: [
                            ["Pending", 0],
                            ["Running", 100_000],
                        ],
                    },
                    { latencyMs: 200 },
                );
                const wait = outcomeOf(waitFor(["a"], {}, { timeoutMs: 60_000 }), pollerOf(ecs));
                await sleep(20_500);
                clock.jump(3_600_000);
                assert.ok((await wait).report);
            });
        });

        it("[pitfall 7] polls once more when the machine slept over the deadline while a request was under way", async () => {
            await inVirtualTime(async (clock) => {
                const ecs = new VirtualEcs(
                    {
                        a: [
                            ["Pending", 0],
                            ["Running", 100_000],
                        ],
                    },
                    { latencyMs: 200, misfortune: (_, number) => (number === 2 ? "hang" : undefined) },
                );
                const wait = outcomeOf(waitFor(["a"], {}, { timeoutMs: 60_000 }), pollerOf(ecs));
                await sleep(6_000);
                assert.equal(ecs.underWay, 1);
                clock.jump(3_600_000);
                assert.ok((await wait).report);
            });
        });

        it("[pitfall 7] does not care when the wall clock is set back or forth", async () => {
            await inVirtualTime(async (clock) => {
                const ecs = new VirtualEcs({ a: BOOT });
                const wait = outcomeOf(waitFor(["a"]), pollerOf(ecs));
                await sleep(10_000);
                clock.setSystemTime(Date.now() - 7 * DAY_MS);
                await sleep(10_000);
                clock.setSystemTime(Date.now() + 400 * DAY_MS);
                const { report } = await wait;
                assert.ok(report!.elapsedMs >= 35_000 && report!.elapsedMs <= 37_700);
            });
        });

        it("[pitfall 42] goes on polling as it did while the instance is absent", async () => {
            const { ecs } = await run({
                a: [
                    ["Absent", 0],
                    ["Pending", 50_000],
                    ["Running", 55_000],
                ],
            });
            const all = times(ecs);
            const pauseAfter = (at: number, index: number): number => (all[index + 1] ?? at) - at;
            assert.ok(
                all.every((at, index) => pauseAfter(at, index) <= (at < 14_000 ? 4_400 : 2_700)),
                all.join(),
            );
        });
    });

    describe("requests that hang or fail (C5, C7)", () => {
        it("[pitfall 2] ends at the deadline plus one attempt when every request hangs", async () => {
            for (const timeoutMs of [0, 5_000, 60_000]) {
                const { outcome } = await run({ a: "Running" }, (ids) => waitFor(ids, {}, { timeoutMs }), {
                    misfortune: () => "hang",
                });
                errorOf(outcome, WaitTimeoutError);
                assert.ok(outcome.at <= timeoutMs + 10_000, `ended at ${outcome.at} ms of ${timeoutMs}`);
            }
        });

        it("[pitfall 2] ends at the deadline plus one attempt when a request ignores its own time-out", async () => {
            await inVirtualTime(async () => {
                const poller = pollerOf({ describeInstanceStatus: () => new Promise(() => undefined) });
                const outcome = await outcomeOf(waitFor(["a"], {}, { timeoutMs: 30_000 }), poller);
                errorOf(outcome, WaitTimeoutError);
                assert.equal(outcome.at, 40_000);
            });
        });

        for (const latencyMs of [1_000, 5_000, 9_900]) {
            it(`[pitfall 4] ends no later than one attempt after the deadline when each answer takes ${latencyMs} ms`, async () => {
                const { outcome } = await run({ a: "Pending" }, (ids) => waitFor(ids, {}, { timeoutMs: 60_000 }), {
                    latencyMs,
                });
                errorOf(outcome, WaitTimeoutError);
                assert.ok(outcome.at >= 60_000 && outcome.at <= 70_000, `ended at ${outcome.at} ms`);
            });
        }

        for (const code of ["ECONNRESET", "ETIMEDOUT", "EAI", "ServiceUnavailable", "InternalError"]) {
            it(`[pitfall 32] survives ${code} on every other request`, async () => {
                const { outcome } = await run({ a: BOOT }, undefined, {
                    misfortune: (_, number) => (number % 2 === 1 ? code : undefined),
                });
                assert.ok(outcome.report, outcome.error?.message);
            });
        }

        it("[pitfall 3] asks once an interval while requests fail: nothing tries again inside", async () => {
            const { ecs, outcome } = await run({ a: "Running" }, (ids) => waitFor(ids, {}, { timeoutMs: 60_000 }), {
                misfortune: () => "ServiceUnavailable",
            });
            const error = errorOf(outcome, WaitTimeoutError);
            const all = times(ecs);
            assert.ok(all.slice(1).every((at, index) => at - all[index]! >= 2_000));
            assert.equal(error.troubles[0]?.count, ecs.requests.length);
            assert.match(error.message, /never reached/);
        });

        it("[pitfall 28] takes no instance for missing whose request failed", async () => {
            const ids = manyIds(100);
            const { outcome } = await run(
                Object.fromEntries(ids.map((id) => [id, "Running"])),
                (all) => waitFor(all, { absentGraceMs: 0 }),
                {
                    misfortune: ({ instanceIds, at }) =>
                        instanceIds.includes("i-0100") && at < 30_000 ? "ServiceUnavailable" : undefined,
                },
            );
            assert.deepEqual(outcome.report?.reachedInstanceIds, ids);
            assert.ok(outcome.at >= 30_000);
            assert.ok(Object.values(outcome.report.history).every((changes) => changes.length === 1));
        });

        it("is not satisfied by half a round, and asks again what could not be confirmed, but not in a hurry", async () => {
            const { ecs, outcome } = await run(
                {
                    a: "Running",
                    b: [
                        ["Starting", 0],
                        ["Running", 5_000],
                    ],
                },
                (ids) => waitFor(ids, {}, { timeoutMs: 30_000, schedule: { pollIntervalMs: 2_000 } }),
                { misfortune: (_, number) => (number > 1 ? "ServiceUnavailable" : undefined) },
            );
            errorOf(outcome, WaitTimeoutError);
            assert.ok(ecs.requests.length <= 17, `${ecs.requests.length} requests`);
        });

        it("[pitfall 33] stops at once on a denial in mid-wait", async () => {
            const { outcome } = await run({ a: "Pending" }, undefined, {
                misfortune: ({ at }) => (at > 30_000 ? "Forbidden.RAM" : undefined),
            });
            const error = errorOf(outcome, EcsApiError);
            assert.equal(error.kind, "denied");
            assert.match(error.message, /ecs:DescribeInstanceStatus/);
            assert.ok(outcome.at < 33_000);
        });
    });

    describe("absence (C8)", () => {
        it("fails when the grace is over, although the deadline is later, and says what ECS lists instead", async () => {
            const { ecs, outcome } = await run({ other: "Running" }, () => waitFor(["a"]));
            const error = errorOf(outcome, NotEnoughInstancesError);
            assert.deepEqual(error.absentInstanceIds, ["a"]);
            assert.ok(outcome.at >= 60_000 && outcome.at <= 61_100, `ended at ${outcome.at} ms`);
            assert.match(error.message, /ECS lists other instances/);
            assert.equal(ecs.requests.filter(({ instanceIds }) => instanceIds.length === 0).length, 1);
        });

        it("[pitfall 25] says that a missing permission can look the same when ECS lists nothing at all", async () => {
            const { outcome } = await run({}, () => waitFor(["a"]));
            assert.match(errorOf(outcome, NotEnoughInstancesError).message, /ecs:DescribeInstanceStatus/);
        });

        it("[pitfall 25] names both causes when ECS does not say", async () => {
            const { outcome } = await run({}, () => waitFor(["a"]), {
                misfortune: ({ instanceIds }) => (instanceIds.length === 0 ? "Forbidden.RAM" : undefined),
            });
            assert.match(
                errorOf(outcome, NotEnoughInstancesError).message,
                /check ids and region.*ecs:DescribeInstanceStatus/,
            );
        });

        it("warns long before the grace is over of an id that ECS does not list while it lists another", async () => {
            const warnings: [number, string][] = [];
            const { ecs, outcome } = await inVirtualTime(async () => {
                const world = new VirtualEcs({ "i-right": "Running", "i-wrong": "Absent" });
                const startedAt = performance.now();
                const end = await outcomeOf(waitFor(["i-right", "i-wrong"]), pollerOf(world), {
                    onWarning: (text) => warnings.push([performance.now() - startedAt, text]),
                });
                return { ecs: world, outcome: end };
            });
            const [[at, text], ...more] = warnings as [[number, string]];
            assert.equal(
                text,
                "ECS does not list i-wrong, but lists other instances of this region: check the id. If it stays absent for 1m0s, the wait fails",
            );
            assert.ok(at >= 10_000 && at <= 16_000, `warned after ${at} ms`);
            assert.deepEqual(more, []);
            const error = errorOf(outcome, NotEnoughInstancesError);
            assert.match(error.message, /try {6}check the ids: ECS lists other instances of this region/);
            assert.ok(
                ecs.requests.every(({ instanceIds }) => instanceIds.length > 0),
                "that is known without a request",
            );
        });

        it("does not warn of an instance that is not listed yet for some seconds", async () => {
            const warnings: string[] = [];
            await run(
                {
                    a: "Running",
                    b: [
                        ["Absent", 0],
                        ["Running", 8_500],
                    ],
                },
                undefined,
                { hooks: { onWarning: (text) => warnings.push(text) } },
            );
            assert.deepEqual(warnings, []);
        });

        it("keeps the first cause when the deadline passes while ECS is asked to tell the two apart", async () => {
            const { outcome } = await run(
                { a: "Absent" },
                (ids) => waitFor(ids, { absentGraceMs: 20_000 }, { timeoutMs: 21_000 }),
                { latencyMs: ({ instanceIds }) => (instanceIds.length === 0 ? 60_000 : 0) },
            );
            errorOf(outcome, NotEnoughInstancesError);
            assert.ok(outcome.at <= 31_000, `ended at ${outcome.at} ms`);
        });

        it("sends the request that tells the two apart once for 200 gates that miss their instances", async () => {
            await inVirtualTime(async () => {
                const ecs = new VirtualEcs({}, { latencyMs: 30 });
                const poller = pollerOf(ecs);
                const outcomes = await Promise.all(manyIds(200).map((id) => outcomeOf(waitFor([id]), poller)));
                outcomes.forEach((outcome) => errorOf(outcome, NotEnoughInstancesError));
                assert.equal(ecs.requests.filter(({ instanceIds }) => instanceIds.length === 0).length, 1);
            });
        });

        it("[pitfall 43] keeps to the grace that is given, however long", async () => {
            const { outcome } = await run(
                {
                    a: [
                        ["Absent", 0],
                        ["Running", 280_000],
                    ],
                },
                (ids) => waitFor(ids, { absentGraceMs: 300_000 }),
            );
            assert.ok(outcome.report);
        });

        it("fails at once when an instance that was listed is gone on two rounds", async () => {
            const { outcome } = await run({
                a: [
                    ["Pending", 0],
                    ["Absent", 30_000],
                ],
            });
            const error = errorOf(outcome, UnexpectedStatusError);
            assert.match(error.message, /a was released/);
            assert.ok(outcome.at >= 30_000 && outcome.at <= 36_000, `ended at ${outcome.at} ms`);
        });

        it("waits until instances are gone when that is the target", async () => {
            const { outcome } = await run(
                {
                    a: [
                        ["Running", 0],
                        ["Stopping", 10_000],
                        ["Absent", 30_000],
                    ],
                    b: [
                        ["Stopped", 0],
                        ["Absent", 20_000],
                    ],
                },
                (ids) => waitFor(ids, { targetStatuses: ["Absent"] }),
            );
            assert.deepEqual(outcome.report?.absentInstanceIds, ["a", "b"]);
            assert.deepEqual(outcome.report.reachedInstanceIds, ["a", "b"]);
            assert.deepEqual(outcome.report.statusById, {});
        });

        it("takes an instance that it never saw for gone only after the grace, and warns", async () => {
            const warnings: string[] = [];
            const { outcome } = await run({}, () => waitFor(["a"], { targetStatuses: ["Absent"] }), {
                hooks: { onWarning: (text) => warnings.push(text) },
            });
            assert.ok(outcome.report);
            assert.ok(outcome.at >= 60_000 && outcome.at <= 61_100, `ended at ${outcome.at} ms`);
            assert.equal(warnings.length, 1);
            assert.match(warnings[0]!, /a counts as gone, but this wait has never seen it/);
        });

        it("does not warn of an instance that it saw go", async () => {
            const warnings: string[] = [];
            await run(
                {
                    a: [
                        ["Running", 0],
                        ["Absent", 5_000],
                    ],
                },
                (ids) => waitFor(ids, { targetStatuses: ["Absent"] }),
                {
                    hooks: { onWarning: (text) => warnings.push(text) },
                },
            );
            assert.deepEqual(warnings, []);
        });
    });

    describe("stability (C9)", () => {
        const stable = (ids: string[]): WaitRequest => waitFor(ids, { stableForMs: 20_000 });

        it("waits until the target has held for as long as asked, and polls just then", async () => {
            const { outcome } = await run({ a: "Running" }, stable);
            assert.ok(outcome.at >= 20_000 && outcome.at <= 21_100, `ended at ${outcome.at} ms`);
        });

        it("keeps to explicit intervals, although the target would have held for long enough in between", async () => {
            for (const schedule of [{ pollIntervalMs: 14_000 }, { initialDelayMs: 35_000 }] as ScheduleOptions[]) {
                const { ecs, outcome } = await run({ a: "Running" }, (ids) =>
                    waitFor(ids, { stableForMs: 20_000 }, { schedule }),
                );
                assert.ok(outcome.report);
                const [first, ...later] = times(ecs);
                assert.equal(first, 0);
                const pause = schedule.pollIntervalMs ?? schedule.initialDelayMs ?? 0;
                later.forEach((at, index) =>
                    assert.ok(at >= pause * (index + 1) * 0.9, `polled at ${later.join()} ms`),
                );
            }
        });

        it("[pitfall 41] begins anew when the instance flaps", async () => {
            const { outcome } = await run(
                {
                    a: [
                        ["Running", 0],
                        ["Starting", 12_000],
                        ["Running", 18_000],
                    ],
                },
                (ids) => waitFor(ids, { stableForMs: 20_000, failFast: false }),
            );
            assert.ok(outcome.at >= 38_000 && outcome.at <= 43_000, `ended at ${outcome.at} ms`);
        });

        it("[pitfall 40] begins anew after an absence", async () => {
            const timeline: Timeline = [
                ["Running", 0],
                ["Absent", 11_000],
                ["Running", 13_000],
            ];
            const { outcome } = await run({ a: timeline }, (ids) =>
                waitFor(ids, { stableForMs: 20_000 }, { schedule: { initialDelayMs: 12_000 } }),
            );
            assert.ok(outcome.at >= 33_000 && outcome.at <= 37_500, `ended at ${outcome.at} ms`);
        });

        it("[pitfall 40] is not broken by rounds that failed or were throttled in between", async () => {
            for (const code of ["ServiceUnavailable", "Throttling.User"]) {
                const { outcome } = await run({ a: "Running" }, stable, {
                    misfortune: ({ at }) => (at > 5_000 && at < 15_000 ? { code, retryAfterMs: 2_000 } : undefined),
                });
                assert.ok(outcome.at >= 20_000 && outcome.at <= 25_000, `ended at ${outcome.at} ms`);
            }
        });

        it("does not poll again and again while thousands become stable one after another", async () => {
            const ids = manyIds(1_000);
            const timelines = Object.fromEntries(
                ids.map((id, index) => [
                    id,
                    [
                        ["Starting", 0],
                        ["Running", 5_000 + index * 37],
                    ] as Timeline,
                ]),
            );
            const { ecs, outcome } = await run(timelines, (all) => waitFor(all, { stableForMs: 30_000 }), {
                latencyMs: 20,
            });
            assert.ok(outcome.report);
            const rounds = outcome.report.polls;
            assert.ok(rounds <= 90, `${rounds} rounds`);
            assert.ok(ecs.requests.length <= rounds * 20 + 20);
        });
    });

    describe("fail-fast and minimum (C10, C11)", () => {
        it("fails at once when one of all is Stopping", async () => {
            const { outcome } = await run({
                a: "Running",
                b: [
                    ["Starting", 0],
                    ["Stopping", 5_000],
                ],
            });
            assert.deepEqual(errorOf(outcome, UnexpectedStatusError).instanceIds, ["b"]);
            assert.ok(outcome.at < 8_000);
        });

        it("gives an instance that was created but not started 60 s, and warns", async () => {
            const warnings: string[] = [];
            const { outcome } = await run({ a: "Stopped" }, undefined, {
                hooks: { onWarning: (text) => warnings.push(text) },
            });
            errorOf(outcome, UnexpectedStatusError);
            assert.ok(outcome.at >= 60_000 && outcome.at <= 61_100, `ended at ${outcome.at} ms`);
            assert.deepEqual(warnings, ["a is Stopped: if it does not start within 60 s, the wait fails"]);
        });

        it("warns of what the rules will do: with a minimum, one Stopped instance does not fail the wait", async () => {
            const warnings: string[] = [];
            const hooks = { onWarning: (text: string): void => void warnings.push(text) };
            const { outcome } = await run(
                { a: "Stopped", b: BOOT, c: "Running" },
                (ids) => waitFor(ids, { minReached: 2 }),
                {
                    hooks,
                },
            );
            assert.ok(outcome.report);
            assert.deepEqual(warnings, [
                "a is Stopped: if it does not start within 60 s, it counts as failed (2 of 3 instances must be Running)",
            ]);
        });

        it("does not announce a failure in 60 s for an instance that fails the wait at once", async () => {
            const warnings: string[] = [];
            const { outcome } = await run(
                {
                    a: [
                        ["Running", 0],
                        ["Stopped", 1_000],
                    ],
                    b: "Pending",
                },
                undefined,
                { hooks: { onWarning: (text) => warnings.push(text) } },
            );
            errorOf(outcome, UnexpectedStatusError);
            assert.ok(outcome.at < 30_000, `ended at ${outcome.at} ms`);
            assert.deepEqual(warnings, []);
        });

        it("ends as soon as the minimum is reached", async () => {
            const { outcome } = await run({ a: BOOT, b: BOOT, c: "Pending" }, (ids) => waitFor(ids, { minReached: 2 }));
            assert.deepEqual(outcome.report?.reachedInstanceIds, ["a", "b"]);
            assert.equal(outcome.report.statusById["c"], "Pending");
        });

        it("fails as soon as the minimum is impossible, naming those that failed, were released or are absent", async () => {
            const { outcome } = await run(
                {
                    a: "Starting",
                    b: [
                        ["Starting", 0],
                        ["Stopping", 20_000],
                    ],
                    c: [
                        ["Starting", 0],
                        ["Absent", 30_000],
                    ],
                },
                () => waitFor(["a", "b", "c", "d"], { minReached: 2, absentGraceMs: 70_000 }),
            );
            const error = errorOf(outcome, NotEnoughInstancesError);
            assert.deepEqual(error.failedInstanceIds, ["b"]);
            assert.deepEqual(error.releasedInstanceIds, ["c"]);
            assert.deepEqual(error.absentInstanceIds, ["d"]);
            assert.ok(outcome.at >= 70_000 && outcome.at <= 71_100);
        });

        it("[pitfall 22] is not satisfied by a set that a query made too small: an empty one needs no request", async () => {
            const { ecs, outcome } = await run({}, () => waitFor([], { minReached: 0 }), { ids: [] });
            assert.deepEqual(outcome.report?.reachedInstanceIds, []);
            assert.equal(ecs.requests.length, 0);
        });

        it("[pitfall 18] never asks for all instances of the region on behalf of an empty set", async () => {
            const { ecs } = await run({ a: "Running" }, () => waitFor([], { minReached: 0 }), { ids: [] });
            assert.equal(ecs.requests.length, 0);
        });

        it("polls those that were there earlier once more, and waits again for one that left", async () => {
            const ids = manyIds(60);
            const timelines: Record<string, Timeline> = Object.fromEntries(
                ids.map((id) => [
                    id,
                    [
                        ["Pending", 0],
                        ["Running", 16_000],
                    ],
                ]),
            );
            // it leaves after it was seen, comes back, and at the end all are there together
            timelines["i-0001"] = [
                ["Running", 0],
                ["Starting", 1_000],
                ["Running", 40_000],
            ];
            const { outcome } = await run(timelines);
            assert.ok(outcome.report);
            assert.ok(outcome.at >= 40_000, `ended at ${outcome.at} ms`);
            assert.deepEqual(
                outcome.report.history["i-0001"]?.map(({ status }) => status),
                ["Running", "Starting", "Running"],
            );
        });

        it("[pitfall 23] waits out an unknown status, and warns once", async () => {
            const warnings: string[] = [];
            const { outcome } = await run(
                {
                    a: [
                        ["Hibernating", 0],
                        ["Running", 30_000],
                    ],
                },
                undefined,
                {
                    hooks: { onWarning: (text) => warnings.push(text) },
                },
            );
            assert.ok(outcome.report);
            assert.equal(warnings.length, 1);
            assert.match(warnings[0]!, /Hibernating/);
        });
    });

    describe("called off", () => {
        for (const [phase, at, options] of [
            ["while the first request is under way", 50, { latencyMs: 100 }],
            ["in the hold", 5_000, {}],
            ["between two rounds", 21_000, {}],
            [
                "while a request hangs",
                25_000,
                { misfortune: (_: unknown, number: number) => (number > 1 ? "hang" : undefined) },
            ],
            ["while ECS throttles", 10_000, { misfortune: () => "Throttling.User" }],
            [
                "while ECS throttles and the pause is over the deadline",
                599_000,
                { misfortune: () => "Throttling.User" },
            ],
        ] as const) {
            it(`[pitfall 10] ends at once ${phase}, sends nothing more and leaves nothing behind`, async () => {
                await inVirtualTime(async (clock) => {
                    const ecs = new VirtualEcs({ a: "Pending" }, options);
                    const controller = new AbortController();
                    const reason = new Error("enough");
                    const wait = outcomeOf(waitFor(["a"]), pollerOf(ecs), { signal: controller.signal });
                    await sleep(at);
                    const before = ecs.requests.length;
                    controller.abort(reason);
                    const outcome = await wait;
                    assert.equal(errorOf(outcome, WaitAbortedError).cause, reason);
                    assert.equal(outcome.at, at);
                    await Promise.resolve();
                    assert.equal(clock.countTimers(), 0);
                    assert.equal(ecs.underWay, 0);
                    assert.equal(getEventListeners(controller.signal, "abort").length, 0);
                    await sleep(700_000);
                    assert.equal(ecs.requests.length, before);
                });
            });
        }

        it("[pitfall 10] sends no request when it was called off before it began", async () => {
            const { ecs, outcome } = await run({ a: "Running" }, undefined, { hooks: { signal: AbortSignal.abort() } });
            errorOf(outcome, WaitAbortedError);
            assert.equal(ecs.requests.length, 0);
        });

        it("[pitfall 10] ends at once in the last round and in the request that tells permission from absence", async () => {
            for (const [timeline, timeoutMs, at] of [
                ["Pending", 20_000, 21_000],
                ["Absent", 300_000, 62_000],
            ] as const) {
                await inVirtualTime(async () => {
                    const ecs = new VirtualEcs(
                        { a: timeline },
                        {
                            misfortune: ({ at: now, instanceIds }) =>
                                now >= 20_000 && (timeline === "Pending" || instanceIds.length === 0)
                                    ? "hang"
                                    : undefined,
                        },
                    );
                    const controller = new AbortController();
                    const wait = outcomeOf(waitFor(["a"], {}, { timeoutMs }), pollerOf(ecs), {
                        signal: controller.signal,
                    });
                    await sleep(at);
                    assert.equal(ecs.underWay, 1);
                    controller.abort();
                    const outcome = await wait;
                    assert.ok(outcome.error);
                    assert.equal(outcome.at, at);
                    await sleep(1);
                    assert.equal(ecs.underWay, 0);
                });
            }
        });

        it("[pitfall 11] carries what was seen last", async () => {
            await inVirtualTime(async () => {
                const ecs = new VirtualEcs({ a: BOOT, b: "Running" });
                const controller = new AbortController();
                setTimeout(() => controller.abort(), 30_000);
                const outcome = await outcomeOf(waitFor(["a", "b"]), pollerOf(ecs), { signal: controller.signal });
                const { observations, requestIds } = errorOf(outcome, WaitAbortedError);
                assert.deepEqual(
                    observations.map(({ instanceId, status }) => [instanceId, status]),
                    [
                        ["a", "Starting"],
                        ["b", "Running"],
                    ],
                );
                assert.ok(requestIds.length > 0);
            });
        });

        it("[pitfall 12] leaves no listener on the signal, however the wait ends", async () => {
            for (const timeline of ["Running", "Stopping", "Pending", BOOT]) {
                const { signal } = new AbortController();
                await run({ a: timeline }, (ids) => waitFor(ids, {}, { timeoutMs: 50_000 }), { hooks: { signal } });
                assert.equal(getEventListeners(signal, "abort").length, 0);
            }
        });
    });

    describe("with a signal of another implementation", () => {
        /** As jsdom has it: all that a signal needs, and no EventTarget of Node. */
        class ForeignSignal {
            aborted = false;
            reason: unknown;
            readonly listeners = new Set<() => void>();
            addEventListener(_type: string, listener: () => void): void {
                this.listeners.add(listener);
            }
            removeEventListener(_type: string, listener: () => void): void {
                this.listeners.delete(listener);
            }
            throwIfAborted(): void {
                if (this.aborted) {
                    throw this.reason;
                }
            }
            abort(reason: unknown): void {
                this.aborted = true;
                this.reason = reason;
                this.listeners.forEach((listener) => listener());
            }
        }

        it("waits, and leaves neither a timer nor a listener behind", async () => {
            const signal = new ForeignSignal();
            const { outcome } = await run({ a: BOOT }, undefined, {
                hooks: { signal: signal as unknown as AbortSignal },
            });
            assert.ok(outcome.report, outcome.error?.message);
            assert.equal(signal.listeners.size, 0);
        });

        it("ends when that signal fires", async () => {
            await inVirtualTime(async () => {
                const signal = new ForeignSignal();
                const poller = pollerOf(new VirtualEcs({ a: "Pending" }));
                const wait = outcomeOf(waitFor(["a"]), poller, { signal: signal as unknown as AbortSignal });
                await sleep(30_000);
                signal.abort(new Error("enough"));
                const outcome = await wait;
                errorOf(outcome, WaitAbortedError);
                assert.equal(outcome.at, 30_000);
            });
        });

        it("waits where the global EventTarget is one of another implementation, as in jsdom", async () => {
            const { EventTarget: original } = globalThis;
            (globalThis as { EventTarget: unknown }).EventTarget = ForeignSignal;
            try {
                const { outcome } = await run({ a: BOOT }, undefined, {
                    hooks: { signal: new ForeignSignal() as unknown as AbortSignal },
                });
                assert.ok(outcome.report, outcome.error?.message);
            } finally {
                globalThis.EventTarget = original;
            }
        });

        it("leaves nothing behind when the signal cannot be listened to", async () => {
            const broken = {
                aborted: false,
                addEventListener: () => {
                    throw new TypeError("not a function");
                },
                removeEventListener: () => undefined,
            };
            const { outcome, ecs } = await run({ a: "Running" }, undefined, {
                hooks: { signal: broken as unknown as AbortSignal },
            });
            errorOf(outcome, TypeError);
            assert.equal(ecs.requests.length, 0);
        });
    });

    describe("what it tells", () => {
        it("tells its progress on every change, and at least every 30 s", async () => {
            const heard: [number, string, WaitReport][] = [];
            await inVirtualTime(async () => {
                const startedAt = performance.now();
                const ecs = new VirtualEcs({
                    a: [
                        ["Pending", 0],
                        ["Starting", 20_000],
                        ["Running", 150_000],
                    ],
                    b: "Running",
                });
                await outcomeOf(waitFor(["a", "b"]), pollerOf(ecs), {
                    onProgress: (report, describe) => heard.push([performance.now() - startedAt, describe(), report]),
                });
            });
            const moments = heard.map(([at]) => at);
            assert.ok(moments.every((at, index) => at - (moments[index - 1] ?? 0) <= 30_100));
            assert.match(heard[0]![1], /^1\/2 Running · a Pending for 0 s$/);
            assert.ok(heard.some(([, text]) => text.startsWith("1/2 Running · a Starting for 0 s")));
            assert.match(heard.at(-1)![1], /^2\/2 Running$/);
            assert.ok(heard.length <= 9, "no walls of text");
        });

        it("tells at once what goes wrong, and when it does no more", async () => {
            const heard: [number, string][] = [];
            await inVirtualTime(async () => {
                const startedAt = performance.now();
                const ecs = new VirtualEcs(
                    {
                        a: [
                            ["Starting", 0],
                            ["Running", 60_000],
                        ],
                    },
                    { misfortune: ({ at }) => (at < 15_000 ? "ECONNREFUSED" : undefined) },
                );
                await outcomeOf(waitFor(["a"]), pollerOf(ecs), {
                    onProgress: (_report, describe) => heard.push([performance.now() - startedAt, describe()]),
                });
            });
            assert.ok(heard[0]![0] < 1_000, `nothing was told for ${heard[0]![0]} ms`);
            assert.match(heard[0]![1], /^0\/1 Running · a not seen yet · ECONNREFUSED: /);
            assert.match(heard[1]![1], /^0\/1 Running · a Starting for 0 s$/);
        });

        it("survives callbacks that throw", async () => {
            const warnings: Error[] = [];
            const onWarning = (warning: Error): void => void warnings.push(warning);
            process.on("warning", onWarning);
            const { outcome } = await run(
                {
                    a: [
                        ["Hibernating", 0],
                        ["Running", 20_000],
                    ],
                },
                undefined,
                {
                    hooks: {
                        onProgress: () => {
                            throw new Error("progress");
                        },
                        onWarning: () => {
                            throw new Error("warning");
                        },
                    },
                },
            );
            await new Promise((resolve) => setImmediate(resolve));
            process.off("warning", onWarning);
            assert.ok(outcome.report);
            assert.ok(warnings.some(({ message }) => message.includes("progress")));
        });

        it("survives callbacks that reject, and shows what they rejected with", async () => {
            const warnings: Error[] = [];
            const onWarning = (warning: Error): void => void warnings.push(warning);
            process.on("warning", onWarning);
            const unhandled: unknown[] = [];
            const rejecting = ((): unknown => Promise.reject(new Error("the upload failed"))) as () => void;
            const mochaListeners = process.listeners("unhandledRejection");
            process.removeAllListeners("unhandledRejection");
            process.on("unhandledRejection", (reason) => unhandled.push(reason));
            try {
                const { outcome } = await run({ a: "Running" }, undefined, {
                    hooks: { onProgress: rejecting },
                });
                await new Promise((resolve) => setImmediate(resolve));
                assert.ok(outcome.report);
            } finally {
                process.removeAllListeners("unhandledRejection");
                mochaListeners.forEach((listener) => process.on("unhandledRejection", listener));
                process.off("warning", onWarning);
            }
            assert.deepEqual(unhandled, []);
            assert.ok(warnings.some(({ message }) => message.includes("the upload failed")));
        });

        it("[pitfall 39] keeps the changes of each instance with their times, those between target and not too", async () => {
            const { outcome } = await run(
                {
                    a: [
                        ["Pending", 0],
                        ["Starting", 20_000],
                        ["Running", 25_000],
                        ["Starting", 40_000],
                        ["Running", 45_000],
                    ],
                },
                (ids) => waitFor(ids, { stableForMs: 30_000, failFast: false }),
            );
            const changes = outcome.report!.history["a"]!;
            assert.deepEqual(
                changes.map(({ status }) => status),
                ["Pending", "Starting", "Running", "Starting", "Running"],
            );
            [0, 20_000, 25_000, 40_000, 45_000].forEach((from, index) => {
                const { at } = changes[index]!;
                assert.ok(at >= from && at <= from + 2_700, `${changes[index]!.status} at ${at} ms`);
            });
        });

        it("keeps the latest 10 request ids", async () => {
            const { ecs, outcome } = await run({ a: BOOT });
            assert.ok(ecs.requests.length > 3);
            assert.equal(outcome.report?.requestIds.length, Math.min(10, ecs.requests.length));
            assert.equal(outcome.report.requestIds.at(-1), `request-${ecs.requests.length}`);
            const long = await run({
                a: [
                    ["Pending", 0],
                    ["Running", 120_000],
                ],
            });
            assert.equal(long.outcome.report?.requestIds.length, 10);
        });

        it("[pitfall 36] lists in a time-out what was seen of each instance, how often, since when, and what went wrong", async () => {
            const { ecs, outcome } = await run(
                {
                    a: BOOT,
                    b: [
                        ["Pending", 0],
                        ["Starting", 30_000],
                    ],
                },
                (ids) => waitFor(ids, {}, { timeoutMs: 60_000 }),
                { misfortune: ({ at }) => (at > 40_000 && at < 45_000 ? "ServiceUnavailable" : undefined) },
            );
            const error = errorOf(outcome, WaitTimeoutError);
            assert.match(error.message, /^\[timed out\] 1 of 2 instances is not Running after 1m0s/);
            const [a, b] = error.observations;
            assert.equal(a?.reached, true);
            assert.equal(b?.status, "Starting");
            assert.ok(b.forMs >= 27_000 && b.forMs <= 30_000);
            assert.ok(b.timesSeen >= 8);
            assert.equal(error.troubles[0]?.code, "ServiceUnavailable");
            assert.equal(error.requestIds.at(-1), `request-${ecs.requests.length}`);
        });

        it("[pitfall 36] names those that were never seen", async () => {
            const { outcome } = await run({ a: "Running" }, (ids) => waitFor(ids, {}, { timeoutMs: 5_000 }), {
                misfortune: () => "hang",
            });
            assert.match(errorOf(outcome, WaitTimeoutError).message, /a never seen/);
        });
    });
});
