import type { ObservedInstance } from "../../instances/live-instance";
import type { AnswerObject } from "../../server/xml";

/** The members of use; ECS answers some fifty more. Empty ones are those that the instance does not have. */
export function instanceRow({ instance, regionId, status, tags, createdAt }: ObservedInstance): AnswerObject {
    const { instanceId, instanceName = instanceId, zoneId = "", clusterId = "" } = instance;
    const { vpcId = "", vswitchId = "", securityGroupIds = [], resourceGroupId = "", lockReasons = [] } = instance;
    const creationTime = toMinutes(createdAt);
    return {
        InstanceId: instanceId,
        InstanceName: instanceName,
        Status: status,
        RegionId: regionId,
        ZoneId: zoneId,
        ClusterId: clusterId,
        ResourceGroupId: resourceGroupId,
        InstanceNetworkType: "vpc",
        VpcAttributes: {
            VpcId: vpcId,
            VSwitchId: vswitchId,
            NatIpAddress: "",
            PrivateIpAddress: { IpAddress: [] },
        },
        SecurityGroupIds: { SecurityGroupId: securityGroupIds },
        Tags: { Tag: Object.entries(tags).map(([key, value]) => ({ TagKey: key, TagValue: value })) },
        OperationLocks: { LockReason: lockReasons.map((reason) => ({ LockReason: reason })) },
        CreationTime: creationTime,
        // restarts are not kept
        StartTime: status === "Pending" ? "" : creationTime,
    };
}

/** `2017-12-10T04:04Z`, the form of this operation. */
function toMinutes(time: number): string {
    return new Date(time).toISOString().replace(/:\d\d\.\d+Z$/, "Z");
}
