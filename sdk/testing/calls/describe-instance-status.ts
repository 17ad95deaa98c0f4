import { ApiError } from "../server/api-error";
import type { InstanceRegistry, RegisteredInstance } from "../instances/instance-registry";
import type { DescribeInstanceStatusParameters } from "./request-parameters";
import { ABSENT } from "../instances/timeline";
import type { AnswerObject } from "../server/xml";

/** Regions and zones that exist whatever instances there are. */
export interface KnownPlaces {
    /** `undefined`: every well-formed region exists. */
    readonly regions: readonly string[] | undefined;
    readonly zones: readonly string[];
}

/** Whether this is the form of a region; every such region exists, unless the emulator was told which do. */
export function isRegionId(text: unknown): boolean {
    return typeof text === "string" && /^[a-z][a-z0-9-]{1,62}$/.test(text);
}

/** The operation itself: filters are ANDed, ids that are not there are left out, the order is that of the ids. */
export function describeInstanceStatus(
    asked: DescribeInstanceStatusParameters,
    registry: InstanceRegistry,
    places: KnownPlaces,
    now: number,
): AnswerObject {
    checkPlaces(asked, registry, places);
    const rows: { InstanceId: string; Status: string }[] = [];
    for (const { instanceId, timeline } of covered(asked, registry)) {
        timeline.start(now);
        const status = timeline.statusAt(now);
        if (status !== ABSENT) {
            rows.push({ InstanceId: instanceId, Status: status });
        }
    }
    const start = (asked.pageNumber - 1) * asked.pageSize;
    return {
        PageSize: asked.pageSize,
        PageNumber: asked.pageNumber,
        TotalCount: rows.length,
        InstanceStatuses: { InstanceStatus: rows.slice(start, start + asked.pageSize) },
    };
}

function checkPlaces(asked: DescribeInstanceStatusParameters, registry: InstanceRegistry, places: KnownPlaces): void {
    const { regionId, zoneId } = asked;
    if (!isRegionId(regionId) || places.regions?.includes(regionId) === false) {
        throw new ApiError("InvalidRegionId.NotFound");
    }
    if (zoneId !== undefined && !places.zones.includes(zoneId) && !registry.hasZone(regionId, zoneId)) {
        throw new ApiError("InvalidZoneId.NotFound");
    }
}

/** With ids no instance but those is looked at: a region may hold thousands. */
function covered(asked: DescribeInstanceStatusParameters, registry: InstanceRegistry): RegisteredInstance[] {
    const candidates =
        asked.instanceIds.length > 0 ? registry.named(asked.instanceIds) : registry.inRegion(asked.regionId);
    return candidates.filter(
        ({ regionId, zoneId, clusterId }) =>
            regionId === asked.regionId &&
            (asked.zoneId === undefined || zoneId === asked.zoneId) &&
            (asked.clusterId === undefined || clusterId === asked.clusterId),
    );
}
