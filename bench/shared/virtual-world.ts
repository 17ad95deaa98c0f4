import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResponse, EcsApi } from "../../provider/ecs/ecs-api";
import { sleep } from "./measure";

export interface VirtualWorldOptions {
    /** When each instance becomes Running; those without a time stay Pending. */
    readonly bootMs?: ReadonlyMap<string, number>;
    readonly latencyMs?: number;
    /** Called with each request as it arrives. */
    readonly onRequest?: (at: number, instanceIds: readonly string[]) => void;
}

/** An ECS in virtual time, made to be cheap: it answers, and keeps nothing; what memory grows is not its own. */
export class VirtualWorld implements EcsApi {
    #requests = 0;
    readonly #startedAt = performance.now();
    readonly #options: VirtualWorldOptions;

    constructor(options: VirtualWorldOptions) {
        this.#options = options;
    }

    get now(): number {
        return performance.now() - this.#startedAt;
    }

    async describeInstanceStatus({
        instanceIds = [],
    }: DescribeInstanceStatusRequest): Promise<DescribeInstanceStatusResponse> {
        const { latencyMs = 0, onRequest, bootMs } = this.#options;
        this.#requests += 1;
        onRequest?.(this.now, instanceIds);
        if (latencyMs > 0) {
            await sleep(latencyMs);
        }
        const now = this.now;
        const rows = instanceIds.map((instanceId) => ({
            instanceId,
            status: now >= (bootMs?.get(instanceId) ?? Infinity) ? "Running" : "Pending",
        }));
        return { requestId: `request-${this.#requests}`, totalCount: rows.length, rows };
    }
}
