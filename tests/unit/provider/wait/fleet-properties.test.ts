import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import fc from "fast-check";
import { StatusPollers } from "../../../../provider/account/status-pollers";
import { type Selector, selectorKey } from "../../../../provider/domain/selector";
import type { WaitConditions } from "../../../../provider/domain/wait-conditions";
import { EcsApiError, NotEnoughInstancesError, UnexpectedStatusError } from "../../../../provider/errors";
import { RateLimiter } from "../../../../provider/poll/pace/rate-limiter";
import { sleep } from "../../../../provider/time/sleep";
import type { StatusSource } from "../../../../provider/wait/status-source";
import { isYoung } from "../../../support/answer-age";
import { assertAskedWell, callsOf, type FleetCall, listingOf } from "../../../support/fleet-calls";
import { manyIds } from "../../../support/scripted-ecs-api";
import { type FleetInstance, type FleetRequest, VirtualFleet } from "../../../support/virtual-fleet";
import type { Misfortune } from "../../../support/virtual-network";
import {
    inVirtualTime,
    mostInAnyMinute,
    type Outcome,
    outcomeOf,
    type Timeline,
    waitFor,
} from "../../../support/virtual-world";
import { changesOf, type Delivered, type Standing, standingAfter } from "../../../support/wait-oracle";

const ATTEMPT_MS = 10_000;
const MOST_AGE_MS = 10_000;
/** Times are told in whole milliseconds, and timers fire on whole ones. */
const ROUNDING_MS = 2;
/** The longest pause, and a few requests of several listings before the answer. */
const LONGEST_SILENCE_MS = 20_000;
const SELECTORS: readonly Selector[] = [
    { tags: { role: "web" } },
    { tags: { role: "db" } },
    { instanceName: "fleet-*" },
];

interface ScriptedWait {
    readonly startsAt: number;
    /** A place in the list of selectors, or places in the list of all ids. */
    readonly chosen: { readonly selector: number } | { readonly places: readonly number[] };
    readonly targetStatuses: readonly string[];
    readonly targetHealth: readonly string[] | undefined;
    readonly minInstanceCount: number;
    readonly minimum: { readonly minReached?: number; readonly minReachedPercent?: number };
    readonly failStatuses: readonly string[] | undefined;
    readonly stableForMs: number;
    readonly timeoutMs: number;
    readonly initialDelayMs: number | undefined;
    readonly pollIntervalMs: number | undefined;
    readonly abortsAfterMs: number | undefined;
}

interface Trouble {
    readonly from: number;
    readonly forMs: number;
    readonly every: number;
    /** The only requests that it meets: those of one action, or all but the first ones of a call. */
    readonly only: FleetRequest["action"] | "later requests" | undefined;
    readonly what: Exclude<Misfortune, undefined>;
}

interface Script {
    readonly instances: readonly FleetInstance[];
    readonly waits: readonly ScriptedWait[];
    readonly troubles: readonly Trouble[];
    readonly latencies: readonly number[];
    readonly perMinute: number;
    readonly orderMovesEveryMs: number | undefined;
    readonly hasEmptyLastPage: boolean;
    readonly refusesAbsent: boolean;
    /** Decides jitter, so that a world can be played again. */
    readonly seed: number;
}

/** Words that follow one another, each for some time. */
function changing(words: fc.Arbitrary<string>, maxSteps: number): fc.Arbitrary<Timeline> {
    const step = fc.tuple(words, fc.oneof(fc.integer({ min: 500, max: 40_000 }), fc.integer({ min: 100, max: 3_000 })));
    return fc.array(step, { minLength: 1, maxLength: maxSteps }).map((steps) => {
        let from = 0;
        return steps.map(([word, forMs]) => {
            const begun = [word, from] as const;
            from += forMs;
            return begun;
        });
    });
}

