import type * as Sdk from "@alicloud/ecs20140526/dist/models/DescribeInstanceStatusRequest";
import type { InstanceStatusPage, InstanceStatusRequest } from "../../ecs-api";
import type { ApiCall } from "../../rpc/api-call";
import { askedIds, onlyAsked, readRows, readTotalCount } from "../read-rows";

/** The statuses of instances, by their ids or by a filter. */
export const describeInstanceStatus: ApiCall<InstanceStatusRequest, InstanceStatusPage> = {
    action: "DescribeInstanceStatus",
    lists: { InstanceStatuses: "InstanceStatus" },

    model({ regionId, zoneId, clusterId, instanceIds, pageNumber, pageSize }) {
        const sdk = require("@alicloud/ecs20140526/dist/models/DescribeInstanceStatusRequest") as typeof Sdk;
        const instanceId = askedIds(instanceIds);
        return new sdk.DescribeInstanceStatusRequest({ regionId, zoneId, clusterId, instanceId, pageNumber, pageSize });
    },

    read({ instanceIds }, body, requestId) {
        const rows = readRows(body, {
            requestId,
            list: ["InstanceStatuses", "InstanceStatus"],
            readRow: ({ InstanceId, Status }) => ({ instanceId: InstanceId, status: Status }),
        });
        return { requestId, totalCount: readTotalCount(body, requestId), rows: onlyAsked(rows, instanceIds) };
    },
};
