import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import fc from "fast-check";
import { sleep } from "../../../../provider/time/sleep";
import type { StatusPoller } from "../../../../provider/account/status-pollers";
import type { RoundRequest } from "../../../../provider/poll/subscription";
import type { StatusSource } from "../../../../provider/wait/status-source";
import { isYoung } from "../../../support/answer-age";
import { manyIds } from "../../../support/scripted-ecs-api";
import type { Misfortune } from "../../../support/virtual-network";
import {
    inVirtualTime,
    mostInAnyMinute,
    type Outcome,
    outcomeOf,
    pollerOf,
    type Timeline,
    VirtualEcs,
    type VirtualRequest,
    waitFor,
} from "../../../support/virtual-world";

const ATTEMPT_MS = 10_000;
/** Times are told in whole milliseconds, and timers fire on whole ones. */
const ROUNDING_MS = 2;

interface ScriptedWait {
    readonly startsAt: number;
    /** Places in the list of all ids. */
    readonly places: readonly number[];
    readonly targetStatuses: readonly string[];
    readonly share: number;
    readonly failFast: boolean;
    readonly stableForMs: number;
    readonly absentGraceMs: number;
    readonly timeoutMs: number;
    readonly initialDelayMs: number | undefined;
    readonly pollIntervalMs: number | undefined;
    readonly abortsAfterMs: number | undefined;
}

interface Trouble {
    readonly from: number;
    readonly forMs: number;
    readonly every: number;
    readonly what: Exclude<Misfortune, undefined>;
}

interface Script {
    readonly timelines: readonly Timeline[];
    readonly waits: readonly ScriptedWait[];
    readonly troubles: readonly Trouble[];
    readonly latencies: readonly number[];
    readonly perMinute: number;
    readonly badPlace: number | undefined;
    /** Decides jitter, so that a world can be played again. */
    readonly seed: number;
}

const status = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("Pending", "Starting", "Running") },
    { weight: 3, arbitrary: fc.constant("Running") },
    { weight: 2, arbitrary: fc.constantFrom("Stopping", "Stopped", "Absent", "Hibernating") },
);

/** An instance that boots, as most do: it may be invisible at first, and it may flap. */
const boot: fc.Arbitrary<Timeline> = fc
    .record({
        visibleAt: fc.oneof(fc.constant(0), fc.nat({ max: 30_000 })),
        startsAt: fc.integer({ min: 30_000, max: 40_000 }),
        runsAt: fc.integer({ min: 40_000, max: 70_000 }),
        flapsAt: fc.option(fc.integer({ min: 71_000, max: 90_000 }), { nil: undefined, freq: 8 }),
    })
    .map(({ visibleAt, startsAt, runsAt, flapsAt }): Timeline => {
        const steps = [
            ["Absent", 0],
            ["Pending", visibleAt],
            ["Starting", startsAt],
            ["Running", runsAt],
        ] as const;
        return flapsAt === undefined ? steps : [...steps, ["Starting", flapsAt], ["Running", flapsAt + 4_000]];
    });

const anything: fc.Arbitrary<Timeline> = fc
    .array(fc.tuple(status, fc.integer({ min: 500, max: 40_000 })), { minLength: 1, maxLength: 6 })
    .map((steps) => {
        let from = 0;
        return steps.map(([word, forMs]) => {
            const step = [word, from] as const;
            from += forMs;
            return step;
        });
    });

const trouble: fc.Arbitrary<Trouble> = fc.record({
    from: fc.nat({ max: 90_000 }),
    forMs: fc.integer({ min: 100, max: 60_000 }),
    every: fc.integer({ min: 1, max: 3 }),
    what: fc.oneof(
        fc.constantFrom("ECONNRESET", "ServiceUnavailable", "ETIMEDOUT", "hang", "Throttling.User", "Forbidden.RAM"),
        fc.nat({ max: 70_000 }).map((retryAfterMs) => ({ code: "Throttling", retryAfterMs })),
    ),
});

/** An instance that is there most of the time. */
const there: fc.Arbitrary<Timeline> = fc
    .record({ leavesAt: fc.option(fc.integer({ min: 500, max: 80_000 }), { nil: undefined }), forMs: fc.nat(20_000) })
    .map(({ leavesAt, forMs }): Timeline => {
        const runs = ["Running", 0] as const;
        return leavesAt === undefined ? [runs] : [runs, ["Starting", leavesAt], ["Running", leavesAt + forMs]];
    });

