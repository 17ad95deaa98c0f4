import type { EmulatedInstance } from "../../instances/emulated-instance";
import { optional, passesFilter, type Parameters } from "../parameters";
import { readTags } from "./tags";

/** What DescribeInstances is asked to match, as sent; what is not sent is not there. */
export interface RecordedSelector {
    /** By key; `""` for a key without a value, which matches any value. */
    readonly tags?: Readonly<Record<string, string>>;
    readonly vpcId?: string;
    readonly vswitchId?: string;
    readonly securityGroupId?: string;
    readonly zoneId?: string;
    readonly resourceGroupId?: string;
    /** With `*` for any characters. */
    readonly instanceName?: string;
}

const WIRE_NAMES: Readonly<Record<Exclude<keyof RecordedSelector, "tags">, string>> = {
    vpcId: "VpcId",
    vswitchId: "VSwitchId",
    securityGroupId: "SecurityGroupId",
    zoneId: "ZoneId",
    resourceGroupId: "ResourceGroupId",
    instanceName: "InstanceName",
};

export function readSelector(parameters: Parameters): RecordedSelector {
    const members: [string, unknown][] = [];
    const tags = readTags(parameters).flatMap(({ key, value }) => (key === "" ? [] : [[key, value] as const]));
    if (tags.length > 0) {
        members.push(["tags", Object.fromEntries(tags)]);
    }
    for (const [member, name] of Object.entries(WIRE_NAMES)) {
        const value = optional(parameters, name);
        if (value !== undefined) {
            members.push([member, value]);
        }
    }
    return Object.fromEntries(members);
}

/** Whether an instance matches, with the tags that it has or will have. */
export function selectorMatches(selector: RecordedSelector, instance: EmulatedInstance): boolean {
    const { securityGroupId } = selector;
    return (
        tagsMatch(selector, instance.tags) &&
        passesFilter(selector.vpcId, instance.vpcId) &&
        passesFilter(selector.vswitchId, instance.vswitchId) &&
        passesFilter(selector.zoneId, instance.zoneId) &&
        passesFilter(selector.resourceGroupId, instance.resourceGroupId) &&
        (securityGroupId === undefined || instance.securityGroupIds?.includes(securityGroupId) === true) &&
        nameMatches(selector.instanceName, instance.instanceName ?? instance.instanceId)
    );
}

export function tagsMatch({ tags = {} }: RecordedSelector, present: EmulatedInstance["tags"] = {}): boolean {
    return Object.entries(tags).every(
        ([key, value]) => Object.hasOwn(present, key) && (value === "" || present[key] === value),
    );
}

function nameMatches(pattern: string | undefined, name: string): boolean {
    if (pattern === undefined) {
        return true;
    }
    const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "s").test(name);
}
