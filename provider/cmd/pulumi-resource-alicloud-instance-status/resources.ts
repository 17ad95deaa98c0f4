import { gateResource } from "../../gate/gate-resource";
import type { Resource } from "../../resource/resource";
import { statusesResource } from "../../statuses/statuses-resource";

/** By type token. */
export const RESOURCES: Readonly<Record<string, Resource>> = {
    "alicloud-instance-status:index:InstanceStatusGate": gateResource,
    "alicloud-instance-status:index:InstanceStatuses": statusesResource,
};

/** @throws Error - there is no such resource */
export function resourceOf(urn: string): Resource {
    // urn:pulumi:<stack>::<project>::<types of parents>$<type>::<name>
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const resource = Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
    if (resource === undefined) {
        throw new Error(`there is no resource ${type} (known: ${Object.keys(RESOURCES).join(", ")})`);
    }
    return resource;
}
