import type { InstanceStatusRequest, InstanceStatusPage, EcsApi } from "../../provider/ecs/ecs-api";
import { waitForStatus } from "../../provider/wait/wait-for-status";
import type { Look } from "../contenders/contender";
import { pollerOf, requestFor } from "../contenders/this-package";
import { cpuMs, sleep } from "../shared/measure";
import { type EmulatorEnv, httpLook, packageApi, sdkLook } from "../shared/sdk-look";
import { median } from "../shared/statistics";

const IDS_PER_REQUEST = 50;
const CONCURRENCY = 2;
const PAUSE_MS = 200;
/** So high that the budget never delays a request. */
const MAX_REQUESTS_PER_MINUTE = 1_000_000;

export const LOOPERS = ["this package", "bare SDK", "bare node:http"] as const;
export type Looper = (typeof LOOPERS)[number];

interface Args {
    readonly instanceIds: readonly string[];
    readonly warmUp: number;
    readonly rounds: number;
}

/** The cost of one round. */
export interface RoundCost {
    readonly cpuMs: number;
    readonly wallMs: number;
}

/** Measures rounds, without those that warm up. */
class RoundWatch {
    readonly #warmUp: number;
    readonly #walls: number[] = [];
    #startedAt = 0;
    #cpuFrom = 0;
    #begun = 0;

    constructor(warmUp: number) {
        this.#warmUp = warmUp;
    }

    begin(): void {
        if (this.#begun === this.#warmUp) {
            this.#cpuFrom = cpuMs();
        }
        this.#begun += 1;
        this.#startedAt = performance.now();
    }

    end(): void {
        if (this.#begun > this.#warmUp) {
            this.#walls.push(performance.now() - this.#startedAt);
        }
    }

    /** To be called when the round after the last measured one begins: work after the last answer belongs to its round. */
    result(rounds: number): RoundCost {
        return { cpuMs: (cpuMs() - this.#cpuFrom) / rounds, wallMs: median(this.#walls.slice(0, rounds)) };
    }
}

/** Measures a round of one wait, or the same requests in a bare loop. Each runs in a process of its own. */
export async function roundCost({
    looper,
    env,
    ...args
}: Args & { looper: Looper; env: EmulatorEnv }): Promise<RoundCost> {
    if (looper === "this package") {
        return packageRounds(packageApi(env), args);
    }
    return bareRounds(looper === "bare SDK" ? sdkLook(env) : httpLook(env), args);
}

async function packageRounds(api: EcsApi, { instanceIds, warmUp, rounds }: Args): Promise<RoundCost> {
    const watch = new RoundWatch(warmUp);
    const end = new AbortController();
    const perRound = Math.ceil(instanceIds.length / IDS_PER_REQUEST);
    let result: RoundCost | undefined;
    let sent = 0;
    let answered = 0;
    const watched: Pick<EcsApi, "describeInstanceStatus"> = {
        async describeInstanceStatus(
            request: InstanceStatusRequest,
            signal?: AbortSignal,
        ): Promise<InstanceStatusPage> {
            if (sent % perRound === 0) {
                if (sent === perRound * (warmUp + rounds)) {
                    result = watch.result(rounds);
                    end.abort();
                }
                watch.begin();
            }
            sent += 1;
            const response = await api.describeInstanceStatus(request, signal);
            answered += 1;
            if (answered % perRound === 0) {
                setImmediate(() => watch.end()); // after the wait has judged the answer
            }
            return response;
        },
    };
    const pause = `${PAUSE_MS}ms`;
    const request = requestFor({ instanceIds, initialDelay: pause, pollInterval: pause, maxPollInterval: pause });
    const poller = pollerOf(watched, MAX_REQUESTS_PER_MINUTE);
    await waitForStatus(request, poller, { signal: end.signal }).catch((error: unknown) => {
        if (!end.signal.aborted) {
            throw error;
        }
    });
    return result as RoundCost;
}

async function bareRounds(look: Look, { instanceIds, warmUp, rounds }: Args): Promise<RoundCost> {
    const watch = new RoundWatch(warmUp);
    for (let round = 0; round < warmUp + rounds; round += 1) {
        watch.begin();
        let running = 0;
        let next = 0;
        const worker = async (): Promise<void> => {
            while (next < instanceIds.length) {
                const chunk = instanceIds.slice(next, next + IDS_PER_REQUEST);
                next += IDS_PER_REQUEST;
                for (const status of (await look(chunk)).values()) {
                    running += Number(status === "Running");
                }
            }
        };
        await Promise.all(Array.from({ length: CONCURRENCY }, worker));
        if (running > 0) {
            throw new Error("nothing boots in this world");
        }
        watch.end();
        await sleep(PAUSE_MS);
    }
    return watch.result(rounds);
}
