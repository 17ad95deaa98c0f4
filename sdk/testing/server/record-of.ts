import type { ApiCall } from "./api-call";
import type { RecordedRequest } from "./recorded-request";
import { optional, readInstanceIds } from "../calls/request-parameters";

/** A record whose end is not known yet: what becomes of the request is filled in when it is answered. */
export type OpenRecord = { -readonly [Member in keyof RecordedRequest]: RecordedRequest[Member] };

export function recordOf(call: ApiCall, requestId: string, at: number): OpenRecord {
    const { method, action, parameters, signature } = call;
    return {
        at,
        method,
        action,
        regionId: parameters.get("RegionId") ?? "",
        zoneId: optional(parameters, "ZoneId"),
        clusterId: optional(parameters, "ClusterId"),
        instanceIds: readInstanceIds(parameters),
        pageNumber: wholeNumber(optional(parameters, "PageNumber")),
        pageSize: wholeNumber(optional(parameters, "PageSize")),
        signature,
        httpStatus: 0,
        requestId,
    };
}

function wholeNumber(text: string | undefined): number | undefined {
    const value = Number(text);
    return Number.isInteger(value) ? value : undefined;
}
