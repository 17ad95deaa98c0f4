import type * as Sdk from "@alicloud/ecs20140526/dist/models/DescribeInstanceStatusRequest";
import type { DescribeInstanceStatusRequest, DescribeInstanceStatusResponse } from "../../ecs-api";
import type { ApiCall } from "../../rpc/api-call";
import { askedIds, readPage } from "../read-page";

/** The statuses of instances, by their ids or by a filter. */
export const describeInstanceStatus: ApiCall<DescribeInstanceStatusRequest, DescribeInstanceStatusResponse> = {
    action: "DescribeInstanceStatus",
    lists: { InstanceStatuses: "InstanceStatus" },

    model({ regionId, zoneId, clusterId, instanceIds, pageNumber, pageSize }) {
        const sdk = require("@alicloud/ecs20140526/dist/models/DescribeInstanceStatusRequest") as typeof Sdk;
        const instanceId = askedIds(instanceIds);
        return new sdk.DescribeInstanceStatusRequest({ regionId, zoneId, clusterId, instanceId, pageNumber, pageSize });
    },

    read({ instanceIds }, body, requestId) {
        return readPage(body, {
            requestId,
            list: ["InstanceStatuses", "InstanceStatus"],
            asked: instanceIds,
            readRow: ({ InstanceId, Status }) => ({ instanceId: InstanceId, status: Status }),
        });
    },
};
