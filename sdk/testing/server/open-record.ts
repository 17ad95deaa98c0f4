import { OPERATIONS } from "../calls/operations";
import { integerOrUndefined, optional, readList } from "../calls/parameters";
import type { ApiCall } from "./api-call";
import type { RecordedRequest } from "./recorded-request";

/** A record whose outcome is set when the request is answered. */
export type OpenRecord = { -readonly [Member in keyof RecordedRequest]: RecordedRequest[Member] };

export function openRecord(call: ApiCall, at: number): OpenRecord {
    const { method, action, parameters, signature, requestId } = call;
    return {
        at,
        method,
        action,
        regionId: parameters.get("RegionId") ?? "",
        zoneId: optional(parameters, "ZoneId"),
        clusterId: optional(parameters, "ClusterId"),
        instanceIds: readList(parameters, "InstanceId"),
        pageNumber: integerOrUndefined(optional(parameters, "PageNumber")),
        pageSize: integerOrUndefined(optional(parameters, "PageSize")),
        signature,
        httpStatus: 0,
        requestId,
        ...OPERATIONS.get(action ?? "")?.record?.(parameters),
    };
}
