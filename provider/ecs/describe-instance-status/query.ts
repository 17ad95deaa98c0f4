import type { DescribeInstanceStatusRequest } from "../ecs-api";
import { alicloudSdk } from "../rpc/alicloud-sdk";

/** The parameters of a request under their names on the wire, as the official SDK's model writes them. */
export function queryOf(request: DescribeInstanceStatusRequest): Record<string, unknown> {
    const { regionId, zoneId, clusterId, instanceIds, pageNumber, pageSize } = request;
    if (instanceIds?.length === 0) {
        // the SDK's model would leave the list out, and ECS would answer for the whole region
        throw new Error("a request for no instances must not be sent");
    }
    const model = new (alicloudSdk().DescribeInstanceStatusRequest)({
        regionId,
        zoneId,
        clusterId,
        instanceId: instanceIds,
        pageNumber,
        pageSize,
    });
    const parameters = Object.entries(model.toMap());
    return Object.fromEntries(parameters.filter(([, value]) => value !== undefined && value !== null));
}
