/** These clients have no types for one operation: they are given its names on the wire, and hand back what was in the JSON. */
export function parametersOf({ regionId, zoneId, clusterId, pageNumber, pageSize, instanceIds }) {
    const parameters = {
        RegionId: regionId,
        ZoneId: zoneId,
        ClusterId: clusterId,
        PageNumber: pageNumber,
        PageSize: pageSize,
        InstanceId: instanceIds,
    };
    return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

export function answerOf({ RequestId, PageNumber, PageSize, TotalCount, InstanceStatuses }) {
    return {
        requestId: RequestId,
        pageNumber: PageNumber,
        pageSize: PageSize,
        totalCount: TotalCount,
        rows: InstanceStatuses.InstanceStatus.map(({ InstanceId, Status }) => [InstanceId, Status]),
    };
}
