import type { WaitConditions } from "../domain/wait-conditions";
import { AlicloudEcsApi } from "../ecs/alicloud-ecs-api";
import type { EcsApi } from "../ecs/ecs-api";
import type { Connection } from "../ecs/resolve-connection";
import { RateLimiter } from "../poll/pace/rate-limiter";
import type { StatusSource } from "../wait/status-source";
import { BriefReads } from "./brief-reads";
import { StatusPollers } from "./status-pollers";

/** The state that this process keeps for one identity, region and endpoint. */
export class Account {
    readonly regionId: string;
    readonly api: EcsApi;
    readonly #pollers: StatusPollers;
    #reads: BriefReads;

    constructor(connection: Connection) {
        const { regionId, maxRequestsPerMinute } = connection;
        this.regionId = regionId;
        this.api = new AlicloudEcsApi(connection);
        // the limit of the account is one for all its pollers
        const limiter = new RateLimiter(maxRequestsPerMinute);
        this.#pollers = new StatusPollers(this.api, regionId, limiter);
        this.#reads = new BriefReads(this.api, regionId);
    }

    /** The reads for plans and refreshes. */
    get reads(): BriefReads {
        return this.#reads;
    }

    /** Forgets the results of earlier reads, and how long ECS did not answer. */
    forgetReads(): void {
        this.#reads = new BriefReads(this.api, this.regionId);
    }

    /**
     * The poller for a wait. All waits of the same kind share it.
     *
     * @param maxRequestsPerMinute - the limit of this wait. The lowest limit of the present waits holds for all of them
     */
    statusSource(conditions: WaitConditions, maxRequestsPerMinute: number): StatusSource {
        const poller = this.#pollers.of(conditions);
        return {
            get openIds() {
                return poller.openIds;
            },
            get budgetPauseMs() {
                return poller.budgetPauseMs ?? 0;
            },
            regionId: this.regionId,
            maxSubjects: poller.maxSubjects,
            subscribe: (subjects) => poller.subscribe(subjects, maxRequestsPerMinute),
            listsAnything: (signal) => poller.listsAnything(signal),
        };
    }
}
