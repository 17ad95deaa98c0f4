import type { SystemEvent } from "../../../domain/instance-row";
import { redact } from "../../redact";
import { isRecord } from "../../rpc/rpc-answer";
import { isWord } from "../read-rows";

/**
 * Reads the scheduled system events of an instance. They are only shown, never judged: so a broken event is left out, and
 * the answer still counts.
 *
 * @returns undefined when there are none
 */
export function readEvents(set: unknown): readonly SystemEvent[] | undefined {
    const list: unknown = isRecord(set) ? set["ScheduledSystemEventType"] : undefined;
    const events = Array.isArray(list) ? (list as unknown[]).flatMap(readEvent) : [];
    return events.length === 0 ? undefined : events;
}

function readEvent(event: unknown): SystemEvent[] {
    const { EventId, EventType, NotBefore, Reason } = isRecord(event) ? event : {};
    const type = isRecord(EventType) ? EventType["Name"] : undefined;
    if (!isWord(EventId) || !isWord(type)) {
        return [];
    }
    return [
        {
            eventId: EventId,
            type,
            ...(isWord(NotBefore) ? { notBefore: NotBefore } : {}),
            ...(typeof Reason === "string" && Reason !== "" ? { reason: redact(Reason) } : {}),
        },
    ];
}