/** ECS throttles one of several requests from the beginning on. */
const throttling: fc.Arbitrary<Trouble> = fc.record({
    from: fc.nat({ max: 20_000 }),
    forMs: fc.integer({ min: 100, max: 30_000 }),
    every: fc.integer({ min: 2, max: 3 }),
    what: fc.integer({ min: 1_000, max: 70_000 }).map((retryAfterMs) => ({ code: "Throttling", retryAfterMs })),
});

function waitOf(idCount: number): fc.Arbitrary<ScriptedWait> {
    return fc.record({
        startsAt: fc.oneof(fc.constant(0), fc.nat({ max: 60_000 })),
        places: fc.uniqueArray(fc.nat({ max: idCount - 1 }), { minLength: 1, maxLength: idCount }),
        targetStatuses: fc.oneof(
            { weight: 4, arbitrary: fc.constant(["Running"]) },
            {
                weight: 1,
                arbitrary: fc.constantFrom(["Absent"], ["Stopped"], ["Starting", "Running"], ["Running", "Absent"]),
            },
        ),
        share: fc.constantFrom(0.01, 0.5, 1, 1),
        failFast: fc.boolean(),
        stableForMs: fc.constantFrom(0, 0, 1_500, 12_000),
        absentGraceMs: fc.constantFrom(0, 20_000, 60_000),
        timeoutMs: fc.constantFrom(0, 900, 10_000, 60_000, 60_001, 150_000),
        initialDelayMs: fc.constantFrom(undefined, undefined, 0, 5_000),
        pollIntervalMs: fc.constantFrom(undefined, undefined, 1_000, 7_000),
        abortsAfterMs: fc.option(fc.nat({ max: 100_000 }), { nil: undefined, freq: 3 }),
    });
}

function scriptOf(
    idCount: number,
    most: number,
    timeline: fc.Arbitrary<Timeline>,
    troubles: fc.Arbitrary<Trouble>,
): fc.Arbitrary<Script> {
    return fc.record({
        timelines: fc.array(timeline, { minLength: idCount, maxLength: idCount }),
        waits: fc.array(waitOf(idCount), { minLength: 1, maxLength: most }),
        troubles: fc.oneof(fc.constant([]), fc.array(troubles, { maxLength: 4 })),
        latencies: fc.array(fc.oneof(fc.nat({ max: 400 }), fc.nat({ max: 9_000 })), { minLength: 1, maxLength: 5 }),
        perMinute: fc.constantFrom(250, 250, 40, 7),
        badPlace: fc.option(fc.nat({ max: idCount - 1 }), { nil: undefined, freq: 4 }),
        seed: fc.nat(),
    });
}

/** A wait as it went: its rounds, and its end. */
interface Run {
    readonly scripted: ScriptedWait;
    readonly ids: readonly string[];
    readonly minReached: number;
    readonly rounds: RoundRequest[];
    readonly startedAt: number;
    readonly outcome: Outcome;
}

/** The same source; the rounds of a wait are noted. */
function noting(poller: StatusPoller, rounds: RoundRequest[]): StatusSource {
    return {
        get openIds() {
            return poller.openIds;
        },
        subscribe: (instanceIds) => {
            const subscription = poller.subscribe(instanceIds);
            const poll = subscription.poll.bind(subscription);
            subscription.poll = (request, onResult, signal) => {
                rounds.push(request);
                return poll(request, onResult, signal);
            };
            return subscription;
        },
        maxSubjects: poller.maxSubjects,
        listsAnything: (signal) => poller.listsAnything(signal),
    };
}

async function run(scripted: ScriptedWait, ids: readonly string[], poller: StatusPoller): Promise<Run> {
    await sleep(scripted.startsAt);
    const { targetStatuses, failFast, stableForMs, absentGraceMs, timeoutMs, abortsAfterMs } = scripted;
    const { initialDelayMs, pollIntervalMs } = scripted;
    const own = scripted.places.map((place) => ids[place]!);
    const minReached = Math.max(1, Math.ceil(own.length * scripted.share));
    const controller = new AbortController();
    const timer = abortsAfterMs === undefined ? undefined : setTimeout(() => controller.abort(), abortsAfterMs);
    const rounds: RoundRequest[] = [];
    const startedAt = performance.now();
    const outcome = await outcomeOf(
        waitFor(
            own,
            { targetStatuses, failFast, stableForMs, absentGraceMs, minReached },
            { timeoutMs, schedule: { initialDelayMs, pollIntervalMs } },
        ),
        noting(poller, rounds),
        { signal: controller.signal },
    );
    clearTimeout(timer);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0, "a listener is left");
    return { scripted, ids: own, minReached, rounds, startedAt, outcome };
}

