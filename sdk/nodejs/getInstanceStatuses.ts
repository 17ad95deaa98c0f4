import type * as pulumi from "@pulumi/pulumi";
import { core } from "./core";
import { invoke, invokeOutput, type ReadOptions, type ReadOutputOptions } from "./invoke";

const TOKEN = "alicloud-instance-status:index:getInstanceStatuses";

/** Arguments of {@link getInstanceStatuses}. */
export interface GetInstanceStatusesArgs {
    /** Region of the instances. Default: the Provider's region, the stack's, then ALICLOUD_REGION. */
    regionId?: string;
    /** Only instances of this zone. */
    zoneId?: string;
    /**
     * Only instances of this cluster.
     *
     * @deprecated by ECS itself
     */
    clusterId?: string;
    /** Only these instances: one or more, asked in chunks of 50. Without it, all that match the filters. */
    instanceIds?: string[];
    /** Exactly this page, from 1, in one request, with at most 100 `instanceIds`. Without it, all pages are read. */
    pageNumber?: number;
    /** Rows of a request, 1 to 50. Default: 50 while all pages are read; with `pageNumber`, ECS's own 10. */
    pageSize?: number;
}

/** Arguments of {@link getInstanceStatusesOutput}. */
export interface GetInstanceStatusesOutputArgs {
    /** Region of the instances. Default: the Provider's region, the stack's, then ALICLOUD_REGION. */
    regionId?: pulumi.Input<string | undefined>;
    /** Only instances of this zone. */
    zoneId?: pulumi.Input<string | undefined>;
    /**
     * Only instances of this cluster.
     *
     * @deprecated by ECS itself
     */
    clusterId?: pulumi.Input<string | undefined>;
    /** Only these instances: one or more, asked in chunks of 50. Without it, all that match the filters. */
    instanceIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Exactly this page, from 1, in one request, with at most 100 `instanceIds`. Without it, all pages are read. */
    pageNumber?: pulumi.Input<number | undefined>;
    /** Rows of a request, 1 to 50. */
    pageSize?: pulumi.Input<number | undefined>;
}

/** One instance and its status. */
export interface InstanceStatus {
    /** Id of the instance. */
    instanceId: string;
    /** As ECS wrote it: `Pending`, `Starting`, `Running`, `Stopping`, `Stopped`, or a word that it learns one day. */
    status: string;
}

/** What ECS said. */
export interface GetInstanceStatusesResult {
    /** Region that was asked. */
    regionId: string;
    zoneId?: string;
    /** @deprecated by ECS itself */
    clusterId?: string;
    instanceIds?: string[];
    pageNumber?: number;
    pageSize?: number;
    /** In the order of `instanceIds` when given, else by id. */
    statuses: InstanceStatus[];
    /** The same by id. */
    statusById: Record<string, string>;
    /** Asked for and not in the answer, in asked order; `[]` without `instanceIds`. */
    absentInstanceIds: string[];
    /** The number of instances that match, as ECS said; with `instanceIds`, the number of them that were found. */
    totalCount: number;
    /** One for each request. */
    requestIds: string[];
}

/**
 * Reads the statuses of instances once, in preview and in up. It never waits: that is what `InstanceStatusGate` is for.
 *
 * @throws InvalidArgumentError - before any request
 * @throws EcsApiError - an answer that is not retried, or retried in vain
 */
export function getInstanceStatuses(
    args: GetInstanceStatusesArgs = {},
    opts: ReadOptions = {},
): Promise<GetInstanceStatusesResult> {
    return invoke(TOKEN, args, opts, async (sources) => ({
        ...args,
        ...(await core().getInstanceStatuses(args, sources)),
    }));
}

/** {@link getInstanceStatuses} for arguments that are Outputs: unknown arguments give an unknown result and no request. */
export function getInstanceStatusesOutput(
    args: GetInstanceStatusesOutputArgs = {},
    opts: ReadOutputOptions = {},
): pulumi.Output<GetInstanceStatusesResult> {
    return invokeOutput(TOKEN, args, opts, (plain, options) =>
        getInstanceStatuses(plain as GetInstanceStatusesArgs, options),
    );
}
