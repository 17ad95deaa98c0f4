import assert from "node:assert/strict";
import fc from "fast-check";
import { EcsApiError } from "../../../../provider/errors";
import { classifyError } from "../../../../provider/errors/error-codes";
import type { PollAnswer, PollCall } from "../../../../provider/poll/poll-call";
import { Poller } from "../../../../provider/poll/poller";
import { RateLimiter } from "../../../../provider/poll/pace/rate-limiter";
import type { PollResult, RoundRequest } from "../../../../provider/poll/subscription";
import { sleep } from "../../../../provider/time/sleep";
import { inVirtualTime, mostInAnyMinute, roundOf } from "../../../support/virtual-world";

const PAGES = 3;
const LATENCY_MS = 100;

/** A request for one page of one subject, in milliseconds since the world began. */
interface PageRequest {
    readonly at: number;
    readonly subject: string;
    readonly page: number;
}

/** What ECS says to a request instead of an answer. */
type Fault = { readonly code: string; readonly retryAfterMs?: number } | undefined;

/** A call that needs three requests for each subject. Its answer is the list of the times of its requests. */
class ListingCall implements PollCall<readonly number[]> {
    readonly maxSubjects = 1;
    readonly requests: PageRequest[] = [];
    mostInFlight = 0;
    #inFlight = 0;
    readonly #startedAt = performance.now();
    readonly #fault: (request: PageRequest) => Fault;

    constructor(fault: (request: PageRequest) => Fault = () => undefined) {
        this.#fault = fault;
    }

