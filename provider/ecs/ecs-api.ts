/** One call of DescribeInstanceStatus, in plain types; the names are the API's. */
export interface DescribeInstanceStatusRequest {
    readonly regionId: string;
    readonly zoneId?: string | undefined;
    readonly clusterId?: string | undefined;
    /** 1 to 100 ids. Never an empty list: ECS takes that for all instances of the region. */
    readonly instanceIds?: readonly string[] | undefined;
    /** From 1. */
    readonly pageNumber?: number | undefined;
    /** 1 to 50 rows; ECS's own default is 10. */
    readonly pageSize?: number | undefined;
}

/** One row of an answer. */
export interface InstanceStatusRow {
    readonly instanceId: string;
    /** As ECS wrote it. */
    readonly status: string;
}

/** A validated answer. */
export interface DescribeInstanceStatusResponse {
    readonly requestId: string;
    readonly totalCount: number;
    readonly rows: readonly InstanceStatusRow[];
}

/** The port to ECS. Each call is one attempt: the caller decides what to do after a failure. */
export interface EcsApi {
    /**
     * @param signal - ends the request; the promise then rejects with the signal's reason
     * @throws EcsApiError
     */
    describeInstanceStatus(
        request: DescribeInstanceStatusRequest,
        signal?: AbortSignal,
    ): Promise<DescribeInstanceStatusResponse>;
}