/** An instance that comes, boots and may leave again. */
const comesAndGoes: fc.Arbitrary<Timeline> = fc
    .record({
        comesAt: fc.oneof(fc.constant(0), fc.nat({ max: 40_000 })),
        bootsFor: fc.nat({ max: 20_000 }),
        staysFor: fc.option(fc.nat({ max: 60_000 }), { nil: undefined, freq: 2 }),
    })
    .map(({ comesAt, bootsFor, staysFor }): Timeline => {
        const runsAt = comesAt + bootsFor;
        const goes = staysFor === undefined ? [] : [["Absent", runsAt + staysFor] as const];
        return [["Absent", 0], ["Starting", comesAt], ["Running", runsAt], ...goes];
    });

const always = (word: string): fc.Arbitrary<Timeline> => fc.constant([[word, 0]]);

const instance: fc.Arbitrary<FleetInstance> = fc.record({
    status: fc.oneof(
        { weight: 3, arbitrary: comesAndGoes },
        { weight: 2, arbitrary: always("Running") },
        {
            weight: 1,
            arbitrary: changing(fc.constantFrom("Running", "Running", "Absent", "Stopped", "Starting", "Frozen"), 6),
        },
    ),
    role: fc.oneof(
        { weight: 3, arbitrary: always("web") },
        {
            weight: 2,
            arbitrary: fc.nat({ max: 40_000 }).map((late): Timeline => [
                ["Absent", 0],
                ["web", late],
            ]),
        },
        { weight: 1, arbitrary: changing(fc.constantFrom("web", "db", "Absent"), 8) },
    ),
    health: fc.oneof(
        {
            weight: 3,
            arbitrary: fc.nat({ max: 50_000 }).map((ok): Timeline => [
                ["Initializing", 0],
                ["Ok", ok],
            ]),
        },
        { weight: 2, arbitrary: always("Ok") },
        {
            weight: 1,
            arbitrary: changing(fc.constantFrom("OK", "Ok", "Impaired", "InsufficientData", "Odd", "Absent"), 6),
        },
    ),
});

const trouble: fc.Arbitrary<Trouble> = fc.record({
    from: fc.nat({ max: 90_000 }),
    forMs: fc.integer({ min: 100, max: 60_000 }),
    every: fc.integer({ min: 1, max: 4 }),
    only: fc.constantFrom(
        undefined,
        "later requests",
        "DescribeInstances",
        "DescribeInstancesFullStatus",
        "DescribeInstanceStatus",
    ),
    what: fc.oneof(
        {
            weight: 4,
            arbitrary: fc.constantFrom("ECONNRESET", "ServiceUnavailable", "ETIMEDOUT", "hang", "Throttling.User"),
        },
        { weight: 1, arbitrary: fc.constant("Forbidden.RAM") },
        {
            weight: 2,
            arbitrary: fc.nat({ max: 70_000 }).map((retryAfterMs) => ({ code: "Throttling", retryAfterMs })),
        },
    ),
});

function waitOf(idCount: number): fc.Arbitrary<ScriptedWait> {
    const bySelector = fc.constantFrom(0, 0, 0, 1, 2).map((selector) => ({ selector }));
    const byIds = fc
        .uniqueArray(fc.nat({ max: idCount - 1 }), { minLength: 1, maxLength: idCount })
        .map((places) => ({ places }));
    return fc.record({
        startsAt: fc.oneof(fc.constant(0), fc.nat({ max: 60_000 })),
        chosen: fc.oneof({ weight: 4, arbitrary: bySelector }, { weight: 2, arbitrary: byIds }),
        targetStatuses: fc.constantFrom(["Running"], ["Running"], ["Running"], ["Starting", "Running"], ["Stopped"]),
        targetHealth: fc.constantFrom(undefined, undefined, ["Ok"], ["Ok"], ["ok", "Impaired"]),
        minInstanceCount: fc.constantFrom(0, 1, 1, 2, 3),
        minimum: fc.oneof(
            fc.constant({}),
            fc.constantFrom({ minReached: 1 }, { minReached: 3 }, { minReachedPercent: 80 }, { minReachedPercent: 1 }),
        ),
        failStatuses: fc.constantFrom(undefined, undefined, undefined, ["Stopped", "Frozen"]),
        stableForMs: fc.constantFrom(0, 0, 0, 1_500, 12_000),
        timeoutMs: fc.constantFrom(0, 900, 10_000, 60_000, 60_001, 150_000),
        initialDelayMs: fc.constantFrom(undefined, undefined, 0, 5_000),
        pollIntervalMs: fc.constantFrom(undefined, undefined, 1_000, 7_000),
        abortsAfterMs: fc.option(fc.nat({ max: 100_000 }), { nil: undefined, freq: 3 }),
    });
}

