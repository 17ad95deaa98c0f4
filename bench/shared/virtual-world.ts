import type { InstanceStatusRequest, InstanceStatusPage, EcsApi } from "../../provider/ecs/ecs-api";
import { sleep } from "./measure";

export interface VirtualWorldOptions {
    /** When each instance becomes Running; an instance without a time stays Pending. */
    readonly bootMs?: ReadonlyMap<string, number>;
    readonly latencyMs?: number;
    /** Called with each request as it arrives. */
    readonly onRequest?: (at: number, instanceIds: readonly string[]) => void;
}

/** An emulated ECS for virtual time. It is cheap and keeps nothing, so CPU and memory are those of the client. */
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

    async describeInstanceStatus({ instanceIds = [] }: InstanceStatusRequest): Promise<InstanceStatusPage> {
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

    describeInstancesFullStatus(): Promise<never> {
        return Promise.reject(new Error("this world has no health"));
    }

    describeInstances(): Promise<never> {
        return Promise.reject(new Error("this world has no listing"));
    }
}
