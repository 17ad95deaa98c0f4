import type { DescribeInstanceStatusRequest } from "../ecs-api";
import { alicloudSdk } from "../rpc/alicloud-sdk";

/** The parameters of a request under their names on the wire, as the official SDK's model writes them. */
export function queryOf(request: DescribeInstanceStatusRequest): Record<string, unknown> {
    const { regionId, zoneId, clusterId, instanceIds, pageNumber, pageSize } = request;
    const model = new (alicloudSdk().DescribeInstanceStatusRequest)({
        regionId,
        zoneId,
        clusterId,
        // an empty list is not sent, and ECS then answers for the whole region: the port forbids it
        instanceId: instanceIds,
        pageNumber,
        pageSize,
    });
    const parameters = Object.entries(model.toMap());
    return Object.fromEntries(parameters.filter(([, value]) => value !== undefined && value !== null));
}