    async ask(
        [subject = ""]: readonly string[],
        permit: (signal: AbortSignal) => Promise<void>,
        signal: AbortSignal,
    ): Promise<PollAnswer<readonly number[]>> {
        const times: number[] = [];
        for (let page = 1; page <= PAGES; page += 1) {
            if (page > 1) {
                await permit(signal);
            }
            const request = { at: performance.now() - this.#startedAt, subject, page };
            this.requests.push(request);
            times.push(request.at);
            this.mostInFlight = Math.max(this.mostInFlight, (this.#inFlight += 1));
            await sleep(LATENCY_MS, signal).finally(() => (this.#inFlight -= 1));
            const fault = this.#fault(request);
            if (fault !== undefined) {
                throw new EcsApiError({ ...fault, kind: classifyError(fault.code), message: fault.code });
            }
        }
        return { answerOf: new Map([[subject, times]]), requestIds: times.map((at) => `${subject} ${at}`) };
    }

    pagesOf(subject: string): string[] {
        return this.requests.filter((one) => one.subject === subject).map(({ page, at }) => `${page} at ${at}`);
    }
}

interface Polled {
    readonly results: readonly PollResult<readonly number[]>[];
    readonly endedAt: number;
}

/** Runs one round for one subject. */
async function poll(
    poller: Poller<readonly number[]>,
    subject: string,
    changes: Partial<RoundRequest> = {},
    signal = new AbortController().signal,
): Promise<Polled> {
    const startedAt = performance.now();
    const results: PollResult<readonly number[]>[] = [];
    const subscription = poller.subscribe([subject]);
    try {
        await subscription.poll(
            roundOf([subject], changes),
            (result) => {
                results.push(result);
                return false;
            },
            signal,
        );
    } finally {
        subscription.end();
    }
    return { results, endedAt: performance.now() - startedAt };
}

describe("Poller: a call of several requests", () => {
    it("sends them one after another, and delivers their answer once, with the time of the first", () =>
        inVirtualTime(async () => {
            const call = new ListingCall();
            const from = performance.now();
            const { results } = await poll(new Poller(call, new RateLimiter(250)), "a");
            assert.deepEqual(call.pagesOf("a"), ["1 at 0", "2 at 100", "3 at 200"]);
            assert.deepEqual(
                results.map(({ askedAt, answerOf, requestIds }) => [askedAt - from, [...answerOf], requestIds]),
                [[0, [["a", [0, 100, 200]]], ["a 0", "a 100", "a 200"]]],
            );
        }));

    it("waits for the rate limiter in the middle, which is no interruption", () =>
        inVirtualTime(async () => {
            const call = new ListingCall();
            const { results, endedAt } = await poll(new Poller(call, new RateLimiter(2)), "a");
            assert.deepEqual(call.pagesOf("a"), ["1 at 0", "2 at 100", "3 at 60000"]);
            assert.equal(endedAt, 60_100);
            assert.deepEqual(
                results.map(({ interruptedAt, fault }) => [interruptedAt, fault]),
                [[-Infinity, undefined]],
            );
        }));

    it("asks anew for the whole answer when it is throttled in the middle", () =>
        inVirtualTime(async () => {
            const call = new ListingCall(({ at, page }) =>
                at < 1_000 && page === 2 ? { code: "Throttling.User", retryAfterMs: 5_000 } : undefined,
            );
            const { results } = await poll(new Poller(call, new RateLimiter(250)), "a");
            const again = ["1 at 5200", "2 at 5300", "3 at 5400"];
            assert.deepEqual(call.pagesOf("a"), ["1 at 0", "2 at 100", ...again]);
            assert.deepEqual(
                results.map(({ fault, answerOf }) => [fault?.code, [...answerOf]]),
                [
                    ["Throttling.User", []],
                    [undefined, [["a", [5_200, 5_300, 5_400]]]],
                ],
            );
        }));

    it("holds the next request back while another one is throttled, and then sends one at a time", () =>
        inVirtualTime(async () => {
            const call = new ListingCall(({ at, subject, page }) =>
                at < 1_000 && subject === "a" && page === 1
                    ? { code: "Throttling.User", retryAfterMs: 5_000 }
                    : undefined,
            );
            const poller = new Poller(call, new RateLimiter(250));
            await Promise.all([poll(poller, "a"), poll(poller, "b")]);
            assert.deepEqual(call.pagesOf("b"), ["1 at 0", "2 at 5100", "3 at 5200"]);
            assert.equal(call.pagesOf("a")[1], "1 at 5200", "after the request that was let through");
        }));

    it("sends the next request at the deadline of its wait, although the poller pauses", () =>
        inVirtualTime(async () => {
            const call = new ListingCall(({ subject }) =>
                subject === "a" ? { code: "Throttling.User", retryAfterMs: 50_000 } : undefined,
            );
            const poller = new Poller(call, new RateLimiter(250));
            const end = new AbortController();
            const throttled = poll(poller, "a", {}, end.signal);
            await poll(poller, "b", { deadline: performance.now() + 20_000 });
            end.abort();
            await assert.rejects(throttled);
            const [first, ...rest] = call.requests.filter(({ subject }) => subject === "b").map(({ at }) => at);
            assert.deepEqual([first, ...rest], [0, 20_000, 20_100]);
        }));

    it("counts each request, and finishes what it has begun before it begins anything else", () =>
        inVirtualTime(async () => {
            const call = new ListingCall();
            const poller = new Poller(call, new RateLimiter(4));
            await Promise.all(["a", "b", "c", "d"].map((subject) => poll(poller, subject)));
            assert.equal(call.requests.length, 4 * PAGES);
            assert.ok(mostInAnyMinute(call.requests.map(({ at }) => at)) <= 4);
            assert.ok(call.mostInFlight <= 2);
            const lastOf = (subject: string): number =>
                Math.max(...call.requests.filter((one) => one.subject === subject).map(({ at }) => at));
            const third = call.requests.find(({ subject }) => subject === "c")!;
            assert.ok(third.at >= Math.min(lastOf("a"), lastOf("b")));
        }));

    it("serves a wait at its deadline first, before it finishes what it has begun", () =>
        inVirtualTime(async () => {
            const call = new ListingCall();
            const poller = new Poller(call, new RateLimiter(4));
            const large = ["a", "b"].map((subject) => poll(poller, subject));
            await sleep(1_000);
            const ending = poll(poller, "c", { deadline: performance.now() + 50_000 });
            await Promise.all([...large, ending]);
            const later = call.requests.filter(({ at }) => at > 1_000);
            assert.deepEqual(
                later.map(({ subject, page, at }) => `${subject}${page} at ${at}`),
                ["c1 at 60000", "a3 at 60050", "c2 at 60100", "b3 at 60150", "c3 at 120000"],
            );
            assert.ok(call.mostInFlight <= 2);
            assert.ok(mostInAnyMinute(call.requests.map(({ at }) => at)) <= 4);
        }));

    it("answers later rounds for the same subject too, where they may start early", () =>
        inVirtualTime(async () => {
            const call = new ListingCall();
            const poller = new Poller(call, new RateLimiter(250));
            const now = performance.now();
            const round = (subject: string, at: number, earlierBy: number): Promise<Polled> =>
                poll(poller, subject, { timing: "paced", at: now + at, earlierBy });
            await Promise.all([
                round("a", 1_000, 500),
                round("a", 1_900, 500), // it may start early, at 1.4 s: here it costs no request
                round("a", 2_000, 0), // the user gave its interval
                round("b", 3_900, 1_000),
            ]);
            assert.deepEqual(call.pagesOf("a"), [
                ...["1 at 1000", "2 at 1100", "3 at 1200"],
                ...["1 at 2000", "2 at 2100", "3 at 2200"],
            ]);
            assert.equal(call.pagesOf("b")[0], "1 at 3900");
        }));

    it("[pitfall 14] sends no further request when its wait is cancelled, and leaves no timer", () =>
        inVirtualTime(async (clock) => {
            const call = new ListingCall();
            const controller = new AbortController();
            const polled = poll(new Poller(call, new RateLimiter(1)), "a", {}, controller.signal);
            await sleep(5_000);
            controller.abort(new Error("cancelled"));
            await assert.rejects(polled, /cancelled/);
            assert.equal(clock.countTimers(), 0);
            assert.equal(call.requests.length, 1);
        }));

    it("takes the time until a permit for no slow request, also when the wait is cancelled meanwhile", () =>
        inVirtualTime(async () => {
            const poller = new Poller(new ListingCall(), new RateLimiter(1));
            const controller = new AbortController();
            const cancelled = poll(poller, "a", {}, controller.signal);
            await sleep(5_000);
            controller.abort();
            await assert.rejects(cancelled);
            const { results } = await poll(poller, "b");
            assert.deepEqual(
                results.map(({ interruptedAt }) => interruptedAt),
                [-Infinity],
            );
        }));

    it("takes an error for one about the request, and not about a subject that it would ask for alone", () =>
        inVirtualTime(async () => {
            const call = new ListingCall(() => ({ code: "InvalidParameter" }));
            const { results } = await poll(new Poller(call, new RateLimiter(250)), "a");
            assert.deepEqual(
                results.map(({ fault, refused }) => [fault?.code, refused]),
                [["InvalidParameter", undefined]],
            );
        }));

    it("settles each round of any world, within the budget, with at most two requests in flight", async () => {
        const world = fc.record({
            perMinute: fc.integer({ min: 2, max: 60 }),
            subjects: fc.integer({ min: 1, max: 5 }),
            rounds: fc.array(
                fc.record({
                    subject: fc.nat({ max: 4 }),
                    startsAt: fc.nat({ max: 30_000 }),
                    timeoutMs: fc.nat({ max: 120_000 }),
                    abortsAfterMs: fc.option(fc.nat({ max: 60_000 }), { nil: undefined, freq: 4 }),
                }),
                { minLength: 1, maxLength: 12 },
            ),
            faults: fc.array(
                fc.record({
                    request: fc.integer({ min: 1, max: 20 }),
                    code: fc.constantFrom("Throttling.User", "InternalError", "InvalidParameter"),
                    retryAfterMs: fc.nat({ max: 20_000 }),
                }),
                { maxLength: 6 },
            ),
        });
        await fc.assert(
            fc.asyncProperty(world, ({ perMinute, subjects, rounds, faults }) =>
                inVirtualTime(async () => {
                    let requests = 0;
                    const call = new ListingCall(() => {
                        requests += 1;
                        return faults.find(({ request }) => request === requests);
                    });
                    const poller = new Poller(call, new RateLimiter(perMinute));
                    const polls = rounds.map(async ({ subject, startsAt, timeoutMs, abortsAfterMs = 600_000 }) => {
                        await sleep(startsAt);
                        const controller = new AbortController();
                        const timer = setTimeout(() => controller.abort(), abortsAfterMs);
                        const deadline = performance.now() + timeoutMs;
                        const name = `subject-${subject % subjects}`;
                        const polled = await poll(poller, name, { deadline }, controller.signal).catch(() => undefined);
                        clearTimeout(timer);
                        return { name, polled, isAborted: controller.signal.aborted };
                    });
                    for (const { name, polled, isAborted } of await Promise.all(polls)) {
                        assert.ok(polled !== undefined || isAborted);
                        const answers = polled?.results.flatMap(({ answerOf }) => [...answerOf]) ?? [];
                        assert.ok(answers.every(([key, times]) => key === name && times.length === PAGES));
                    }
                    assert.ok(call.mostInFlight <= 2);
                    assert.ok(mostInAnyMinute(call.requests.map(({ at }) => at)) <= perMinute);
                }),
            ),
            { numRuns: 200 },
        );
    });
});
