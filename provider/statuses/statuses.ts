import { ArgumentReader } from "../arguments/argument-reader";
import type { InvalidArgumentError } from "../errors";
import type { BriefRequest } from "../account/brief-reads";
import type { StatusResult } from "../functions/status-result";
import { keptOf } from "../resource/resource";
import type { Properties } from "../resource/resource-context";

/** The arguments of `InstanceStatuses`: any change reads again. */
export const STATUSES_ARGUMENTS = ["regionId", "zoneId", "clusterId", "instanceIds", "triggers"] as const;

/** The names of the outputs that are known only when ECS has answered. No request ids, which differ every time. */
export const STATUSES_OUTPUTS = [
    "statuses",
    "statusById",
    "absentInstanceIds",
    "totalCount",
] as const satisfies readonly (keyof StatusResult)[];

/** What is read: the arguments, parsed. */
export type StatusesRequest = BriefRequest & { readonly regionId: string | undefined };

/** Parses inputs, or what a state records. A value that is not known yet counts as missing. */
export function parseStatuses(
    properties: Properties,
    isUnknown: (value: unknown) => boolean = () => false,
): { readonly request: StatusesRequest; readonly errors: readonly InvalidArgumentError[] } {
    const reader = new ArgumentReader(properties, isUnknown);
    const { regionId, instanceIds } = properties;
    const isGiven = instanceIds !== undefined && instanceIds !== null;
    reader.list("triggers");
    const request = {
        regionId: typeof regionId === "string" ? regionId : undefined,
        zoneId: reader.text("zoneId"),
        clusterId: reader.text("clusterId"),
        instanceIds: isGiven ? reader.instanceIds("instanceIds", 1) : undefined,
    };
    return { request, errors: reader.errors };
}

/** @throws InvalidArgumentError */
export function requestOf(properties: Properties): StatusesRequest {
    const { request, errors } = parseStatuses(properties);
    if (errors[0] !== undefined) {
        throw errors[0];
    }
    return request;
}

/** The arguments and the package's own properties, which are kept beside what was read. */
export function keptOfStatuses(properties: Properties): Record<string, unknown> {
    return keptOf(properties, STATUSES_ARGUMENTS);
}
