import type { EcsApi } from "../../provider/ecs/ecs-api";

/** One request for at most 50 ids: what each of them is. */
export type Look = (instanceIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** What a contender asks. */
export interface Arena {
    /** The port of this package's poller. */
    readonly api: EcsApi;
    /** For all others. */
    readonly look: Look;
}

/** Waits for one instance; resolves when it is noticed that the instance is Running. */
export type Gate = (instanceId: string) => Promise<void>;

/** Something that waits: what it shares between its gates, it keeps in the closure. */
export type Contender = (arena: Arena) => Gate;

/** A look through the port: in virtual time no client is between the contenders and the world. */
export function lookThrough(api: EcsApi): Look {
    return async (instanceIds) => {
        const { rows } = await api.describeInstanceStatus({ regionId: "cn-hangzhou", instanceIds });
        return new Map(rows.map((row) => [row.instanceId, row.status]));
    };
}
