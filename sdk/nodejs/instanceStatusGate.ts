import * as pulumi from "@pulumi/pulumi";
import { instanceStatusGateTrampoline } from "../dynamic/trampoline";
import { refuseForeignProvider } from "./provider";
import { secretArguments } from "./secret-arguments";
import type { Selector, SelectorArgs } from "./selector";
import { urnOf } from "./urn-of";

/** Arguments of {@link InstanceStatusGate}. Durations are strings such as "500ms", "90s", "1h30m". */
export interface InstanceStatusGateArgs {
    /** Region of the instances. Default: the Provider's region, the stack's, then ALICLOUD_REGION. */
    regionId?: pulumi.Input<string | undefined>;
    /** The instances to wait for. Exactly one of `instanceIds` and `selector` must be given. A change waits again. */
    instanceIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Chooses the instances in place of `instanceIds`, for instances whose ids are not known: those of a scaling group,
     * for example. The set is asked for anew in each round, and an instance that leaves it is no failure. Needs the
     * permission `ecs:DescribeInstances`. A change waits again.
     */
    selector?: pulumi.Input<SelectorArgs | undefined>;
    /**
     * The least number of instances. Fewer ids in `instanceIds` are an error; `0` allows an empty list, which is reached
     * at once. With `selector`, the gate waits until there are as many. Default: 1. A change waits again.
     */
    minInstanceCount?: pulumi.Input<number | undefined>;
    /**
     * Any of these counts as reached: Pending, Starting, Running, Stopping, Stopped. Default: `["Running"]`. A change
     * waits again.
     */
    targetStatuses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * The health that must come with the status; any of these counts: `["Ok"]` waits until ECS reports that the operating
     * system runs. ECS updates it every minute. Needs the permission `ecs:DescribeInstancesFullStatus`. Default: the
     * health does not matter. A change waits again.
     */
    targetHealth?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /**
     * Statuses that end the wait at once. Default for the target `Running`: `Stopping`, and `Stopped` after the
     * instance was Starting or Running, or for 60 s. Default for other targets, and with `selector`: none.
     */
    failStatuses?: pulumi.Input<pulumi.Input<string>[] | undefined>;
    /** Whether fail statuses end the wait. Default: true. */
    failFast?: pulumi.Input<boolean | undefined>;
    /** How many instances are enough. Default: all of the set. A change waits again. */
    minReached?: pulumi.Input<number | undefined>;
    /** The same as a percentage of the set, rounded up. A change waits again. */
    minReachedPercent?: pulumi.Input<number | undefined>;
    /** How long the target must hold without a break. Default: "0s". A change waits again. */
    stableFor?: pulumi.Input<string | undefined>;
    /**
     * The time limit of the whole wait; "0s" polls once. Default: `customTimeouts.create` and `.update` of the options,
     * else "10m".
     */
    timeout?: pulumi.Input<string | undefined>;
    /** How long an instance may be absent before it counts as missing; not with `selector`. Default: "60s". */
    absentGrace?: pulumi.Input<string | undefined>;
    /** The pause between the first poll and the second. Default: the usual schedule, 4 s or less. */
    initialDelay?: pulumi.Input<string | undefined>;
    /** Any change waits again. */
    triggers?: pulumi.Input<pulumi.Input<unknown>[] | undefined>;
    /**
     * What to do when an instance has left the target since the last wait. Each preview and up asks ECS once: "wait"
     * plans an update, and up waits again; "warn" only warns; "ignore" does not ask. Default: "wait". A gate whose last
     * wait failed always waits again.
     */
    onDrift?: pulumi.Input<"wait" | "warn" | "ignore" | undefined>;
}

/**
 * Holds back its dependents until enough instances are in a target status, and in a target health where one is asked for.
 * If they do not reach it, the deployment fails, no dependent starts, and the next `pulumi up` waits again.
 */
export class InstanceStatusGate extends pulumi.dynamic.Resource {
    /**
     * The instances: those of the argument, or with `selector` those of the set at the end of the last wait, sorted. In
     * the preview of an update the ids of the argument are real ids, while `reachedInstanceIds` is unknown.
     */
    declare readonly instanceIds: pulumi.Output<string[]>;
    declare readonly selector: pulumi.Output<Selector | undefined>;
    /** Region that was asked. */
    declare readonly regionId: pulumi.Output<string>;
    declare readonly minInstanceCount: pulumi.Output<number | undefined>;
    declare readonly targetStatuses: pulumi.Output<string[] | undefined>;
    declare readonly targetHealth: pulumi.Output<string[] | undefined>;
    declare readonly minReached: pulumi.Output<number | undefined>;
    declare readonly minReachedPercent: pulumi.Output<number | undefined>;
    declare readonly stableFor: pulumi.Output<string | undefined>;
    declare readonly triggers: pulumi.Output<unknown[] | undefined>;
    /** The instances that were in target at the last poll. */
    declare readonly reachedInstanceIds: pulumi.Output<string[]>;
    /** The last status of every instance that ECS lists. */
    declare readonly statusById: pulumi.Output<Record<string, string>>;
    /** The last health of every instance that ECS reported one for; only with `targetHealth`. */
    declare readonly healthById: pulumi.Output<Record<string, string> | undefined>;
    /** The instances that ECS did not list at the last poll. */
    declare readonly absentInstanceIds: pulumi.Output<string[]>;
    /** The time when the gate was satisfied: ISO 8601, UTC. */
    declare readonly reachedAt: pulumi.Output<string | undefined>;
    /** How long the last wait took, in milliseconds. */
    declare readonly elapsedMs: pulumi.Output<number>;
    /** Whether the gate was satisfied at the last poll. */
    declare readonly satisfied: pulumi.Output<boolean>;

    constructor(name: string, args: InstanceStatusGateArgs, opts?: pulumi.CustomResourceOptions) {
        refuseForeignProvider(`InstanceStatusGate "${name}"`, opts);
        const outputs = {
            reachedInstanceIds: undefined,
            statusById: undefined,
            healthById: undefined,
            absentInstanceIds: undefined,
            reachedAt: undefined,
            elapsedMs: undefined,
            satisfied: undefined,
        };
        // an output becomes a property of the resource only if it is named here
        const kept = {
            regionId: undefined,
            instanceIds: undefined,
            selector: undefined,
            minInstanceCount: undefined,
            targetStatuses: undefined,
            targetHealth: undefined,
            minReached: undefined,
        };
        const internal = {
            // the handlers get neither the resource's name, nor its custom timeouts, nor what is secret
            __urn: urnOf(name, GATE_TYPE, opts),
            __secretArguments: secretArguments(args),
            __createTimeout: opts?.customTimeouts?.create,
            __updateTimeout: opts?.customTimeouts?.update,
            // the handlers of a Provider do not get the stack's configuration
            __skipWait: pulumi.runtime.getConfig("alicloud-instance-status:skipWait"),
        };
        super(
            instanceStatusGateTrampoline,
            name,
            {
                ...kept,
                minReachedPercent: undefined,
                stableFor: undefined,
                triggers: undefined,
                ...args,
                ...outputs,
                ...internal,
            },
            opts,
            "alicloud-instance-status",
            "InstanceStatusGate",
        );
    }
}

const GATE_TYPE = "pulumi-nodejs:dynamic/alicloud-instance-status:InstanceStatusGate";