/** Plays a script to its end and checks all that must hold. */
async function play(script: Script): Promise<void> {
    await inVirtualTime(async () => {
        const ids = manyIds(script.timelines.length);
        const bad = script.badPlace === undefined ? undefined : ids[script.badPlace];
        const origin = performance.now();
        const ecs = new VirtualEcs(Object.fromEntries(ids.map((id, index) => [id, script.timelines[index]!])), {
            latencyMs: (_, number) => script.latencies[number % script.latencies.length]!,
            misfortune: ({ at, instanceIds }, number) => {
                const now = script.troubles.find(
                    ({ from, forMs, every }) => at >= from && at < from + forMs && number % every === 0,
                );
                return now?.what ?? (bad !== undefined && instanceIds.includes(bad) ? "InvalidParameter" : undefined);
            },
        });
        const poller = pollerOf(ecs, script.perMinute);
        // a wait that never ends must fail the test, not hang it: its heartbeat alone would keep virtual time going
        const limit = setTimeout(() => assert.fail("a wait has not ended"), 1_000_000);
        const runs = await Promise.all(script.waits.map((wait) => run(wait, ids, poller)));
        clearTimeout(limit);
        assert.equal(poller.openIds, 0, "a wait that has ended is still counted");
        await sleep(1);
        assert.equal(ecs.underWay, 0, "a request is still under way after all have ended");
        const sent = ecs.requests.length;
        await sleep(200_000);
        assert.equal(ecs.requests.length, sent, "a request was sent after all have ended");

        runs.forEach((one) => {
            assertEndsInTime(one);
            assertTellsTheTruth(one, ecs, origin, script.perMinute);
            assertRestsBetweenRounds(one);
        });
        const isRepeated = bad !== undefined || script.troubles.some(({ what }) => what === "ECONNRESET");
        assertRequestsAreWanted(runs, ecs, origin, isRepeated);
        assertBounded(runs, ecs, script);
    }, script.seed);
}

function assertEndsInTime({ scripted, outcome }: Run): void {
    assert.ok(outcome.at <= scripted.timeoutMs + ATTEMPT_MS + ROUNDING_MS, `ended after ${outcome.at} ms`);
    if (scripted.abortsAfterMs !== undefined) {
        assert.ok(outcome.at <= scripted.abortsAfterMs + ROUNDING_MS, "did not end when it was called off");
    }
    assert.notEqual(outcome.report === undefined, outcome.error === undefined);
}

/** Success means: so many in target, each by an answer that is not old; and for as long as asked. */
function assertTellsTheTruth(
    { scripted, minReached, startedAt, outcome }: Run,
    ecs: VirtualEcs,
    origin: number,
    perMinute: number,
): void {
    if (outcome.report === undefined) {
        return;
    }
    const { targetStatuses, stableForMs } = scripted;
    const isTarget = (word: string | undefined): boolean => targetStatuses.includes(word ?? "Absent");
    const endedAt = startedAt - origin + outcome.at;
    const answers = ecs.requests.filter(
        ({ at, answeredAt }) =>
            at >= startedAt - origin - ROUNDING_MS && answeredAt !== undefined && answeredAt <= endedAt + ROUNDING_MS,
    );
    // one without ids only finds out whether the region lists anything: nothing waits for it
    const polls = ecs.requests.filter(({ instanceIds }) => instanceIds.length > 0);
    const confirmed = outcome.report.reachedInstanceIds.filter((id) => {
        const own = answers.filter(({ instanceIds }) => instanceIds.includes(id));
        const before = own.filter(({ answeredAt }) => answeredAt! < endedAt - ROUNDING_MS);
        const latestAt = Math.max(...before.map(({ answeredAt }) => answeredAt!));
        // an answer that comes in the moment of the end may come after it
        return own.some(
            (answer) =>
                answer.answeredAt! >= latestAt - ROUNDING_MS &&
                isTarget(ecs.statusOf(id, answer.answeredAt)) &&
                isYoung(answer.at, endedAt, polls, ecs.requests, perMinute),
        );
    });
    assert.ok(confirmed.length >= minReached, `${confirmed.length} of ${minReached} were in target by a young answer`);

    for (const [id, changes] of Object.entries(outcome.report.history)) {
        for (const { status: word, at } of changes) {
            const time = startedAt - origin + at;
            const then = [time - ROUNDING_MS, time, time + ROUNDING_MS].map((moment) => ecs.statusOf(id, moment));
            assert.ok(then.includes(word), `${id} was said to be ${word} at ${time} ms`);
        }
    }
    for (const id of confirmed) {
        const changes = outcome.report.history[id]!;
        const broken = changes.findLastIndex(({ status: word }) => !isTarget(word));
        const heldFor = outcome.at - (changes[broken + 1]?.at ?? Infinity);
        assert.ok(heldFor + ROUNDING_MS >= stableForMs, `${id} held for ${heldFor} ms only`);
    }
}

