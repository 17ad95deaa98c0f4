import { gzipSync } from "node:zlib";

import { errorAnswer, render } from "../server/answer";
import type { Answer } from "../server/answer";
import type { ApiCall } from "../server/api-call";
import { ApiError } from "../server/api-error";
import type { AnswerObject } from "../server/xml";
import type { Fault } from "./fault";
import { FAULTS, REQUEST_ID } from "./fault-table";

const ENCODINGS = {
    gzip: (body: string | Buffer) => gzipSync(body),
    "byte order mark": (body: string | Buffer) => `\ufeff${String(body)}`,
};

/**
 * The answer of a fault: that of its kind, with the properties of the fault itself in their place.
 *
 * @param right - the correct answer
 * @param retryHintMs - for a throttled answer whose fault has no `retryAfterMs`
 */
export function faultyAnswer(fault: Fault, call: ApiCall, right: Answer, retryHintMs: number | undefined): Answer {
    const behaviour = FAULTS[fault.kind];
    const base = baseAnswer(fault, call, right, behaviour.hasRetryHint === true ? retryHintMs : undefined);
    const body = fault.body ?? base.body;
    return {
        ...base,
        httpStatus: fault.httpStatus ?? behaviour.httpStatus ?? base.httpStatus,
        headers: { ...base.headers, ...behaviour.headers, ...inLowerCase(fault.headers ?? {}) },
        body: behaviour.encoding === undefined ? body : ENCODINGS[behaviour.encoding](body),
    };
}

function baseAnswer(fault: Fault, call: ApiCall, right: Answer, retryHintMs: number | undefined): Answer {
    const { error, format = call.format, body, change } = FAULTS[fault.kind];
    if (error !== undefined) {
        const { code = error, message, retryAfterMs = retryHintMs } = fault;
        return errorAnswer({ ...call, format }, new ApiError(code, { message, retryAfterMs }));
    }
    if (body !== undefined) {
        return { httpStatus: 200, headers: {}, body: body.replace(REQUEST_ID, call.requestId) };
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
