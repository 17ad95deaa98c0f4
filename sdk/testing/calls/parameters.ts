import type { ObservedInstance } from "../instances/live-instance";
import { ApiError, missing, notValid } from "../server/api-error";
import type { AnswerObject } from "../server/xml";

/** The parameters of a request, from its query and its form. */
export type Parameters = ReadonlyMap<string, string>;

/** A parameter that is sent empty counts as not sent. */
export function optional(parameters: Parameters, name: string): string | undefined {
    const value = parameters.get(name);
    return value === "" ? undefined : value;
}

/**
 * For parameters that the requests of all operations have.
 *
 * @throws ApiError `MissingParameter`
 */
export function requireValue(name: string, value: string | undefined): string {
    if (value === undefined || value === "") {
        throw new ApiError("MissingParameter", { httpStatus: 400, message: missing(name) });
    }
    return value;
}

/** @throws ApiError `missingCode` when it is not sent */
export function readRegionId(parameters: Parameters, missingCode = "MissingParameter.RegionId"): string {
    // undocumented parameters that ECS accepts; this error is all that is known about them
    if (optional(parameters, "OwnerId") !== undefined && optional(parameters, "OwnerAccount") !== undefined) {
        throw new ApiError("InvalidOwner");
    }
    const regionId = optional(parameters, "RegionId");
    if (regionId === undefined) {
        throw new ApiError(missingCode);
    }
    return regionId;
}

/** `InstanceId.1`, `InstanceId.2` … in the order of the numbers, which can have gaps. Empty values do not count. */
export function readList(parameters: Parameters, name: string): string[] {
    const numbered: [number, string][] = [];
    for (const [key, value] of parameters) {
        const number = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "";
        if (/^\d+$/.test(number) && value !== "") {
            numbered.push([Number(number), value]);
        }
    }
    return numbered.sort(([left], [right]) => left - right).map(([, value]) => value);
}

/**
 * A list that is a filter: `undefined` when nothing is sent.
 *
 * @throws ApiError for more than `max` values
 */
export function readListFilter(
    parameters: Parameters,
    name: string,
    max: number,
    errorCode?: string,
): readonly string[] | undefined {
    const values = readList(parameters, name);
    if (values.length > max) {
        throw invalid(name, errorCode);
    }
    return values.length === 0 ? undefined : values;
}

/**
 * A filter with documented values.
 *
 * @throws ApiError for any other value
 */
export function readChoice(
    parameters: Parameters,
    name: string,
    choices: readonly string[],
    errorCode?: string,
): string | undefined {
    const value = optional(parameters, name);
    if (value !== undefined && !choices.includes(value)) {
        throw invalid(name, errorCode);
    }
    return value;
}

/** Cuts a page out of all rows. Its figures are the members of the answer that say which page it is. */
export type Pager = (all: readonly ObservedInstance[]) => Page;

interface Page {
    readonly rows: readonly ObservedInstance[];
    readonly figures: AnswerObject;
}

/** By number and size. @throws ApiError */
export function readPager(parameters: Parameters, maxSize: number): Pager {
    const number = readInteger(parameters, "PageNumber", 1);
    const size = readInteger(parameters, "PageSize", 10, maxSize);
    return (all) => ({
        rows: all.slice((number - 1) * size, number * size),
        figures: { PageSize: size, PageNumber: number, TotalCount: all.length },
    });
}

/** @throws ApiError `InvalidParameter` */
function readInteger(parameters: Parameters, name: string, byDefault: number, max = Infinity): number {
    const text = optional(parameters, name) ?? String(byDefault);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > max) {
        throw invalid(name);
    }
    return value;
}

export function integerOrUndefined(text: string | undefined): number | undefined {
    const value = Number(text);
    return Number.isInteger(value) ? value : undefined;
}

/** @param errorCode - where the operation has one of its own */
export function invalid(name: string, errorCode?: string): ApiError {
    return errorCode === undefined
        ? new ApiError("InvalidParameter", { message: notValid(name) })
        : new ApiError(errorCode);
}

/** Whether a value passes a filter: it is the value, or a list that has it. One that is not sent lets everything pass. */
export function passesFilter(filter: string | readonly string[] | undefined, value = ""): boolean {
    return filter === undefined || (typeof filter === "string" ? filter === value : filter.includes(value));
}
