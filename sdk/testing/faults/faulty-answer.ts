import { errorAnswer, render, type Answer } from "../server/answer";
import type { ApiCall } from "../server/api-call";
import { ApiError } from "../server/api-error";
import type { AnswerObject } from "../server/xml";
import type { Fault } from "./fault";
import { FAULTS, REQUEST_ID } from "./fault-table";

/** What the answer of a fault is made from. */
export interface FaultContext {
    readonly call: ApiCall;
    readonly requestId: string;
    /** The correct answer. */
    readonly right: Answer;
    /** For a throttled answer whose fault has no `retryAfterMs`. */
    readonly retryAfterMs: number | undefined;
}

/** The answer of a fault: that of its kind, with the properties of the fault itself in their place. */
export function faultyAnswer(fault: Fault, context: FaultContext): Answer {
    const { httpStatus, headers, encode } = FAULTS[fault.kind];
    const base = baseAnswer(fault, context);
    const body = fault.body ?? base.body;
    return {
        ...base,
        httpStatus: fault.httpStatus ?? httpStatus ?? base.httpStatus,
        headers: { ...base.headers, ...headers, ...inLowerCase(fault.headers ?? {}) },
        body: encode === undefined ? body : encode(body),
    };
}

function baseAnswer(fault: Fault, { call, requestId, right, retryAfterMs }: FaultContext): Answer {
    const { error, format = call.format, hasRetryHint, body, change } = FAULTS[fault.kind];
    if (error !== undefined) {
        const hint = hasRetryHint === true ? retryAfterMs : undefined;
        const details = { message: fault.message, retryAfterMs: fault.retryAfterMs ?? hint };
        return errorAnswer({ ...call, format }, requestId, new ApiError(fault.code ?? error, details));
    }
    if (body !== undefined) {
        return { httpStatus: 200, headers: {}, body: body.replace(REQUEST_ID, requestId) };
    }
    return changed(right, call.format, fault.change ?? change);
}

function changed(right: Answer, format: ApiCall["format"], change: Fault["change"]): Answer {
    if (change === undefined || right.content === undefined) {
        return right;
    }
    // members that are undefined disappear, at any depth
    const content = JSON.parse(JSON.stringify({ ...right.content.members, ...change })) as AnswerObject;
    return { ...right, ...render(format, right.httpStatus, right.content.root, content) };
}

/** Like the emulator's own names: a name in another case would be sent in addition, not in place. */
function inLowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