function scriptOf(sizes: { readonly min: number; readonly max: number }): fc.Arbitrary<Script> {
    return fc.record({
        instances: fc.array(instance, { minLength: sizes.min, maxLength: sizes.max, size: "max" }),
        waits: fc.array(waitOf(sizes.min), { minLength: 1, maxLength: 5 }),
        troubles: fc.oneof(fc.constant([]), fc.array(trouble, { maxLength: 4 })),
        latencies: fc.array(fc.oneof(fc.nat({ max: 400 }), fc.nat({ max: 9_000 })), { minLength: 1, maxLength: 5 }),
        perMinute: fc.constantFrom(250, 250, 40, 7),
        orderMovesEveryMs: fc.constantFrom(undefined, 700, 5_000),
        hasEmptyLastPage: fc.boolean(),
        refusesAbsent: fc.boolean(),
        seed: fc.nat(),
    });
}

/** A wait as it went. Times are milliseconds since the world began. */
interface Run {
    readonly scripted: ScriptedWait;
    readonly conditions: WaitConditions;
    readonly rounds: number;
    readonly delivered: readonly Delivered[];
    readonly startedAt: number;
    readonly endedAt: number;
    readonly outcome: Outcome;
    /** All that it told the user, in words. */
    readonly texts: readonly string[];
}

function conditionsOf({ chosen, ...scripted }: ScriptedWait, ids: readonly string[]): WaitConditions {
    const { targetStatuses, targetHealth, minInstanceCount, minimum, failStatuses, stableForMs } = scripted;
    const own = "places" in chosen ? chosen.places.map((place) => ids[place]!) : [];
    return {
        instanceIds: own,
        selector: "selector" in chosen ? SELECTORS[chosen.selector] : undefined,
        targetStatuses,
        targetHealth,
        // the arguments of a wait are checked before it begins
        minInstanceCount: "places" in chosen ? Math.min(minInstanceCount, own.length) : minInstanceCount,
        ...("places" in chosen && (minimum.minReached ?? 0) > own.length ? {} : minimum),
        failStatuses: failStatuses?.filter((word) => !targetStatuses.includes(word)),
        failFast: true,
        stableForMs,
        absentGraceMs: 20_000,
    };
}

/** The same source; the rounds and the results of a wait are noted. */
function noting(source: StatusSource, now: () => number, note: (one: Delivered | "round") => void): StatusSource {
    const sinceOrigin = (at: number): number => at - performance.now() + now();
    return {
        get openIds() {
            return source.openIds;
        },
        get budgetPauseMs() {
            return source.budgetPauseMs ?? 0;
        },
        subscribe: (subjects) => {
            const subscription = source.subscribe(subjects);
            const poll = subscription.poll.bind(subscription);
            subscription.poll = (request, onResult, signal) => {
                note("round");
                return poll(
                    request,
                    (result) => {
                        note({ at: now(), askedAt: sinceOrigin(result.askedAt), result });
                        return onResult(result);
                    },
                    signal,
                );
            };
            return subscription;
        },
        maxSubjects: source.maxSubjects,
        listsAnything: (signal) => source.listsAnything(signal),
    };
}

