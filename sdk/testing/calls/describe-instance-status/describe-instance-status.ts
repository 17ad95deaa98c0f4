import { INSTANCE_ID } from "../../instances/ids";
import { ApiError } from "../../server/api-error";
import type { Operation } from "../operation";
import { optional, passesFilter, readList, readPage, readRegionId } from "../parameters";

const MAX_INSTANCE_IDS = 100;
const MAX_PAGE_SIZE = 50;

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
        const instanceIds = readList(parameters, "InstanceId");
        if (instanceIds.length > MAX_INSTANCE_IDS) {
            throw new ApiError("InvalidParameter.TooManyInstanceIds");
        }
        if (!instanceIds.every(INSTANCE_ID.accepts)) {
            throw new ApiError("Abs.InvalidInstanceIds.MalFormed");
        }
        const page = readPage(parameters, MAX_PAGE_SIZE);
        const zoneId = optional(parameters, "ZoneId");
        const clusterId = optional(parameters, "ClusterId");
        registry.checkZone(regionId, zoneId);
        const rows = registry.observe(
            {
                regionId,
                instanceIds: instanceIds.length === 0 ? undefined : instanceIds,
                matches: (instance) =>
                    passesFilter(zoneId, instance.zoneId) && passesFilter(clusterId, instance.clusterId),
            },
            now,
        );
        return {
            ...page.figures(rows.length),
            InstanceStatuses: {
                InstanceStatus: page
                    .cut(rows)
                    .map(({ instance, status }) => ({ InstanceId: instance.instanceId, Status: status })),
            },
        };
    },
};
