import { ArgumentReader } from "../arguments/argument-reader";
import { readWhat, WHAT_TO_READ } from "../arguments/read-arguments";
import type { InvalidArgumentError } from "../errors";
import type { BriefRequest } from "../account/brief-reads";
import type { StatusResult } from "../functions/status-result";
import { keptOf } from "../resource/resource";
import type { Properties } from "../resource/resource-context";

/** The arguments of `InstanceStatuses`: any change reads again. */
export const STATUSES_ARGUMENTS = [...WHAT_TO_READ, "triggers"] as const;

/** The names of the outputs that are known only when ECS has answered. No request ids, which differ every time. */
const STATUSES_OUTPUTS = [
    "statuses",
    "statusById",
    "healthById",
    "absentInstanceIds",
    "totalCount",
] as const satisfies readonly (keyof StatusResult)[];

/** The outputs of these inputs. */
export function outputsOfStatuses({ includeHealth }: Properties): readonly string[] {
    return STATUSES_OUTPUTS.filter((name) => name !== "healthById" || isSet(includeHealth));
}

function isSet(flag: unknown): boolean {
    return flag !== undefined && flag !== null && flag !== false; // it may be unknown
}

/** What is read: the arguments, parsed. */
export type StatusesRequest = BriefRequest & { readonly regionId: string | undefined };

/** Parses inputs, or what a state records. A value that is not known yet counts as missing. */
export function parseStatuses(
    properties: Properties,
    isUnknown: (value: unknown) => boolean = () => false,
): { readonly request: StatusesRequest; readonly errors: readonly InvalidArgumentError[] } {
    const reader = new ArgumentReader(properties, isUnknown);
    const { regionId } = properties;
    reader.list("triggers");
    const request = {
        regionId: typeof regionId === "string" ? regionId : undefined,
        ...readWhat(reader, properties),
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