async function run(
    scripted: ScriptedWait,
    ids: readonly string[],
    pollers: StatusPollers,
    now: () => number,
): Promise<Run> {
    await sleep(scripted.startsAt);
    const { timeoutMs, initialDelayMs, pollIntervalMs, abortsAfterMs } = scripted;
    const conditions = conditionsOf(scripted, ids);
    const controller = new AbortController();
    const timer = abortsAfterMs === undefined ? undefined : setTimeout(() => controller.abort(), abortsAfterMs);
    const delivered: Delivered[] = [];
    const texts: string[] = [];
    let rounds = 0;
    const startedAt = now();
    const source = noting(pollers.of(conditions), now, (one) => {
        rounds += Number(one === "round");
        delivered.push(...(one === "round" ? [] : [one]));
    });
    const outcome = await outcomeOf(
        waitFor(conditions.instanceIds, conditions, { timeoutMs, schedule: { initialDelayMs, pollIntervalMs } }),
        source,
        {
            signal: controller.signal,
            onProgress: (_, describe) => texts.push(describe()),
            onWarning: (text) => texts.push(text),
        },
    );
    texts.push(outcome.error?.message ?? "");
    clearTimeout(timer);
    assert.equal(getEventListeners(controller.signal, "abort").length, 0, "a listener is left");
    return { scripted, conditions, rounds, delivered, startedAt, endedAt: now(), outcome, texts };
}

function isMet(
    { from, forMs, every, only }: Trouble,
    request: FleetRequest,
    isLater: boolean,
    number: number,
): boolean {
    const isMeant = only === undefined || (only === "later requests" ? isLater : only === request.action);
    return request.at >= from && request.at < from + forMs && number % every === 0 && isMeant;
}

/** Plays a script to its end and checks all that must hold. */
async function play(script: Script, pageSize?: number): Promise<void> {
    await inVirtualTime(async () => {
        const ids = manyIds(script.instances.length);
        const { latencies, troubles, perMinute, orderMovesEveryMs, hasEmptyLastPage, refusesAbsent } = script;
        const fleet: VirtualFleet = new VirtualFleet(
            Object.fromEntries(ids.map((id, index) => [id, script.instances[index]!])),
            {
                pageSize,
                orderMovesEveryMs,
                hasEmptyLastPage,
                refusesAbsent,
                latencyMs: (_, number) => latencies[number % latencies.length]!,
                misfortune: (request, number) => {
                    const isLater = fleet.requests.some(({ call }) => call === request.call);
                    return troubles.find((one) => isMet(one, request, isLater, number))?.what;
                },
            },
        );
        const pollers = new StatusPollers(fleet, "cn-hangzhou", new RateLimiter(perMinute));
        const origin = performance.now();
        // a wait that never ends must fail the test, not hang it: its heartbeat alone would keep virtual time going
        const limit = setTimeout(() => assert.fail("a wait has not ended"), 1_000_000);
        const runs = await Promise.all(
            script.waits.map((wait) => run(wait, ids, pollers, () => performance.now() - origin)),
        );
        clearTimeout(limit);
        const { statuses, health, listings } = pollers;
        assert.equal(statuses.openIds + health.openIds + listings.openIds, 0, "a wait that has ended is still counted");
        await sleep(1);
        assert.equal(fleet.underWay, 0, "a request is still under way after all have ended");
        const sent = fleet.requests.length;
        await sleep(200_000);
        assert.equal(fleet.requests.length, sent, "a request was sent after all have ended");

        const calls = callsOf(fleet.requests);
        runs.forEach((one) => {
            assertEndsInTime(one);
            assertGotWhatWasAnswered(one, calls);
            assertEndsAsItMust(one, calls, perMinute);
            assertSpeaksWell(one);
            if (troubles.length === 0 && perMinute === 250 && Math.max(...latencies) <= 400) {
                assertIsAnsweredOften(one);
            }
        });
        assertRequestsAreWanted(runs, calls);
        assertShared(runs, calls);
        assertBounded(fleet.requests, calls, perMinute);
    }, script.seed);
}

function assertEndsInTime({ scripted, outcome }: Run): void {
    assert.ok(outcome.at <= scripted.timeoutMs + ATTEMPT_MS + ROUNDING_MS, `ended after ${outcome.at} ms`);
    if (scripted.abortsAfterMs !== undefined) {
        assert.ok(outcome.at <= scripted.abortsAfterMs + ROUNDING_MS, "did not end when it was called off");
    }
    assert.notEqual(outcome.report === undefined, outcome.error === undefined);
}

