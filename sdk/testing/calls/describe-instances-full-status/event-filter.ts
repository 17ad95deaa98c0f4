import { parseUtcTime } from "../../checks/utc-time";
import type { ObservedEvent } from "../../instances/live-instance";
import { ApiError } from "../../server/api-error";
import { invalid, optional, passesFilter, readList, type Parameters } from "../parameters";

const MAX_EVENT_IDS = 100;
const MAX_EVENT_TYPES = 30;

/** The filters on system events. */
export interface EventFilter {
    /** Whether events are asked for by id or type: then instances without any of them are left out. */
    readonly isSelective: boolean;
    readonly matches: (event: ObservedEvent) => boolean;
}

/** @throws ApiError */
export function readEventFilter(parameters: Parameters): EventFilter {
    const eventIds = readList(parameters, "EventId");
    if (eventIds.length > MAX_EVENT_IDS) {
        throw new ApiError("EventIdLimitExceeded");
    }
    const eventTypes = readList(parameters, "InstanceEventType");
    if (eventTypes.length > MAX_EVENT_TYPES) {
        throw invalid("InstanceEventType");
    }
    // counts only without a list of types
    const eventType = eventTypes.length === 0 ? optional(parameters, "EventType") : undefined;
    const isNotBefore = readTimeRange(parameters, "NotBefore");
    const isPublished = readTimeRange(parameters, "EventPublishTime");
    return {
        isSelective: eventIds.length > 0 || eventTypes.length > 0 || eventType !== undefined,
        matches: (event) =>
            (eventIds.length === 0 || eventIds.includes(event.eventId)) &&
            (eventTypes.length === 0 || eventTypes.includes(event.type)) &&
            passesFilter(eventType, event.type) &&
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
