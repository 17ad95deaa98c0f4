import type { Answer } from "../server/answer";
import type { AnswerFaultKind, DeliveryFaultKind, Fault, FaultKind } from "./fault";
import { FAULT_ANSWERS, type FaultContext } from "./fault-answers";
import { FAULT_DELIVERIES, deliver, type Delivery } from "./fault-deliveries";

/** After these the client has seen no status line at all. */
const NEVER_ANSWERED: ReadonlySet<FaultKind> = new Set<FaultKind>(["reset", "fin", "hang", "garbage"]);

/** Whether the client sees at least the beginning of an answer. */
export function isAnswered(fault: Fault | undefined): boolean {
    return fault === undefined || !NEVER_ANSWERED.has(fault.kind);
}

/** The answer to give: the right one, unless a fault has one of its own. */
export function chooseAnswer(fault: Fault | undefined, context: Omit<FaultContext, "fault">): Answer {
    if (fault === undefined || !isAnswerFault(fault.kind)) {
        return context.right;
    }
    return FAULT_ANSWERS[fault.kind]({ ...context, fault });
}

/** Sends it: as it should be, unless a fault has a way of its own. */
export function sendAnswer(fault: Fault | undefined, delivery: Omit<Delivery, "fault">): void {
    if (fault === undefined || !isDeliveryFault(fault.kind)) {
        deliver(delivery.response, delivery.answer);
    } else {
        FAULT_DELIVERIES[fault.kind]({ ...delivery, fault });
    }
}

function isAnswerFault(kind: string): kind is AnswerFaultKind {
    return Object.hasOwn(FAULT_ANSWERS, kind);
}

function isDeliveryFault(kind: string): kind is DeliveryFaultKind {
    return Object.hasOwn(FAULT_DELIVERIES, kind);
}
