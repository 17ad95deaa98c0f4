import { promisify } from "node:util";
import { type Clock, install } from "@sinonjs/fake-timers";
import type { WaitConditions } from "../../provider/domain/wait-conditions";
import type { InstanceStatusRequest, InstanceStatusPage, EcsApi } from "../../provider/ecs/ecs-api";
import { StatusPoller } from "../../provider/account/status-pollers";
import { RateLimiter } from "../../provider/poll/pace/rate-limiter";
import type { RoundRequest } from "../../provider/poll/subscription";
import type { StatusSource } from "../../provider/wait/status-source";
import { type WaitHooks, waitForStatus } from "../../provider/wait/wait-for-status";
import type { WaitReport } from "../../provider/wait/wait-report";
import type { WaitRequest } from "../../provider/wait/wait-request";
import { seededRandom } from "../../bench/shared/random";
import type { TimedRequest } from "./answer-age";
import { type Misfortune, VirtualNetwork } from "./virtual-network";

/** What an instance is, from when on: `[["Pending", 0], ["Running", 35_000]]`; "Absent" is absent. */
export type Timeline = readonly (readonly [status: string, fromMs: number])[];

/** A request as it arrived. The answer is what was so at `answeredAt`. */
export interface VirtualRequest extends TimedRequest {
    readonly instanceIds: readonly string[];
}

export interface VirtualEcsOptions {
    /** How long an answer takes; it tells what is at its end. */
    readonly latencyMs?: number | ((request: VirtualRequest, number: number) => number);
    readonly misfortune?: (request: VirtualRequest, number: number) => Misfortune;
}

/** An ECS in virtual time. It lives in the same process: what is between it and a socket is the wire tests' business. */
export class VirtualEcs implements EcsApi {
    readonly #timelines = new Map<string, Timeline>();
    readonly #network: VirtualNetwork<VirtualRequest>;

    constructor(timelines: Readonly<Record<string, Timeline | string>>, options: VirtualEcsOptions = {}) {
        for (const [id, timeline] of Object.entries(timelines)) {
            this.set(id, timeline);
        }
        this.#network = new VirtualNetwork(options);
    }

    get requests(): readonly VirtualRequest[] {
        return this.#network.requests;
    }

    /** How many requests are under way. */
    get underWay(): number {
        return this.#network.underWay;
    }

    /** The most requests that were under way at a time. */
    get mostUnderWay(): number {
        return this.#network.mostUnderWay;
    }

    get now(): number {
        return this.#network.now;
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
        return wordAt(this.#timelines.get(id) ?? [], at);
    }

    describeInstanceStatus({ instanceIds }: InstanceStatusRequest, signal?: AbortSignal): Promise<InstanceStatusPage> {
        const request = { at: this.now, instanceIds: instanceIds ?? [] };
        return this.#network.send(request, "DescribeInstanceStatus", signal, () => this.#answer(instanceIds));
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
}

/** The word of a timeline at a moment; `undefined` for "Absent". */
export function wordAt(timeline: Timeline, at: number): string | undefined {
    const step = timeline.findLast(([, from]) => from <= at);
    return step === undefined || step[0] === "Absent" ? undefined : step[0];
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
