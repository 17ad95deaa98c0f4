import { ApiError } from "../server/api-error";
import { missing } from "../server/error-catalogue";

/** The parameters of a request, from its query and its form. */
export type Parameters = ReadonlyMap<string, string>;

/** A parameter that is sent empty counts as not sent. */
export function optional(parameters: Parameters, name: string): string | undefined {
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

/** @throws ApiError */
export function readRegionId(parameters: Parameters): string {
    // undocumented parameters that ECS accepts; this error is all that is known about them
    if (optional(parameters, "OwnerId") !== undefined && optional(parameters, "OwnerAccount") !== undefined) {
        throw new ApiError("InvalidOwner");
    }
    const regionId = optional(parameters, "RegionId");
    if (regionId === undefined) {
        throw new ApiError("MissingParameter.RegionId");
    }
    return regionId;
}

/** `InstanceId.1`, `InstanceId.2` … in the order of the numbers, which can have gaps. Empty values do not count. */
export function readInstanceIds(parameters: Parameters): string[] {
    const numbered: [number, string][] = [];
    for (const [key, value] of parameters) {
        const number = /^InstanceId\.(\d+)$/.exec(key)?.[1];
        if (number !== undefined && value !== "") {
            numbered.push([Number(number), value]);
        }
    }
    return numbered.sort(([left], [right]) => left - right).map(([, value]) => value);
}

/** @throws ApiError */
export function readPage(parameters: Parameters, maxSize: number): { pageNumber: number; pageSize: number } {
    return {
        pageNumber: readInteger(parameters, "PageNumber", 1, Infinity),
        pageSize: readInteger(parameters, "PageSize", 10, maxSize),
    };
}

function readInteger(parameters: Parameters, name: string, byDefault: number, max: number): number {
    const text = optional(parameters, name) ?? String(byDefault);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > max) {
        throw new ApiError("InvalidParameter", { message: `The specified parameter “${name}” is not valid.` });
    }
    return value;
}
