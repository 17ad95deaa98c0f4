import { promisify } from "node:util";
import { type Clock, install } from "@sinonjs/fake-timers";
import type { WaitConditions } from "../../provider/domain/wait-conditions";
import type { InstanceStatusRequest, InstanceStatusPage, EcsApi } from "../../provider/ecs/ecs-api";
import { classifyError } from "../../provider/errors/error-codes";
import { EcsApiError } from "../../provider/errors";
import { StatusPoller } from "../../provider/account/status-pollers";
import { RateLimiter } from "../../provider/poll/pace/rate-limiter";
import type { RoundRequest } from "../../provider/poll/subscription";
import type { StatusSource } from "../../provider/wait/status-source";
import { type WaitHooks, waitForStatus } from "../../provider/wait/wait-for-status";
import type { WaitReport } from "../../provider/wait/wait-report";
import type { WaitRequest } from "../../provider/wait/wait-request";
import { seededRandom } from "../../bench/shared/random";

/** What an instance is, from when on: `[["Pending", 0], ["Running", 35_000]]`; "Absent" is absent. */
export type Timeline = readonly (readonly [status: string, fromMs: number])[];

/** A request as it arrived. */
export interface VirtualRequest {
    /** Milliseconds since the world began. */
    readonly at: number;
    readonly instanceIds: readonly string[];
    readonly fault?: string;
    /** When the answer was made; unless it failed, the answer is what was so at this moment. */
    answeredAt?: number;
    /** When it was answered, had failed, or was given up. */
    endedAt?: number;
}

/** What happens to a request instead of an answer: an error code, "hang" (no answer for 10 s), or nothing special. */
export type Misfortune = string | { code: string; retryAfterMs?: number } | undefined;

export interface VirtualEcsOptions {
    /** How long an answer takes; it tells what is at its end. */
    readonly latencyMs?: number | ((request: VirtualRequest, number: number) => number);
    readonly misfortune?: (request: VirtualRequest, number: number) => Misfortune;
}

/** An ECS in virtual time. It lives in the same process: what is between it and a socket is the wire tests' business. */
export class VirtualEcs implements EcsApi {
    readonly requests: VirtualRequest[] = [];
    /** How many requests are under way, and the most there ever were. */
    underWay = 0;
    mostUnderWay = 0;
    readonly #timelines = new Map<string, Timeline>();
    readonly #startedAt = performance.now();
    readonly #options: VirtualEcsOptions;

    constructor(timelines: Readonly<Record<string, Timeline | string>>, options: VirtualEcsOptions = {}) {
        for (const [id, timeline] of Object.entries(timelines)) {
            this.set(id, timeline);
        }
        this.#options = options;
    }

    get now(): number {
        return performance.now() - this.#startedAt;
    }

    set(id: string, timeline: Timeline | string): void {
        this.#timelines.set(id, typeof timeline === "string" ? [[timeline, 0]] : timeline);
    }

    setAll(ids: readonly string[], timeline: Timeline | string): void {
        ids.forEach((id) => this.set(id, timeline));
    }

    /** The requests whose time is in this stretch, both ends included. */
    between(from: number, to = Infinity): VirtualRequest[] {
        return this.requests.filter(({ at }) => at >= from && at <= to);
    }

    statusOf(id: string, at = this.now): string | undefined {
        const step = this.#timelines.get(id)?.findLast(([, from]) => from <= at);
        return step === undefined || step[0] === "Absent" ? undefined : step[0];
    }

    async describeInstanceStatus(
        { instanceIds }: InstanceStatusRequest,
        signal?: AbortSignal,
    ): Promise<InstanceStatusPage> {
        signal?.throwIfAborted();
        const request: VirtualRequest = { at: this.now, instanceIds: instanceIds ?? [] };
        const misfortune = this.#options.misfortune?.(request, this.requests.length + 1);
        const kept = misfortune === undefined ? request : { ...request, fault: JSON.stringify(misfortune) };
        this.requests.push(kept);
        this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
        try {
            const { latencyMs = 0 } = this.#options;
            const latency = typeof latencyMs === "number" ? latencyMs : latencyMs(request, this.requests.length);
            await this.#pause(misfortune === "hang" ? 10_000 : latency, signal);
            if (misfortune === "hang") {
                throw new EcsApiError({ code: "RequestTimeout", kind: "transient", message: "no answer within 10s" });
            }
            if (misfortune !== undefined) {
                throw errorOf(misfortune);
            }
            kept.answeredAt = this.now;
            return this.#answer(instanceIds);
        } finally {
            kept.endedAt = this.now;
            this.underWay -= 1;
        }
    }

    describeInstancesFullStatus(): Promise<never> {
        return Promise.reject(new Error("this world has no health"));
    }

    describeInstances(): Promise<never> {
        return Promise.reject(new Error("this world has no listing"));
    }

    #answer(instanceIds: readonly string[] | undefined): InstanceStatusPage {
        const asked = instanceIds ?? [...this.#timelines.keys()];
        const rows = asked.flatMap((instanceId) => {
            const status = this.statusOf(instanceId);
            return status === undefined ? [] : [{ instanceId, status }];
        });
        return { requestId: `request-${this.requests.length}`, totalCount: rows.length, rows };
    }

    #pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
        return new Promise((resolve, reject) => {
            if (ms === 0) {
                resolve();
                return;
            }
            const onAbort = (): void => {
                clearTimeout(timer);
                reject(signal?.reason as Error);
            };
            const timer = setTimeout(() => {
                signal?.removeEventListener("abort", onAbort);
                resolve();
            }, ms);
            signal?.addEventListener("abort", onAbort, { once: true });
        });
    }
}

