import * as pulumi from "@pulumi/pulumi";
import { instanceStatusesTrampoline } from "../dynamic/trampoline";
import type { InstanceStatus } from "./getInstanceStatuses";
import { refuseForeignProvider } from "./provider";
import { secretArguments } from "./secret-arguments";
import type { Selector, SelectorArgs } from "./selector";
import { urnOf } from "./urn-of";

/** Arguments of {@link InstanceStatuses}. */
export interface InstanceStatusesArgs {
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
    /** Only these instances, at least one. Default: all that match the filters. */
    instanceIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Only the instances that this selector chooses; not with the other filters. */
    selector?: pulumi.Input<SelectorArgs | undefined>;
    /** Whether to read the health too. Needs the permission `ecs:DescribeInstancesFullStatus`. Default: false. */
    includeHealth?: pulumi.Input<boolean | undefined>;
    /** Any change reads again. */
    triggers?: pulumi.Input<pulumi.Input<unknown>[] | undefined>;
}

const STATUSES_TYPE = "pulumi-nodejs:dynamic/alicloud-instance-status:InstanceStatuses";

/**
 * The statuses of instances, recorded in state. They are read at creation and in every refresh, preview and up. If they
 * have changed, the plan shows an update, so that a program can react. It never waits.
 */
export class InstanceStatuses extends pulumi.dynamic.Resource {
    /** Region that was asked. */
    declare readonly regionId: pulumi.Output<string>;
    declare readonly zoneId: pulumi.Output<string | undefined>;
    /** @deprecated by ECS itself */
    declare readonly clusterId: pulumi.Output<string | undefined>;
    declare readonly instanceIds: pulumi.Output<string[] | undefined>;
    declare readonly selector: pulumi.Output<Selector | undefined>;
    declare readonly includeHealth: pulumi.Output<boolean | undefined>;
    declare readonly triggers: pulumi.Output<unknown[] | undefined>;
    /** The instances with their statuses, in the order of `instanceIds` if given, else sorted by id. */
    declare readonly statuses: pulumi.Output<InstanceStatus[]>;
    /** The statuses by instance id. */
    declare readonly statusById: pulumi.Output<Record<string, string>>;
    /** The health by instance id; only with `includeHealth`. */
    declare readonly healthById: pulumi.Output<Record<string, string> | undefined>;
    /** The instances of `instanceIds` that ECS does not list. This is not an error. */
    declare readonly absentInstanceIds: pulumi.Output<string[]>;
    /** The number of matching instances; with `instanceIds`, the number of them that ECS lists. */
    declare readonly totalCount: pulumi.Output<number>;

    constructor(name: string, args: InstanceStatusesArgs = {}, opts?: pulumi.CustomResourceOptions) {
        refuseForeignProvider(`InstanceStatuses "${name}"`, opts);
        // an output becomes a property of the resource only if it is named here
        const kept = {
            regionId: undefined,
            zoneId: undefined,
            clusterId: undefined,
            instanceIds: undefined,
            selector: undefined,
            includeHealth: undefined,
            triggers: undefined,
        };
        const outputs = {
            statuses: undefined,
            statusById: undefined,
            healthById: undefined,
            absentInstanceIds: undefined,
            totalCount: undefined,
        };
        super(
            instanceStatusesTrampoline,
            name,
            {
                ...kept,
                ...args,
                ...outputs,
                __urn: urnOf(name, STATUSES_TYPE, opts),
                __secretArguments: secretArguments(args),
            },
            opts,
            "alicloud-instance-status",
            "InstanceStatuses",
        );
    }
}
