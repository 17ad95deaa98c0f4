import type * as pulumi from "@pulumi/pulumi";

export type { Selector } from "../../provider";

/**
 * Tags and other properties that choose instances in place of their ids. An instance must match all that are given. At
 * least one of `tags`, `vswitchId`, `securityGroupId`, `resourceGroupId` and `instanceName` must be given. Tags and
 * resource groups choose among at most 1,000 instances, because ECS filters no more.
 */
export interface SelectorArgs {
    /** Tags that an instance must have, with these values: 1 to 20. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
    /** The VPC of the instance. */
    vpcId?: pulumi.Input<string | undefined>;
    /** The vSwitch of the instance. */
    vswitchId?: pulumi.Input<string | undefined>;
    /** A security group of the instance. */
    securityGroupId?: pulumi.Input<string | undefined>;
    /** The zone of the instance. */
    zoneId?: pulumi.Input<string | undefined>;
    /** The resource group of the instance. */
    resourceGroupId?: pulumi.Input<string | undefined>;
    /** The name of the instance. `*` stands for any characters, as ECS takes it. */
    instanceName?: pulumi.Input<string | undefined>;
}