/** Each answer that a wait got is one that ECS gave, whole, to a request from after its start. So is each error. */
function assertGotWhatWasAnswered({ conditions, delivered, startedAt }: Run, calls: readonly FleetCall[]): void {
    for (const { askedAt, result } of delivered) {
        assert.ok(askedAt >= startedAt - ROUNDING_MS, "an answer to a request from before the wait");
        // a listing is as old as its first page
        const own = calls.filter(
            (call) =>
                isOf(call, conditions) &&
                (call.at === askedAt ||
                    (conditions.selector === undefined && call.requests.some(({ at }) => at === askedAt))),
        );
        if (result.fault !== undefined) {
            const { code } = result.fault;
            const faults = own.flatMap(({ requests }) => requests.map(({ fault = "" }) => fault));
            const isTrue = faults.some((fault) => fault.includes(code === "MemberReleased" ? "NotFound" : code));
            assert.ok(isTrue || (code === "RequestTimeout" && faults.includes('"hang"')), `${code} came from nowhere`);
            continue;
        }
        const told = [...result.answerOf.values()].map((answer) => (answer instanceof Map ? plain(answer) : answer));
        const answered = own.map((call) =>
            conditions.selector === undefined
                ? call.requests.flatMap(({ at, rows = [] }) => (at === askedAt ? rows : []))
                : listingOf(call, conditions.targetHealth && conditions.targetStatuses),
        );
        const isTrue = answered.some(
            (one) => JSON.stringify(one instanceof Map ? [plain(one)] : one) === JSON.stringify(told),
        );
        assert.ok(isTrue, `ECS never said ${JSON.stringify(told).slice(0, 300)}`);
    }
}

