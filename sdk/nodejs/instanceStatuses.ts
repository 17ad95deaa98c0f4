import * as pulumi from "@pulumi/pulumi";
import { instanceStatusesTrampoline } from "../dynamic/trampoline";
import type { InstanceStatus } from "./getInstanceStatuses";
import { refuseForeignProvider } from "./provider";
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
    /** Only these instances: one or more. Without it, all that match the filters. */
    instanceIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Any change reads again. */
    triggers?: pulumi.Input<pulumi.Input<unknown>[] | undefined>;
}

const STATUSES_TYPE = "pulumi-nodejs:dynamic/alicloud-instance-status:InstanceStatuses";

/**
 * The statuses of instances, recorded in state: read when it is created, on every refresh, preview and up. If ECS says
 * something else by then, the plan shows an update, so that a program can react to it. It never waits.
 */
export class InstanceStatuses extends pulumi.dynamic.Resource {
    /** Region that was asked. */
    declare readonly regionId: pulumi.Output<string>;
    declare readonly zoneId: pulumi.Output<string | undefined>;
    /** @deprecated by ECS itself */
    declare readonly clusterId: pulumi.Output<string | undefined>;
    declare readonly instanceIds: pulumi.Output<string[] | undefined>;
    declare readonly triggers: pulumi.Output<unknown[] | undefined>;
    /** In the order of `instanceIds` when given, else by id. */
    declare readonly statuses: pulumi.Output<InstanceStatus[]>;
    /** The same by id. */
    declare readonly statusById: pulumi.Output<Record<string, string>>;
    /** Asked for and not listed by ECS: data, not an error. */
    declare readonly absentInstanceIds: pulumi.Output<string[]>;
    /** How many instances match; with `instanceIds`, how many of them were found. */
    declare readonly totalCount: pulumi.Output<number>;

    constructor(name: string, args: InstanceStatusesArgs = {}, opts?: pulumi.CustomResourceOptions) {
        refuseForeignProvider(`InstanceStatuses "${name}"`, opts);
        // outputs that are not named here would not be properties of the resource
        const kept = {
            regionId: undefined,
            zoneId: undefined,
            clusterId: undefined,
            instanceIds: undefined,
            triggers: undefined,
        };
        const outputs = {
            statuses: undefined,
            statusById: undefined,
            absentInstanceIds: undefined,
            totalCount: undefined,
        };
        super(
            instanceStatusesTrampoline,
            name,
            { ...kept, ...args, ...outputs, __urn: urnOf(name, STATUSES_TYPE, opts) },
            opts,
            "alicloud-instance-status",
            "InstanceStatuses",
        );
    }
}