/** Besides rounds that ask again for what is old, none comes sooner than a short interval after the one before. */
function assertRestsBetweenRounds({ rounds, outcome }: Run): void {
    const most = 2 * (outcome.at / 850) + 6;
    assert.ok(rounds.length <= most, `${rounds.length} rounds in ${outcome.at} ms`);
}

/** Each id of each request belongs to a wait that had begun and had not ended. */
function assertRequestsAreWanted(runs: readonly Run[], ecs: VirtualEcs, origin: number, isRepeated: boolean): void {
    const isWanted = ({ at }: VirtualRequest, id: string): boolean =>
        runs.some(({ ids, startedAt, outcome }) => {
            const from = startedAt - origin;
            return ids.includes(id) && at >= from && at <= from + outcome.at + ROUNDING_MS;
        });
    for (const request of ecs.requests) {
        const unwanted = request.instanceIds.filter((id) => !isWanted(request, id));
        // a request that is split, or sent again after a reset, goes on for the others that were in it
        assert.ok(unwanted.length === 0 || isRepeated, `asked for ${unwanted.join()} at ${request.at} ms in vain`);
    }
}

function assertBounded(runs: readonly Run[], ecs: VirtualEcs, { perMinute }: Script): void {
    const most = mostInAnyMinute(ecs.requests.map(({ at }) => at));
    assert.ok(most <= perMinute, `${most} requests in a minute that allows ${perMinute}`);
    assert.ok(ecs.requests.every(({ instanceIds }) => instanceIds.length <= 50));
    assert.ok(
        ecs.requests.every(({ instanceIds }) => new Set(instanceIds).size === instanceIds.length),
        "an id twice",
    );
    const probes = ecs.requests.filter(({ instanceIds }) => instanceIds.length === 0);
    // one that all have given up on has told nobody anything: who wants to know later asks again
    const answered = probes.filter(({ answeredAt }) => answeredAt !== undefined);
    assert.ok(mostInAnyMinute(answered.map(({ at }) => at)) <= 1);
    assert.ok(ecs.mostUnderWay <= (probes.length > 0 ? 3 : 2));
    // what is shared can only make it less; who finds an id asked for too early asks for it once more
    const rounds = runs.flatMap((one) => one.rounds);
    const asked = rounds.reduce((sum, { subjects }) => sum + Math.ceil(subjects.length / 50), 0);
    const overlaps = runs.length > 1 ? rounds.length : 0;
    const faults = ecs.requests.filter(({ fault }) => fault !== undefined).length;
    const bound = asked + overlaps + 2 * faults + probes.length;
    assert.ok(ecs.requests.length <= bound, `${ecs.requests.length} requests where ${bound} are enough`);
}

const usual: ScriptedWait = {
    startsAt: 0,
    places: [0],
    targetStatuses: ["Running"],
    share: 0.5,
    failFast: false,
    stableForMs: 0,
    absentGraceMs: 0,
    timeoutMs: 60_001,
    initialDelayMs: undefined,
    pollIntervalMs: undefined,
    abortsAfterMs: undefined,
};

