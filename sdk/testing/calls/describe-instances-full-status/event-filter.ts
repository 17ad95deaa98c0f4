import { parseUtcTime } from "../../checks/utc-time";
import type { ObservedEvent } from "../../instances/live-instance";
import { ApiError } from "../../server/api-error";
import { invalid, optional, passesFilter, readListFilter } from "../parameters";
import type { Parameters } from "../parameters";

/** The filters on system events. */
export interface EventFilter {
    /** Whether events are asked for by id or type: then instances without any of them are left out. */
    readonly isSelective: boolean;
    readonly matches: (event: ObservedEvent) => boolean;
}

/** @throws ApiError */
export function readEventFilter(parameters: Parameters): EventFilter {
    const ids = readListFilter(parameters, "EventId", 100, "EventIdLimitExceeded");
    // the single type counts only without a list of types
    const types = readListFilter(parameters, "InstanceEventType", 30) ?? optional(parameters, "EventType");
    const isNotBefore = readTimeRange(parameters, "NotBefore");
    const isPublished = readTimeRange(parameters, "EventPublishTime");
    return {
        isSelective: ids !== undefined || types !== undefined,
        matches: (event) =>
            passesFilter(ids, event.eventId) &&
            passesFilter(types, event.type) &&
            isNotBefore(event.notBefore) &&
            isPublished(event.publishTime),
    };
}

/** `<name>.Start` and `<name>.End`, both included. */
function readTimeRange(parameters: Parameters, name: string): (time: string) => boolean {
    const start = readTime(parameters, `${name}.Start`) ?? -Infinity;
    const end = readTime(parameters, `${name}.End`) ?? Infinity;
    if (end < start) {
        throw new ApiError("InvalidParameter.TimeEndBeforeStart");
    }
    return (time) => start <= parseUtcTime(time) && parseUtcTime(time) <= end;
}

function readTime(parameters: Parameters, name: string): number | undefined {
    const text = optional(parameters, name);
    const time = text === undefined ? undefined : parseUtcTime(text);
    if (Number.isNaN(time)) {
        throw invalid(name);
    }
    return time;
}
