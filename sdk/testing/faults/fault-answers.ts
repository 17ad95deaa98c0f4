import { gzipSync } from "node:zlib";

import { errorAnswer, errorContent, render, SUCCESS_ROOT, type Answer } from "../server/answer";
import type { ApiCall } from "../server/api-call";
import { ApiError } from "../server/api-error";
import type { AnswerFaultKind, Fault } from "./fault";
import type { AnswerObject } from "../server/xml";

/** What a fault may look at when it makes up its answer. */
export interface FaultContext {
    readonly fault: Fault;
    readonly call: ApiCall;
    readonly requestId: string;
    /** The answer that there would have been. */
    readonly right: Answer;
    /** For a throttled answer that does not bring its own. */
    readonly retryAfterMs: number | undefined;
}

const HTML = { "content-type": "text/html" };
const JSON_HEADERS = { "content-type": "application/json;charset=utf-8" };

/** One entry per kind, each the whole answer. */
export const FAULT_ANSWERS: Readonly<Record<AnswerFaultKind, (context: FaultContext) => Answer>> = {
    error: (context) => documented(context, "InternalError"),
    throttled: (context) => {
        const retryAfterMs = context.fault.retryAfterMs ?? context.retryAfterMs;
        return documented({ ...context, fault: { ...context.fault, retryAfterMs } }, "Throttling.User");
    },
    unavailable503: (context) => documented(context, "ServiceUnavailable"),
    errorIn200: (context) => ({
        ...documented(context, "ServiceUnavailable"),
        httpStatus: context.fault.httpStatus ?? 200,
    }),
    empty429: () => ({ httpStatus: 429, headers: JSON_HEADERS, body: "{}" }),
    html502: () => ({ httpStatus: 502, headers: HTML, body: page("502 Bad Gateway") }),
    html200: () => ({ httpStatus: 200, headers: HTML, body: page("Please sign in") }),
    empty500: () => ({ httpStatus: 500, headers: {}, body: "" }),
    empty200: () => ({ httpStatus: 200, headers: {}, body: "" }),
    noContent204: () => ({ httpStatus: 204, headers: {}, body: "" }),
    // Relative: whatever Host the client made up, it stays here.
    redirect302: () => ({ httpStatus: 302, headers: { location: "/" }, body: "" }),
    status600: ({ right }) => ({ ...right, httpStatus: 600 }),
    badJson: ({ requestId }) => ({
        httpStatus: 200,
        headers: JSON_HEADERS,
        body: `{"RequestId":"${requestId}","TotalCount":`,
    }),
    bomJson: ({ right }) => ({
        ...right,
        body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(right.body)]),
    }),
    gzip: ({ right }) => ({
        ...right,
        headers: { ...right.headers, "content-encoding": "gzip" },
        body: gzipSync(right.body),
    }),
    xmlError: (context) => xmlError(context, "text/xml;charset=utf-8"),
    xmlErrorOtherCharset: (context) => xmlError(context, "application/xml; charset=UTF-8"),
    null400: () => ({ httpStatus: 400, headers: JSON_HEADERS, body: "null" }),
    null200: () => ({ httpStatus: 200, headers: JSON_HEADERS, body: "null" }),
    array200: () => ({ httpStatus: 200, headers: JSON_HEADERS, body: "[]" }),
    noList200: (context) => changed(context, { InstanceStatuses: undefined }),
    answer: (context) => custom(context),
};

function documented({ fault, call, requestId }: FaultContext, defaultCode: string): Answer {
    return errorAnswer(call, requestId, new ApiError(fault.code ?? defaultCode, fault));
}

function xmlError({ fault, call, requestId }: FaultContext, contentType: string): Answer {
    const error = new ApiError(fault.code ?? "ServiceUnavailable", fault);
    const answer = render("xml", error.httpStatus, "Error", errorContent(call, requestId, error));
    return { ...answer, headers: { ...answer.headers, "content-type": contentType }, code: error.code };
}

function changed({ call, right }: FaultContext, change: Readonly<Record<string, unknown>>): Answer {
    // a member that is undefined is gone, however deep it is
    const content = JSON.parse(JSON.stringify({ ...right.content, ...change })) as AnswerObject;
    return render(call.format, right.httpStatus, SUCCESS_ROOT, content);
}

function custom(context: FaultContext): Answer {
    const { fault, right } = context;
    const base = fault.change === undefined ? right : changed(context, fault.change);
    return {
        httpStatus: fault.httpStatus ?? 200,
        headers: { ...base.headers, ...inLowerCase(fault.headers ?? {}) },
        body: fault.body ?? base.body,
    };
}

/** As all of ours are: one that differs only in case would be sent besides ours, not instead. */
function inLowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function page(title: string): string {
    return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
}