describe("Waits in any world", () => {
    for (const [world, idCount, timeline, troubles, numRuns] of [
        ["a few ids that do anything", 4, anything, trouble, 2_000],
        ["a few ids that boot", 4, boot, trouble, 2_000],
        ["many ids that boot", 120, boot, trouble, 250],
        ["many ids that do anything", 120, anything, trouble, 250],
        ["many ids that are there, some requests throttled", 160, there, throttling, 1_500],
    ] as const) {
        it(`are true, end in time, keep to the budget and leave nothing behind: ${world}`, async () => {
            await fc.assert(fc.asyncProperty(scriptOf(idCount, 5, timeline, troubles), play), { numRuns });
        });
    }

    it("send ⌈n/50⌉ requests a round for any number of waits for different ids, whenever a round is", async () => {
        const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 8 });
        await fc.assert(
            fc.asyncProperty(sizes, fc.nat({ max: 80 }), async (all, latencyMs) => {
                await inVirtualTime(async () => {
                    const ids = manyIds(all.reduce((sum, size) => sum + size, 0));
                    const ecs = new VirtualEcs({}, { latencyMs });
                    ecs.setAll(ids, [
                        ["Pending", 0],
                        ["Running", 29_000],
                    ]);
                    const poller = pollerOf(ecs);
                    let next = 0;
                    const waits = all.map((size) => outcomeOf(waitFor(ids.slice(next, (next += size))), poller));
                    const outcomes = await Promise.all(waits);
                    assert.ok(outcomes.every(({ report }) => report !== undefined));
                    const rounds = Math.max(...outcomes.map(({ report }) => report!.polls));
                    const perRound = Math.ceil(ids.length / 50);
                    // in the last round there may be only some left, and some may have to be confirmed
                    assert.ok(ecs.requests.length <= rounds * perRound + all.length);
                    assert.ok(ecs.requests.length > (rounds - 1) * perRound);
                });
            }),
            { numRuns: 60 },
        );
    });

    it("may count an answer that is older than 10 s when the budget allows no younger one, though the end of the wait ends a slow request", async () => {
        const script: Omit<Script, "seed"> = {
            timelines: ["Stopping", "Stopping", "Running", "Running"].map((word) => [[word, 0]]),
            waits: [
                { ...usual, startsAt: 31_939, places: [2, 1, 3], stableForMs: 12_000 },
                { ...usual, timeoutMs: 0 },
                { ...usual, startsAt: 31_847, timeoutMs: 900 },
                { ...usual, places: [1, 2], targetStatuses: ["Absent"], abortsAfterMs: 14_912 },
            ],
            troubles: [{ from: 0, forMs: 46_193, every: 3, what: { code: "Throttling", retryAfterMs: 46_944 } }],
            latencies: [285, 1_235, 40, 8_877],
            perMinute: 7,
            badPlace: 1,
        };
        for (let seed = 0; seed < 30; seed += 1) {
            await play({ ...script, seed });
        }
    });

    it("do not count what a request of another wait saw between two rounds, more than 10 s before the end", async () => {
        const boots: Timeline = [
            ["Stopping", 0],
            ["Running", 9_414],
        ];
        await play({
            timelines: [boots, [["Running", 0]]],
            waits: [
                { ...usual, pollIntervalMs: 1_000 },
                { ...usual, places: [0, 1], share: 1, pollIntervalMs: 7_000 },
                { ...usual, startsAt: 1, places: [1], timeoutMs: 0 },
                { ...usual, targetStatuses: ["Absent"], timeoutMs: 0 },
            ],
            troubles: [],
            latencies: [0, 6_465, 0, 382],
            perMinute: 250,
            badPlace: undefined,
            seed: 2_121_284_354,
        });
    });

    it("do not count what a last round saw while ECS throttled, more than 10 s before the end", async () => {
        const boots: Timeline = [
            ["Pending", 0],
            ["Running", 40_000],
        ];
        await play({
            timelines: [boots, boots, boots],
            waits: [
                { ...usual, startsAt: 41_505, places: [2, 0], timeoutMs: 0 },
                { ...usual, places: [0, 1, 2], stableForMs: 1_500, timeoutMs: 150_000, initialDelayMs: 5_000 },
            ],
            troubles: [{ from: 34_171, forMs: 7_334, every: 1, what: { code: "Throttling", retryAfterMs: 6_435 } }],
            latencies: [5_834],
            perMinute: 250,
            badPlace: 0,
            seed: 0,
        });
    });
});
