import { INSTANCE_ID } from "../instances/ids";
import { ApiError } from "../server/api-error";
import type { Operation } from "./operation";
import { optional, readInstanceIds, readPage, readRegionId } from "./parameters";

const MAX_INSTANCE_IDS = 100;
const MAX_PAGE_SIZE = 50;

/** Ids that do not exist are left out; the rows are sorted by id. */
export const describeInstanceStatus: Operation = {
    action: "DescribeInstanceStatus",
    answer(parameters, registry, now) {
        const regionId = readRegionId(parameters);
        const instanceIds = readInstanceIds(parameters);
        if (instanceIds.length > MAX_INSTANCE_IDS) {
            throw new ApiError("InvalidParameter.TooManyInstanceIds");
        }
        if (!instanceIds.every(INSTANCE_ID.accepts)) {
            throw new ApiError("Abs.InvalidInstanceIds.MalFormed");
        }
        const { pageNumber, pageSize } = readPage(parameters, MAX_PAGE_SIZE);
        const zoneId = optional(parameters, "ZoneId");
        const clusterId = optional(parameters, "ClusterId");
        const observed = registry.observe(
            {
                regionId,
                zoneId,
                instanceIds,
                matches: (instance) => clusterId === undefined || instance.clusterId === clusterId,
            },
            now,
        );
        const start = (pageNumber - 1) * pageSize;
        return {
            PageSize: pageSize,
            PageNumber: pageNumber,
            TotalCount: observed.length,
            InstanceStatuses: {
                InstanceStatus: observed
                    .slice(start, start + pageSize)
                    .map(({ instance, status }) => ({ InstanceId: instance.instanceId, Status: status })),
            },
        };
    },
};
