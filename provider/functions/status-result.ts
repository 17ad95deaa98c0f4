import type { InstanceRow } from "../domain/instance-row";
import type { StatusReading, StatusReadRequest } from "../ecs/read-statuses";

/** One instance of a result: without the events, which only errors show. */
export type StatusRow = Omit<InstanceRow, "events">;

/** The statuses of several instances, as the functions return them and `InstanceStatuses` records them. */
export interface StatusResult {
    readonly statuses: StatusRow[];
    readonly statusById: Record<string, string>;
    /** Only where the health was asked for. */
    readonly healthById?: Record<string, string>;
    readonly absentInstanceIds: string[];
    readonly totalCount: number;
}

/** A reading in the shape of a result. */
export function statusResult(
    { rows, absentInstanceIds, totalCount }: StatusReading,
    { includeHealth = false }: Pick<StatusReadRequest, "includeHealth">,
): StatusResult {
    const health = rows.flatMap((row) => (row.health === undefined ? [] : [[row.instanceId, row.health] as const]));
    return {
        statuses: rows.map(({ instanceId, status, health: word }) => ({
            instanceId,
            status,
            ...(word === undefined ? {} : { health: word }),
        })),
        statusById: Object.fromEntries(rows.map(({ instanceId, status }) => [instanceId, status])),
        ...(includeHealth ? { healthById: Object.fromEntries(health) } : {}),
        absentInstanceIds: [...absentInstanceIds],
        totalCount,
    };
}
