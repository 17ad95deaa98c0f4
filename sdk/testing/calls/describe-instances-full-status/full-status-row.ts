import type { ObservedEvent, ObservedInstance } from "../../instances/live-instance";
import type { AnswerObject } from "../../server/xml";

/** The numbers that the document's samples show. */
const CODES: Readonly<Record<string, number>> = {
    Running: 1,
    Ok: 0,
    Maintaining: 0,
    Warning: 64,
    Scheduled: 24,
    "SystemMaintenance.Reboot": 1,
    "InstanceExpiration.Stop": 34,
    "SystemFailure.Reboot": 65,
};

/** The numbers of all other names are not documented. */
const UNDOCUMENTED_CODE = 99;

export function fullStatusRow({ instance, status, health, events }: ObservedInstance): AnswerObject {
    return {
        InstanceId: instance.instanceId,
        Status: named(status),
        HealthStatus: named(health),
        ScheduledSystemEventSet: { ScheduledSystemEventType: events.map(eventRow) },
    };
}

function eventRow({ eventId, type, publishTime, notBefore, reason, impactLevel }: ObservedEvent): AnswerObject {
    return {
        EventId: eventId,
        EventType: named(type),
        // the operation answers only events that are yet to come
        EventCycleStatus: named("Scheduled"),
        EventPublishTime: publishTime,
        NotBefore: notBefore,
        Reason: reason,
        ImpactLevel: impactLevel,
        ExtendedAttribute: {},
    };
}

function named(name: string): AnswerObject {
    return { Code: Object.hasOwn(CODES, name) ? (CODES[name] ?? 0) : UNDOCUMENTED_CODE, Name: name };
}
