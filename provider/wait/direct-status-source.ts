import { chunkIds, MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { ObservedStatus } from "../domain/instance-status";
import type { EcsApi } from "../ecs/ecs-api";
import { EcsApiError } from "../errors/ecs-api-error";
import { sleep } from "../time/sleep";
import type { Look, LookRequest, StatusSource } from "./status-source";

/** How many requests of one look are under way at a time (C1). */
const MAX_CONCURRENT_REQUESTS = 2;

/** Looks for one wait alone: ⌈n/50⌉ requests a look. */
export class DirectStatusSource implements StatusSource {
    readonly #api: EcsApi;
    readonly #regionId: string;

    constructor(api: EcsApi, regionId: string) {
        this.#api = api;
        this.#regionId = regionId;
    }

    async look({ instanceIds, riders, at }: LookRequest, signal: AbortSignal): Promise<Look> {
        await sleep(at - performance.now(), signal);
        const startedAt = performance.now();
        const room = Math.ceil(instanceIds.length / MAX_IDS_PER_REQUEST) * MAX_IDS_PER_REQUEST - instanceIds.length;
        const chunks = chunkIds([...instanceIds, ...riders.slice(0, room)]);
        const statusOf = new Map<string, ObservedStatus>();
        const requestIds: string[] = [];
        const faults: EcsApiError[] = [];

        const askNext = async (): Promise<void> => {
            for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
                try {
                    const request = {
                        regionId: this.#regionId,
                        instanceIds: chunk,
                        pageNumber: 1,
                        pageSize: MAX_IDS_PER_REQUEST,
                    };
                    const { rows, requestId } = await this.#api.describeInstanceStatus(request, signal);
                    const seen = new Map(rows.map((row) => [row.instanceId, row.status]));
                    chunk.forEach((id) => statusOf.set(id, seen.get(id)));
                    requestIds.push(requestId);
                } catch (error) {
                    signal.throwIfAborted();
                    if (!(error instanceof EcsApiError)) {
                        throw error;
                    }
                    faults.push(error);
                }
            }
        };
        await Promise.all(Array.from({ length: MAX_CONCURRENT_REQUESTS }, askNext));
        return { startedAt, statusOf, requestIds, faults };
    }
}
