import type * as pulumi from "@pulumi/pulumi";
import { core } from "./core";
import { invoke, invokeOutput, type ReadOptions, type ReadOutputOptions } from "./invoke";
import type { Selector, SelectorArgs } from "./selector";

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
    /** Only these instances, at least one, 50 per request. Default: all that match the filters. */
    instanceIds?: string[];
    /** Only the instances that this selector chooses; not with the other filters. */
    selector?: Selector;
    /** Whether to read the health too. Needs the permission `ecs:DescribeInstancesFullStatus`. Default: false. */
    includeHealth?: boolean;
    /** Only this page, from 1, in one request, with at most 100 `instanceIds`. Default: all pages. */
    pageNumber?: number;
    /** Rows per request, 1 to 50. Default: 50 for all pages; with `pageNumber` 10, as in ECS. */
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
    /** Only these instances, at least one, 50 per request. Default: all that match the filters. */
    instanceIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Only the instances that this selector chooses; not with the other filters. */
    selector?: pulumi.Input<SelectorArgs | undefined>;
    /** Whether to read the health too. Needs the permission `ecs:DescribeInstancesFullStatus`. Default: false. */
    includeHealth?: pulumi.Input<boolean | undefined>;
    /** Only this page, from 1, in one request, with at most 100 `instanceIds`. Default: all pages. */
    pageNumber?: pulumi.Input<number | undefined>;
    /** Rows per request, 1 to 50. */
    pageSize?: pulumi.Input<number | undefined>;
}

/** One instance and its status, with its health where that was asked for. */
export interface InstanceStatus {
    /** Id of the instance. */
    instanceId: string;
    /** The status as ECS wrote it: `Pending`, `Starting`, `Running`, `Stopping`, `Stopped`, or a new one. */
    status: string;
    /** The health as ECS wrote it, `Ok` for example; only with `includeHealth`. */
    health?: string;
}

/** The statuses of instances. */
export interface GetInstanceStatusesResult {
    /** Region that was asked. */
    regionId: string;
    zoneId?: string;
    /** @deprecated by ECS itself */
    clusterId?: string;
    instanceIds?: string[];
    selector?: Selector;
    includeHealth?: boolean;
    pageNumber?: number;
    pageSize?: number;
    /** The instances with their statuses, in the order of `instanceIds` if given, else sorted by id. */
    statuses: InstanceStatus[];
    /** The statuses by instance id. */
    statusById: Record<string, string>;
    /** The health by instance id; only with `includeHealth`. */
    healthById?: Record<string, string>;
    /** The instances of `instanceIds` that ECS does not list, in the same order; `[]` without `instanceIds`. */
    absentInstanceIds: string[];
    /** The number of matching instances; with `instanceIds`, the number of them that ECS lists. */
    totalCount: number;
    /** The id of each request. */
    requestIds: string[];
}

/**
 * Reads the statuses of instances once, in preview and in up. It never waits; `InstanceStatusGate` does.
 *
 * @throws InvalidArgumentError - before any request
 * @throws EcsApiError - an error that is not retried, or that remains after the retries
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

/** {@link getInstanceStatuses} for Outputs. With an unknown argument the result is unknown, and no request is sent. */
export function getInstanceStatusesOutput(
    args: GetInstanceStatusesOutputArgs = {},
    opts: ReadOutputOptions = {},
): pulumi.Output<GetInstanceStatusesResult> {
    return invokeOutput(TOKEN, args, opts, (plain, options) =>
        getInstanceStatuses(plain as GetInstanceStatusesArgs, options),
    );
}
