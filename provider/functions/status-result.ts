import type { InstanceRow } from "../domain/instance-row";
import type { StatusReading } from "../ecs/read-statuses";

/** The statuses of several instances, as the functions return them and `InstanceStatuses` records them. */
export interface StatusResult {
    readonly statuses: InstanceRow[];
    readonly statusById: Record<string, string>;
    readonly absentInstanceIds: string[];
    readonly totalCount: number;
}

/** A reading in the shape of a result. */
export function statusResult({ rows, absentInstanceIds, totalCount }: StatusReading): StatusResult {
    return {
        statuses: [...rows],
        statusById: Object.fromEntries(rows.map(({ instanceId, status }) => [instanceId, status])),
        absentInstanceIds: [...absentInstanceIds],
        totalCount,
    };
}
