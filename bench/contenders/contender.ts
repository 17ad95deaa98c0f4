import type { EcsApi } from "../../provider/ecs/ecs-api";

/** Sends one request for at most 50 ids, and gives the status of each. */
export type Look = (instanceIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** What a contender is given. */
export interface Arena {
    /** For this package. */
    readonly api: EcsApi;
    /** For all others. */
    readonly look: Look;
    /** The median boot time of the world. Only the poller that knows the distribution reads it. */
    readonly medianBootMs: number;
}

/** Waits for one instance; resolves when the contender has seen that it is Running. */
export type Gate = (instanceId: string) => Promise<void>;

/** Makes the gates of one world; what the gates share is in the closure. */
export type Contender = (arena: Arena) => Gate;

/** Sends requests to a world in virtual time, without a client between. */
export function lookThrough(api: EcsApi): Look {
    return async (instanceIds) => {
        const { rows } = await api.describeInstanceStatus({ regionId: "cn-hangzhou", instanceIds });
        return new Map(rows.map((row) => [row.instanceId, row.status]));
    };
}
