import type { ObservedStatus } from "./instance-status";

/** What was seen of a set of instances. */
export interface Sight {
    /** The instances in a target status, for as long as asked. */
    readonly reachedInstanceIds: string[];
    /** The last status of every instance that ECS lists. */
    readonly statusById: Record<string, string>;
    readonly absentInstanceIds: string[];
}

/** What was seen of one instance. */
export interface SeenInstance {
    readonly instanceId: string;
    /** `undefined` while it is absent or not seen. */
    readonly status: ObservedStatus;
    /** The number of consecutive rounds with `status`; 0 if it was not seen. */
    readonly timesSeen: number;
    readonly reached: boolean;
}

/** Sorts the instances of a set by what was seen of them. */
export function sightOf(instances: readonly SeenInstance[]): Sight {
    const idsWhere = (holds: (one: SeenInstance) => boolean): string[] =>
        instances.filter(holds).map(({ instanceId }) => instanceId);
    return {
        reachedInstanceIds: idsWhere(({ reached }) => reached),
        statusById: Object.fromEntries(
            instances.flatMap(({ instanceId, status }) =>
                status === undefined ? [] : [[instanceId, status] as const],
            ),
        ),
        absentInstanceIds: idsWhere(({ timesSeen, status }) => timesSeen > 0 && status === undefined),
    };
}
