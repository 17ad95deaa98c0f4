import type { ObservedStatus } from "./instance-status";

/** What was seen of a set of instances. */
export interface Sight {
    /** The instances in target, for as long as asked. */
    readonly reachedInstanceIds: string[];
    /** The last status of every instance that ECS lists. */
    readonly statusById: Record<string, string>;
    /** The last health of every instance that ECS reports one for; only where the health is asked for. */
    readonly healthById?: Record<string, string>;
    readonly absentInstanceIds: string[];
}

/** What was seen of one instance. */
export interface SeenInstance {
    readonly instanceId: string;
    /** `undefined` while it is absent or not seen. */
    readonly status: ObservedStatus;
    readonly health?: string | undefined;
    /** The number of consecutive rounds with `status` and `health`; 0 if it was not seen. */
    readonly timesSeen: number;
    readonly reached: boolean;
}

/**
 * Sorts the instances of a set by what was seen of them.
 *
 * @param withHealth - whether the health was asked for
 */
export function sightOf(instances: readonly SeenInstance[], withHealth: boolean): Sight {
    const idsWhere = (holds: (one: SeenInstance) => boolean): string[] =>
        instances.filter(holds).map(({ instanceId }) => instanceId);
    const byId = (valueOf: (one: SeenInstance) => string | undefined): Record<string, string> =>
        Object.fromEntries(
            instances.flatMap((one) => {
                const value = valueOf(one);
                return value === undefined ? [] : [[one.instanceId, value] as const];
            }),
        );
    return {
        reachedInstanceIds: idsWhere(({ reached }) => reached),
        statusById: byId(({ status }) => status),
        ...(withHealth ? { healthById: byId(({ health }) => health) } : {}),
        absentInstanceIds: idsWhere(({ timesSeen, status }) => timesSeen > 0 && status === undefined),
    };
}
