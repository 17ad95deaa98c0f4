import type { EmulatedInstance } from "../../instances/emulated-instance";
import { optional, passesFilter } from "../parameters";
import type { Parameters } from "../parameters";
import type { RecordedSelector } from "./recorded-selector";
import { readTags } from "./tags";

const WIRE_NAMES: Readonly<Record<Exclude<keyof RecordedSelector, "tags">, string>> = {
    vpcId: "VpcId",
    vswitchId: "VSwitchId",
    securityGroupId: "SecurityGroupId",
    zoneId: "ZoneId",
    resourceGroupId: "ResourceGroupId",
    instanceName: "InstanceName",
};

/** Its members are always in the same order; that of the request does not matter. */
export function readSelector(parameters: Parameters): RecordedSelector {
    const tags = readTags(parameters)
        .filter(({ key }) => key !== "")
        .sort((left, right) => (left.key < right.key ? -1 : 1));
    const others = Object.entries(WIRE_NAMES).map(([member, name]) => [member, optional(parameters, name)] as const);
    return {
        ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])) }),
        ...Object.fromEntries(others.filter(([, value]) => value !== undefined)),
    };
}

/** Whether an instance matches, with the tags that it has or will have. */
export function selectorMatches(selector: RecordedSelector, instance: EmulatedInstance): boolean {
    const { securityGroupIds = [], instanceName = instance.instanceId } = instance;
    return (
        tagsMatch(selector, instance.tags) &&
        passesFilter(selector.vpcId, instance.vpcId) &&
        passesFilter(selector.vswitchId, instance.vswitchId) &&
        passesFilter(selector.zoneId, instance.zoneId) &&
        passesFilter(selector.resourceGroupId, instance.resourceGroupId) &&
        (selector.securityGroupId === undefined || securityGroupIds.includes(selector.securityGroupId)) &&
        nameMatches(selector.instanceName, instanceName)
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
