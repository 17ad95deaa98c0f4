/** These clients have no types for one operation: they are given its names on the wire, and hand back what was in the JSON. */
export function parametersOf(action, parameters) {
    const { regionId, zoneId, clusterId, pageNumber, pageSize, instanceIds, tags, status, ...others } = parameters;
    const named = {
        RegionId: regionId,
        ZoneId: zoneId,
        ClusterId: clusterId,
        PageNumber: pageNumber,
        PageSize: pageSize,
        ...(action === "DescribeInstances"
            ? { InstanceIds: instanceIds && JSON.stringify(instanceIds) }
            : { InstanceId: instanceIds }),
        Status: status,
        HealthStatus: others.healthStatus,
        EventId: others.eventIds,
        InstanceEventType: others.eventTypes,
        "NotBefore.Start": others.notBeforeStart,
        "NotBefore.End": others.notBeforeEnd,
        Tag: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        VpcId: others.vpcId,
        VSwitchId: others.vswitchId,
        SecurityGroupId: others.securityGroupId,
        ResourceGroupId: others.resourceGroupId,
        InstanceName: others.instanceName,
        MaxResults: others.maxResults,
        NextToken: others.nextToken,
    };
    return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

export function answerOf(action, body) {
    const { RequestId, PageNumber, PageSize, TotalCount, NextToken } = body;
    return {
        requestId: RequestId,
        pageNumber: PageNumber,
        pageSize: PageSize,
        totalCount: TotalCount,
        nextToken: NextToken,
        rows: ROWS[action](body),
    };
}

const ROWS = {
    DescribeInstanceStatus: ({ InstanceStatuses }) =>
        InstanceStatuses.InstanceStatus.map(({ InstanceId, Status }) => [InstanceId, Status]),
    DescribeInstancesFullStatus: ({ InstanceFullStatusSet }) =>
        InstanceFullStatusSet.InstanceFullStatusType.map((row) => [
            row.InstanceId,
            row.Status.Name,
            row.HealthStatus.Name,
            row.ScheduledSystemEventSet.ScheduledSystemEventType.map(({ EventId, EventType, NotBefore, Reason }) => [
                EventId,
                EventType.Name,
                NotBefore,
                Reason,
            ]),
        ]),
    DescribeInstances: ({ Instances }) =>
        Instances.Instance.map((row) => [
            row.InstanceId,
            row.Status,
            Object.fromEntries(row.Tags.Tag.map(({ TagKey, TagValue }) => [TagKey, TagValue])),
            row.InstanceName,
            row.ZoneId,
            row.VpcAttributes.VpcId,
            row.VpcAttributes.VSwitchId,
            row.SecurityGroupIds.SecurityGroupId,
            row.ResourceGroupId,
        ]),
};
