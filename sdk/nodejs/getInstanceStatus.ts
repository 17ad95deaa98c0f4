import type * as pulumi from "@pulumi/pulumi";
import { core } from "./core";
import { givenArguments, invoke, invokeOutput, type ReadOptions, type ReadOutputOptions } from "./invoke";

const TOKEN = "alicloud-instance-status:index:getInstanceStatus";

/** Arguments of {@link getInstanceStatus}. */
export interface GetInstanceStatusArgs {
    /** Id of the instance. */
    instanceId: string;
    /** Region of the instance. Default: the Provider's region, the stack's, then ALICLOUD_REGION. */
    regionId?: string;
    /** Whether to read the health too. Needs the permission `ecs:DescribeInstancesFullStatus`. Default: false. */
    includeHealth?: boolean;
}

/** Arguments of {@link getInstanceStatusOutput}. */
export interface GetInstanceStatusOutputArgs {
    /** Id of the instance. */
    instanceId: pulumi.Input<string>;
    /** Region of the instance. Default: the Provider's region, the stack's, then ALICLOUD_REGION. */
    regionId?: pulumi.Input<string | undefined>;
    /** Whether to read the health too. Needs the permission `ecs:DescribeInstancesFullStatus`. Default: false. */
    includeHealth?: pulumi.Input<boolean | undefined>;
}

/** The status of one instance. */
export interface GetInstanceStatusResult {
    /** Id of the instance. */
    instanceId: string;
    /** Region that was asked. */
    regionId: string;
    /** The status as ECS wrote it; not set when the instance is absent. */
    status?: string;
    /** The health as ECS wrote it, `Ok` for example; only with `includeHealth`. */
    health?: string;
    /** Whether ECS does not list the instance: it is too new, released, or of another region or account. */
    absent: boolean;
    /** Id of the request. */
    requestId: string;
}

/**
 * Reads the status of one instance once, in preview and in up.
 *
 * @throws InvalidArgumentError - before any request
 * @throws EcsApiError - an error that is not retried, or that remains after the retries
 */
export function getInstanceStatus(
    args: GetInstanceStatusArgs,
    opts: ReadOptions = {},
): Promise<GetInstanceStatusResult> {
    const given = givenArguments(args);
    return invoke(TOKEN, given, opts, (sources) => core().getInstanceStatus(given, sources));
}

/** {@link getInstanceStatus} for Outputs. With an unknown argument the result is unknown, and no request is sent. */
export function getInstanceStatusOutput(
    args: GetInstanceStatusOutputArgs,
    opts: ReadOutputOptions = {},
): pulumi.Output<GetInstanceStatusResult> {
    return invokeOutput(TOKEN, givenArguments(args), opts, (plain, options) =>
        getInstanceStatus(plain as GetInstanceStatusArgs, options),
    );
}
