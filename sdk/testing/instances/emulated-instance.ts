import { isPlainObject } from "../checks/plain-object";
import * as rules from "../checks/rules";
import { DURATION } from "./duration";
import type { EmulatedEvent } from "./emulated-event";
import { INSTANCE_ID, REGION_ID } from "./ids";

/**
 * One step of a script: a status, or a health, and how long it lasts (`"500ms"`, `"2s"`, `"1m30s"`). The last step lasts for ever and
 * needs no duration.
 *
 * The status is one of ECS (`Pending` `Starting` `Running` `Stopping` `Stopped`), `"Absent"` while the instance is not
 * listed, or any other string, which is answered unchanged.
 */
// No names in the tuple: TypeScript 3.8, which Pulumi uses for programs, cannot parse them.
export type ScriptStep = readonly [string, string?];

/** An instance of the emulator. */
export interface EmulatedInstance {
    /** For example `i-bp1j4i2jdf3owlhe****`. It starts with `i-`; the emulator refuses requests for other ids. */
    readonly instanceId: string;
    /** Default: the emulator's `regionId`. */
    readonly regionId?: string | undefined;
    /** Compared with the `ZoneId` filter. Default: no zone, which the filter never matches. */
    readonly zoneId?: string | undefined;
    /** Compared with the (deprecated) `ClusterId` filter. Default: no cluster. */
    readonly clusterId?: string | undefined;
    /** A constant status. Default `"Running"`. Excludes `script`. */
    readonly status?: string | undefined;
    /**
     * A sequence of statuses. Its clock starts at the first request that covers this instance: by its id, or without
     * ids and with filters that match it. Filters by status, health and events do not count, and tags that the instance
     * does not have yet do.
     *
     * @example `[["Pending", "2s"], ["Starting", "5s"], ["Running"]]`
     */
    readonly script?: readonly ScriptStep[] | undefined;
    /**
     * How long the instance is not listed although it exists, as right after RunInstances: a duration on the clock of
     * `script`, which continues meanwhile. Default: listed at once.
     */
    readonly visibleAfter?: string | undefined;

    /**
     * A constant health, for DescribeInstancesFullStatus: a word of ECS (`Ok` `Impaired` `Warning` `Maintaining`
     * `Initializing` `InsufficientData` `NotApplicable`) or any other string, which is answered unchanged. Default: it
     * follows the status, `Ok` for `Running`, `Initializing` for `Starting`, `InsufficientData` for any other. Excludes
     * `healthScript`.
     */
    readonly health?: string | undefined;
    /**
     * A sequence of healths, on the clock of `script`.
     *
     * @example `[["InsufficientData", "5s"], ["Initializing", "40s"], ["Ok"]]`
     */
    readonly healthScript?: readonly ScriptStep[] | undefined;
    /** Its scheduled system events. Default: none. */
    readonly events?: readonly EmulatedEvent[] | undefined;

    /** Its tags, for DescribeInstances. Default: none. */
    readonly tags?: Readonly<Record<string, string>> | undefined;
    /**
     * How long the instance has no tags yet, as right after its creation: a duration such as `"5s"` on the clock of
     * `script`. Default: it has them at once.
     */
    readonly tagsAfter?: string | undefined;
    /** Compared with the `InstanceName` filter of DescribeInstances. Default: `instanceId`, as in ECS. */
    readonly instanceName?: string | undefined;
    /** Compared with the `VpcId` filter. Default: no VPC, which the filter never matches. */
    readonly vpcId?: string | undefined;
    /** Compared with the `VSwitchId` filter. Default: no vSwitch. */
    readonly vswitchId?: string | undefined;
    /** The `SecurityGroupId` filter matches one of them. Default: no security group. */
    readonly securityGroupIds?: readonly string[] | undefined;
    /** Compared with the `ResourceGroupId` filter. Default: the default resource group, which ECS cannot filter by. */
    readonly resourceGroupId?: string | undefined;
    /** Why it is locked, in its `OperationLocks`: for example `["Recycling"]` for a spot instance. Default: it is not. */
    readonly lockReasons?: readonly string[] | undefined;
}

/** Options of `EcsEmulator.release`. */
export interface ReleaseOptions {
    /**
     * How long the instance is still listed, with its current status, as ECS may do after a release: a duration such as
     * `"2s"`. Default: it disappears at once.
     */
    readonly listedFor?: string | undefined;
}

const STATUS: rules.Rule = { ...rules.NON_EMPTY_STRING, expected: 'a status such as "Running"' };

const HEALTH: rules.Rule = { ...rules.NON_EMPTY_STRING, expected: 'a health status such as "Impaired"' };

const TAGS = rules.rule(
    'tags such as { role: "web" }',
    (value) =>
        isPlainObject(value) && Object.entries(value).every(([key, text]) => key !== "" && typeof text === "string"),
);
const STRINGS = rules.listOf("a list of non-empty strings", rules.NON_EMPTY_STRING.accepts);

export const INSTANCE_RULES: rules.Rules<EmulatedInstance> = {
    instanceId: rules.required(INSTANCE_ID),
    regionId: REGION_ID,
    zoneId: rules.NON_EMPTY_STRING,
    clusterId: rules.NON_EMPTY_STRING,
    status: STATUS,
    // its steps are checked when they are parsed
    script: rules.rule('steps such as [["Pending", "2s"], ["Running"]]', Array.isArray),
    visibleAfter: DURATION,
    health: HEALTH,
    healthScript: rules.rule('steps such as [["Initializing", "40s"], ["Ok"]]', Array.isArray),
    // each of them is checked with the place where it is
    events: rules.listOf("a list of events", () => true),
    tags: TAGS,
    tagsAfter: DURATION,
    instanceName: rules.NON_EMPTY_STRING,
    vpcId: rules.NON_EMPTY_STRING,
    vswitchId: rules.NON_EMPTY_STRING,
    securityGroupIds: STRINGS,
    resourceGroupId: rules.NON_EMPTY_STRING,
    lockReasons: STRINGS,
};

export const RELEASE_RULES: rules.Rules<ReleaseOptions> = { listedFor: DURATION };
