import { ArgumentReader } from "../arguments/argument-reader";
import type { StatusReading } from "../ecs/read-statuses";
import type { BriefRequest } from "../resource/brief-reads";
import type { ResourceState } from "../resource/resource-context";

/** The arguments of `InstanceStatuses`: any change reads again. */
export const STATUSES_ARGUMENTS = ["regionId", "zoneId", "clusterId", "instanceIds", "triggers"] as const;

/** What `InstanceStatuses` records; no request ids, which differ every time. */
export interface StatusesResult {
    readonly statuses: readonly { readonly instanceId: string; readonly status: string }[];
    readonly statusById: Record<string, string>;
    readonly absentInstanceIds: readonly string[];
    readonly totalCount: number;
}

/** The request that the properties stand for. */
export function requestOf(state: ResourceState): BriefRequest & { readonly regionId: string | undefined } {
    const reader = new ArgumentReader(state, () => false);
    const { instanceIds } = state;
    return {
        regionId: reader.text("regionId"),
        zoneId: reader.text("zoneId"),
        clusterId: reader.text("clusterId"),
        instanceIds: Array.isArray(instanceIds) ? instanceIds.map(String) : undefined,
    };
}

export function resultOf({ rows, absentInstanceIds, totalCount }: StatusReading): StatusesResult {
    return {
        statuses: rows,
        statusById: Object.fromEntries(rows.map(({ instanceId, status }) => [instanceId, status])),
        absentInstanceIds,
        totalCount,
    };
}

/** The arguments and the package's own properties, which are kept beside what was read. */
export function keptOf(state: ResourceState): Record<string, unknown> {
    const isKept = (name: string): boolean =>
        name.startsWith("__") || (STATUSES_ARGUMENTS as readonly string[]).includes(name);
    return Object.fromEntries(Object.entries(state).filter(([name, value]) => isKept(name) && value !== undefined));
}
