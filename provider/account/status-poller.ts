import type { InstanceRow } from "../domain/instance-row";
import type { EcsApi } from "../ecs/ecs-api";
import { Poller } from "../poll/poller";
import type { RateLimiter } from "../poll/pace/rate-limiter";
import type { StatusSource } from "../wait/status-source";
import { instanceStatusCall } from "./instance-status-call";
import { RegionProbe } from "./region-probe";

/** Polls the statuses of instances by their ids, for all waits of one account. */
export class StatusPoller extends Poller<InstanceRow> implements StatusSource {
    readonly #probe: RegionProbe;

    constructor(api: Pick<EcsApi, "describeInstanceStatus">, regionId: string, limiter: RateLimiter) {
        super(instanceStatusCall(api, regionId), limiter);
        this.#probe = new RegionProbe(api, regionId, limiter);
    }

    listsAnything(signal: AbortSignal): Promise<boolean | undefined> {
        return this.#probe.listsAnything(signal);
    }
}
