import { ApiError } from "../server/api-error";
import { missing } from "../server/error-catalogue";

/** The parameters of DescribeInstanceStatus, checked. */
export interface DescribeInstanceStatusParameters {
    readonly regionId: string;
    readonly zoneId: string | undefined;
    readonly clusterId: string | undefined;
    /** Empty: all instances of the region. */
    readonly instanceIds: readonly string[];
    readonly pageNumber: number;
    readonly pageSize: number;
}

const MAX_INSTANCE_IDS = 100;
const MAX_PAGE_SIZE = 50;
const DEFAULT_PAGE_SIZE = 10;

/**
 * ECS's own rule is not published. This one lets every id of its documentation through, masked ones
 * ("i-bp1j4i2jdf3owlhe****") too, and refuses what is no id of an instance: other resources' ids, spaces, lists in one.
 */
export function isInstanceId(text: unknown): boolean {
    return typeof text === "string" && /^i-[A-Za-z0-9*_-]{1,126}$/.test(text);
}

/** @throws ApiError */
export function checkParameters(parameters: ReadonlyMap<string, string>): DescribeInstanceStatusParameters {
    // the only thing that is known of the two, which the operation takes without documenting them
    if (optional(parameters, "OwnerId") !== undefined && optional(parameters, "OwnerAccount") !== undefined) {
        throw new ApiError("InvalidOwner");
    }
    const regionId = optional(parameters, "RegionId");
    if (regionId === undefined) {
        throw new ApiError("MissingParameter.RegionId");
    }
    const instanceIds = readInstanceIds(parameters);
    if (instanceIds.length > MAX_INSTANCE_IDS) {
        throw new ApiError("InvalidParameter.TooManyInstanceIds");
    }
    if (!instanceIds.every(isInstanceId)) {
        throw new ApiError("Abs.InvalidInstanceIds.MalFormed");
    }
    return {
        regionId,
        zoneId: optional(parameters, "ZoneId"),
        clusterId: optional(parameters, "ClusterId"),
        instanceIds,
        pageNumber: integer(parameters, "PageNumber", 1, Infinity),
        pageSize: integer(parameters, "PageSize", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
    };
}

/** `InstanceId.1`, `InstanceId.2` … by number; gaps do not matter. An empty one does not filter, as everywhere in ECS. */
export function readInstanceIds(parameters: ReadonlyMap<string, string>): string[] {
    const numbered: [number, string][] = [];
    for (const [key, value] of parameters) {
        const number = /^InstanceId\.(\d+)$/.exec(key)?.[1];
        if (number !== undefined && value !== "") {
            numbered.push([Number(number), value]);
        }
    }
    return numbered.sort(([left], [right]) => left - right).map(([, value]) => value);
}

/** A parameter that is sent empty is as good as not sent. */
export function optional(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
    const value = parameters.get(name);
    return value === "" ? undefined : value;
}

/** @throws ApiError `MissingParameter` */
export function requireValue(name: string, value: string | undefined): string {
    if (value === undefined || value === "") {
        throw new ApiError("MissingParameter", { message: missing(name) });
    }
    return value;
}

function integer(parameters: ReadonlyMap<string, string>, name: string, byDefault: number, max: number): number {
    const text = optional(parameters, name);
    if (text === undefined) {
        return byDefault;
    }
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > max) {
        throw new ApiError("InvalidParameter", { message: `The specified parameter “${name}” is not valid.` });
    }
    return value;
}
