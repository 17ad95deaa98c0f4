import type { EmulatedInstance } from "../../instances/emulated-instance";
import { INSTANCE_ID } from "../../instances/ids";
import { ApiError } from "../../server/api-error";
import type { Operation } from "../operation";
import { optional, passesFilter, readListFilter, readPager, readRegionId } from "../parameters";

/** Ids that do not exist are left out; the rows are sorted by id. */
export const describeInstanceStatus: Operation = {
    action: "DescribeInstanceStatus",
    errors: {
        403: {
            "InvalidParameter.TooManyInstanceIds": "Instance ids cannot be more than 100.",
            "Abs.InvalidInstanceIds.MalFormed": "The specified instanceIds is not valid.",
        },
        404: { "InvalidZoneId.NotFound": "The ZoneId provided does not exist in our records." },
    },
    answer(parameters, registry, now) {
        const regionId = readRegionId(parameters);
        const instanceIds = readListFilter(parameters, "InstanceId", 100, "InvalidParameter.TooManyInstanceIds");
        if (instanceIds?.every(INSTANCE_ID.accepts) === false) {
            throw new ApiError("Abs.InvalidInstanceIds.MalFormed");
        }
        const pager = readPager(parameters, 50);
        const zoneId = optional(parameters, "ZoneId");
        const clusterId = optional(parameters, "ClusterId");
        registry.checkZone(regionId, zoneId);
        const matches = (instance: EmulatedInstance): boolean =>
            passesFilter(zoneId, instance.zoneId) && passesFilter(clusterId, instance.clusterId);
        const { rows, figures } = pager(registry.observe({ regionId, instanceIds, matches }, now));
        return {
            ...figures,
            InstanceStatuses: {
                InstanceStatus: rows.map(({ instance, status }) => ({
                    InstanceId: instance.instanceId,
                    Status: status,
                })),
            },
        };
    },
};
