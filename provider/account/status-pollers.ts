import type { InstanceRow } from "../domain/instance-row";
import type { WaitConditions } from "../domain/wait-conditions";
import type { EcsApi, StatusCall } from "../ecs/ecs-api";
import { Poller } from "../poll/poller";
import type { RateLimiter } from "../poll/pace/rate-limiter";
import type { Listing, StatusSource } from "../wait/status-source";
import { listingCall, statusCall } from "./poll-calls";
import { RegionProbe } from "./region-probe";

/** Polls instances by their ids. */
export class StatusPoller<Call extends StatusCall = StatusCall> extends Poller<InstanceRow> implements StatusSource {
    readonly #probe: RegionProbe;

    constructor(api: Pick<EcsApi, Call>, regionId: string, limiter: RateLimiter, call: Call) {
        super(statusCall(api, regionId, call), limiter);
        this.#probe = new RegionProbe((request, signal) => api[call]({ regionId, ...request }, signal), limiter);
    }

    listsAnything(signal: AbortSignal): Promise<boolean | undefined> {
        return this.#probe.listsAnything(signal);
    }
}

/** Polls the sets of selectors. */
class ListingPoller extends Poller<Listing> implements StatusSource {
    constructor(api: EcsApi, regionId: string, limiter: RateLimiter) {
        super(listingCall(api, regionId), limiter);
    }

    /** A selector that finds nothing is a state of its set: no diagnosis is needed. */
    listsAnything(): Promise<undefined> {
        return Promise.resolve(undefined);
    }
}

/**
 * The pollers of one account, one for each kind of wait. ECS throttles each call by itself, so each poller has a backoff of
 * its own; that of the listings is for both calls that they need. The rate limiter is one for all.
 */
export class StatusPollers {
    readonly statuses: StatusPoller;
    readonly health: StatusPoller;
    readonly listings: ListingPoller;

    constructor(api: EcsApi, regionId: string, limiter: RateLimiter) {
        this.statuses = new StatusPoller(api, regionId, limiter, "describeInstanceStatus");
        this.health = new StatusPoller(api, regionId, limiter, "describeInstancesFullStatus");
        this.listings = new ListingPoller(api, regionId, limiter);
    }

    /** The poller for a wait. */
    of({ selector, targetHealth }: Pick<WaitConditions, "selector" | "targetHealth">): StatusSource {
        if (selector !== undefined) {
            return this.listings;
        }
        return targetHealth === undefined ? this.statuses : this.health;
    }
}
