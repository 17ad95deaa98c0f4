import type * as Sdk from "@alicloud/ecs20140526/dist/models/DescribeInstancesFullStatusRequest";
import type { InstanceStatusPage, InstanceStatusRequest } from "../../ecs-api";
import { isRecord } from "../../rpc/rpc-answer";
import type { ApiCall } from "../../rpc/api-call";
import { askedIds, onlyAsked, readRows, readTotalCount } from "../read-rows";
import { readEvents } from "./read-events";

/** The statuses of instances with their health and their scheduled system events. */
export const describeInstancesFullStatus: ApiCall<InstanceStatusRequest, InstanceStatusPage> = {
    action: "DescribeInstancesFullStatus",
    lists: { InstanceFullStatusSet: "InstanceFullStatusType", ScheduledSystemEventSet: "ScheduledSystemEventType" },

    model({ regionId, zoneId, clusterId, instanceIds, pageNumber, pageSize }) {
        if (zoneId !== undefined || clusterId !== undefined) {
            throw new Error("this call has no filter by zone or cluster: without it, it answers for the whole region");
        }
        const sdk = require("@alicloud/ecs20140526/dist/models/DescribeInstancesFullStatusRequest") as typeof Sdk;
        const instanceId = askedIds(instanceIds);
        return new sdk.DescribeInstancesFullStatusRequest({ regionId, instanceId, pageNumber, pageSize });
    },

    read({ instanceIds }, body, requestId) {
        const rows = readRows(body, {
            requestId,
            list: ["InstanceFullStatusSet", "InstanceFullStatusType"],
            readRow: ({ InstanceId, Status, HealthStatus, ScheduledSystemEventSet }) => ({
                instanceId: InstanceId,
                status: nameOf(Status),
                // not every instance may report its health; a missing one never counts as a target
                health: nameOf(HealthStatus),
                events: readEvents(ScheduledSystemEventSet),
            }),
        });
        return { requestId, totalCount: readTotalCount(body, requestId), rows: onlyAsked(rows, instanceIds) };
    },
};

/** The name of a state, which ECS writes as `{ Code, Name }`. */
function nameOf(state: unknown): unknown {
    return isRecord(state) ? (state["Name"] ?? undefined) : undefined;
}