function plain(listing: ReadonlyMap<string, unknown>): unknown {
    return [...listing].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether a call is one that a wait may ask for. */
function isOf({ selector, requests }: FleetCall, conditions: WaitConditions): boolean {
    if (conditions.selector !== undefined) {
        const hasHealth = requests.some(({ action }) => action === "DescribeInstancesFullStatus");
        return selector === selectorKey(conditions.selector) && (!hasHealth || conditions.targetHealth !== undefined);
    }
    const action = conditions.targetHealth === undefined ? "DescribeInstanceStatus" : "DescribeInstancesFullStatus";
    return requests[0]!.action === action;
}

/** A wait ends well as soon as an answer satisfies it, and never otherwise; what it reports is what it was told. */
function assertEndsAsItMust(one: Run, calls: readonly FleetCall[], perMinute: number): void {
    const { conditions, delivered, startedAt, endedAt, outcome } = one;
    const isAtEnd = ({ at }: Delivered): boolean => at >= endedAt - ROUNDING_MS;
    const end = standingAfter(delivered, conditions);
    delivered.forEach((each, index) => {
        // a round of several requests may go on for instances that were seen in target in the round before; and a listing
        // that was asked for before the wait's last round ended does not end the pause after it
        const isOver =
            conditions.selector === undefined ||
            each.askedAt < (delivered[index - 1]?.at ?? 0) ||
            isAtEnd(each) ||
            !isSatisfied(standingAfter(delivered.slice(0, index + 1), conditions), each.at);
        assert.ok(isOver, `was satisfied at ${each.at} ms, and ended at ${endedAt} ms`);
        const isPermanent = each.result.fault !== undefined && !/throttled|transient/.test(each.result.fault.kind);
        assert.ok(isAtEnd(each) || !isPermanent, `was refused at ${each.at} ms, and ended at ${endedAt} ms`);
    });
    const { error, report } = outcome;
    if (error instanceof EcsApiError) {
        assert.equal(error.code, "Forbidden.RAM", "ended by a fault that passes");
        assert.ok(delivered.some(({ result }) => result.fault?.message === error.message));
    }
    if (
        conditions.selector !== undefined &&
        (error instanceof UnexpectedStatusError || error instanceof NotEnoughInstancesError)
    ) {
        assert.ok(end.isComplete && end.members.length - end.failed.length < end.required, "can still be reached");
    }
    if (report === undefined) {
        return;
    }
    assert.ok(isAtEnd(delivered.at(-1)!), "ended later than the answer that decided it");
    assert.ok(end.isComplete, `${end.members.length} members are not enough`);
    const polls = calls.filter((call) => isOfSamePoller(call, conditions)).flatMap(({ requests }) => requests);
    const all = calls.flatMap(({ requests }) => requests);
    const young = end.reached.filter(({ askedAt }) =>
        isYoung(askedAt, endedAt, inOrder(polls), inOrder(all), perMinute),
    );
    assert.ok(young.length >= end.required, `${young.length} of ${end.required} were in target by a young answer`);

    assert.deepEqual([...report.instanceIds].sort(), end.members);
    assert.deepEqual(
        [...report.reachedInstanceIds].sort(),
        end.reached.map(({ instanceId }) => instanceId),
    );
    for (const id of end.members) {
        const last = end.seen.get(id)?.at(-1);
        assert.equal(report.statusById[id], last?.status);
        assert.equal(report.healthById?.[id], last?.health);
    }
    const history = [...end.seen].map(([id, seen]) => [id, changesOf(seen, startedAt)] as const);
    assert.deepEqual(report.history, Object.fromEntries(history));
}

/** No text shows a value that is missing, and none denies an answer that the wait got. */
function assertSpeaksWell({ texts, delivered, outcome }: Run): void {
    const odd = texts.find((text) => /undefined|NaN|Infinity|\[object|null/.test(text));
    assert.equal(odd, undefined);
    const isDenied = /before the first answer|never reached|no listing of/.test(outcome.error?.message ?? "");
    assert.equal(isDenied && delivered.some(({ result }) => result.fault === undefined), false, outcome.error?.message);
}

/** Where ECS answers soon, no wait is left without answers. */
function assertIsAnsweredOften({ delivered, startedAt, endedAt }: Run): void {
    const times = [startedAt, ...delivered.map(({ at }) => at), endedAt];
    const longest = Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
    assert.ok(longest <= LONGEST_SILENCE_MS, `no answer for ${longest} ms`);
}

function isSatisfied({ isComplete, reached, required }: Standing, now: number): boolean {
    return isComplete && reached.filter(({ askedAt }) => now - askedAt <= MOST_AGE_MS).length >= required;
}

function isOfSamePoller({ selector, requests }: FleetCall, conditions: WaitConditions): boolean {
    if (conditions.selector !== undefined) {
        return selector !== undefined;
    }
    // one without ids only finds out whether the region lists anything: nothing waits for it
    return (
        selector === undefined &&
        isOf({ selector, requests } as FleetCall, conditions) &&
        requests[0]!.instanceIds.length > 0
    );
}

function inOrder(requests: readonly FleetRequest[]): FleetRequest[] {
    return [...requests].sort((a, b) => a.at - b.at);
}

/** Each request is of a call that a wait needs, which had begun and had not ended. */
function assertRequestsAreWanted(runs: readonly Run[], calls: readonly FleetCall[]): void {
    for (const call of calls) {
        for (const { at } of call.requests) {
            const isWanted = runs.some(
                ({ conditions, startedAt, endedAt }) =>
                    isOf(call, conditions) && at >= startedAt && at <= endedAt + ROUNDING_MS,
            );
            assert.ok(isWanted, `a request at ${at} ms in vain`);
        }
    }
}

/** Equal selectors share their listings: one at a time, and no more than there are rounds. */
function assertShared(runs: readonly Run[], calls: readonly FleetCall[]): void {
    for (const selector of SELECTORS.map(selectorKey)) {
        const own = calls.filter((call) => call.selector === selector);
        const waits = runs.filter(
            ({ conditions }) => conditions.selector && selectorKey(conditions.selector) === selector,
        );
        const kinds = new Set(
            waits.map(({ conditions: { targetHealth, targetStatuses } }) =>
                targetHealth ? targetStatuses.join() : "",
            ),
        );
        const begunDuring = own.map(
            (call) => own.filter(({ at, endedAt }) => at <= call.at && endedAt > call.at).length,
        );
        assert.ok(Math.max(0, ...begunDuring) <= kinds.size, "equal selectors do not share a listing");
        const rounds = waits.reduce((sum, one) => sum + one.rounds, 0);
        const faults = own.flatMap(({ requests }) => requests).filter(({ fault }) => fault !== undefined).length;
        // who finds a listing asked for too early asks for it once more
        const bound = rounds + (waits.length > 1 ? rounds : 0) + 2 * faults;
        assert.ok(own.length <= bound, `${own.length} listings where ${bound} are enough`);
    }
}

function assertBounded(requests: readonly FleetRequest[], calls: readonly FleetCall[], perMinute: number): void {
    const most = mostInAnyMinute(requests.map(({ at }) => at));
    assert.ok(most <= perMinute, `${most} requests in a minute that allows ${perMinute}`);
    const listings = calls.filter(({ selector }) => selector !== undefined);
    listings.forEach(assertAskedWell);
    for (const { at } of listings.flatMap((call) => call.requests)) {
        const underWay = listings
            .flatMap((call) => call.requests)
            .filter((other) => other.at <= at && other.endedAt! > at).length;
        assert.ok(underWay <= 2, `${underWay} requests of listings at a time`);
    }
}

describe("Waits for a fleet, in any world", () => {
    for (const [world, sizes, pageSize, numRuns] of [
        ["a few instances, two on a page", { min: 5, max: 5 }, 2, 1_500],
        ["some hundred instances", { min: 190, max: 230 }, undefined, 60],
    ] as const) {
        it(`are true, end in time, keep to the budget and leave nothing behind: ${world}`, async () => {
            const isTrue = fc.asyncProperty(scriptOf(sizes), (script) => play(script, pageSize));
            await fc.assert(isTrue, { numRuns });
        });
    }

    it("send ⌈members/100⌉ requests a round, and ⌈members in target/100⌉ for their health, for any number of waits with equal selectors", async () => {
        const sizes = fc.oneof(fc.integer({ min: 1, max: 450 }), fc.constantFrom(100, 101, 200, 201, 300));
        const waits = fc.integer({ min: 1, max: 6 });
        await fc.assert(
            fc.asyncProperty(
                sizes,
                waits,
                fc.boolean(),
                fc.nat({ max: 80 }),
                async (size, count, withHealth, latencyMs) => {
                    await inVirtualTime(async () => {
                        const booting: FleetInstance = {
                            status: [
                                ["Pending", 0],
                                ["Running", 29_000],
                            ],
                            role: [["web", 0]],
                            health: [
                                ["Initializing", 0],
                                ["Ok", 40_000],
                            ],
                        };
                        const fleet = new VirtualFleet(Object.fromEntries(manyIds(size).map((id) => [id, booting])), {
                            latencyMs,
                        });
                        const pollers = new StatusPollers(fleet, "cn-hangzhou", new RateLimiter(1_000));
                        const outcomes = await Promise.all(
                            Array.from({ length: count }, (_, index) => {
                                const [name, zone] = [{ instanceName: "fleet-*" }, { zoneId: "cn-hangzhou-b" }];
                                const request = waitFor([], {
                                    selector: index % 2 === 0 ? { ...name, ...zone } : { ...zone, ...name },
                                    targetHealth: withHealth ? ["Ok"] : undefined,
                                });
                                return outcomeOf(request, pollers.of(request.conditions));
                            }),
                        );
                        assert.ok(outcomes.every(({ report }) => report?.reachedInstanceIds.length === size));
                        const calls = callsOf(fleet.requests);
                        assert.equal(calls.length, Math.max(...outcomes.map(({ report }) => report!.polls)));
                        for (const { requests } of calls) {
                            const pages = requests.filter(({ action }) => action === "DescribeInstances");
                            const running = pages.flatMap(({ rows = [] }) =>
                                rows.filter(({ status }) => status === "Running"),
                            );
                            const forHealth = withHealth ? Math.ceil(running.length / 100) : 0;
                            assert.equal(pages.length, Math.ceil(size / 100));
                            assert.equal(requests.length, pages.length + forHealth);
                        }
                    });
                },
            ),
            { numRuns: 100 },
        );
    });
});