function errorOf(misfortune: string | { code: string; retryAfterMs?: number }): EcsApiError {
    const { code, retryAfterMs } = typeof misfortune === "string" ? { code: misfortune } : misfortune;
    const transport = /^E[A-Z]+$/.test(code);
    return new EcsApiError({
        code,
        kind: transport ? "transient" : classifyError(code),
        message: `the world says ${code}`,
        retryAfterMs,
        ...(transport ? {} : { action: "DescribeInstanceStatus", requestId: `refused-${code}` }),
    });
}

/** The most of these moments that lie within any 60 s; a thousandth of a millisecond is rounding. */
export function mostInAnyMinute(times: readonly number[]): number {
    let most = 0;
    let first = 0;
    times.forEach((time, index) => {
        while (time - times[first]! > 59_999.999) {
            first += 1;
        }
        most = Math.max(most, index - first + 1);
    });
    return most;
}

/** A wait as the arguments' defaults make it. */
export function waitFor(
    instanceIds: readonly string[],
    conditions: Partial<WaitConditions> = {},
    others: Partial<WaitRequest> = {},
): WaitRequest {
    return {
        conditions: {
            instanceIds,
            targetStatuses: ["Running"],
            failFast: true,
            minInstanceCount: 1,
            stableForMs: 0,
            absentGraceMs: 60_000,
            ...conditions,
        },
        schedule: {},
        timeoutMs: 600_000,
        ...others,
    };
}

/** A poller of the virtual ECS. */
export function pollerOf(ecs: Pick<EcsApi, "describeInstanceStatus">, maxRequestsPerMinute = 250): StatusPoller {
    return new StatusPoller(ecs, "cn-hangzhou", new RateLimiter(maxRequestsPerMinute), "describeInstanceStatus");
}

/** The same poller for waits with a lower limit. */
export function limited(poller: StatusPoller, maxRequestsPerMinute: number): StatusSource {
    return {
        openIds: 0,
        maxSubjects: poller.maxSubjects,
        subscribe: (instanceIds) => poller.subscribe(instanceIds, maxRequestsPerMinute),
        listsAnything: (signal) => poller.listsAnything(signal),
    };
}

/** A first round of these subjects. */
export function roundOf(subjects: readonly string[], changes: Partial<RoundRequest> = {}): RoundRequest {
    const at = performance.now();
    return {
        timing: "first",
        subjects,
        optional: [],
        at,
        earlierBy: 0,
        jitterMs: 0,
        deadline: at + 600_000,
        ...changes,
    };
}

/** What became of a wait, and when. */
export interface Outcome {
    readonly report?: WaitReport;
    readonly error?: Error;
    /** Milliseconds since the wait began. */
    readonly at: number;
}

export async function outcomeOf(request: WaitRequest, poller: StatusSource, hooks?: WaitHooks): Promise<Outcome> {
    const startedAt = performance.now();
    try {
        const report = await waitForStatus(request, poller, hooks);
        return { report, at: performance.now() - startedAt };
    } catch (error) {
        return { error: error as Error, at: performance.now() - startedAt };
    }
}

/** The real one: what is under way in promises goes on between two timers, and this waits for it. */
const realTurn = promisify(setImmediate);
/** So many turns without a timer: nothing will ever happen again. */
const TURNS_THAT_PROVE_A_HANG = 50;

/** What they would call, and when: a timer of another test is told from one of this by that. */
function timersOf(clock: Clock): string[] {
    const { timers } = clock as unknown as { timers: Map<number, { func: unknown; callAt: number }> };
    return [...timers.values()].map(
        ({ func, callAt }) => `at ${callAt} ${String(func).replace(/\s+/g, " ").slice(0, 200)}`,
    );
}

/**
 * Runs in virtual time: whenever all that is left is to wait for a timer, time moves on to it.
 *
 * @param seed - for `Math.random`: with the same seed, jitter is the same in each run
 * @returns what `work` returns; after it, no timer may be left
 */
export async function inVirtualTime<T>(work: (clock: Clock) => Promise<T>, seed?: number): Promise<T> {
    const realRandom = Math.random;
    const clock = install({
        now: Date.UTC(2026, 0, 1, 12, 0, 30),
        toFake: [
            "setTimeout",
            "clearTimeout",
            "setInterval",
            "clearInterval",
            "setImmediate",
            "clearImmediate",
            "Date",
            "performance",
        ],
    });
    if (seed !== undefined) {
        Math.random = seededRandom(seed);
    }
    try {
        const progress = { isDone: false };
        const done = work(clock).finally(() => (progress.isDone = true));
        done.catch(() => undefined);
        await realTurn();
        for (let idleTurns = 0; !progress.isDone; await realTurn()) {
            idleTurns = clock.countTimers() > 0 ? 0 : idleTurns + 1;
            if (idleTurns > TURNS_THAT_PROVE_A_HANG) {
                throw new Error("nothing is under way and no timer is left: this would wait for ever");
            }
            clock.next();
        }
        const result = await done;
        if (clock.countTimers() > 0) {
            throw new Error(`${clock.countTimers()} timers are left: ${timersOf(clock).join("; ")}`);
        }
        return result;
    } finally {
        clock.uninstall();
        Math.random = realRandom;
    }
}
