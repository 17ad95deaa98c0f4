import { htmlPage } from "../server/html-page";

/** How a fault differs from the correct answer, sent whole on a connection that stays open. */
export interface Misbehaviour {
    /** The answer is this error of ECS, unless the fault has a `code`. */
    readonly error?: string;
    /** The format of the error, whichever the request asks for. */
    readonly format?: "xml";
    /** Whether the error carries `x-acs-retry-after` in an emulator with `retryAfterHeader`. */
    readonly hasRetryHint?: boolean;
    /** The answer is this body, with none of the usual headers. */
    readonly body?: string;
    /** Members to replace in the correct answer; `undefined` removes one. */
    readonly change?: Readonly<Record<string, unknown>>;
    readonly httpStatus?: number;
    /** Additional headers. */
    readonly headers?: Readonly<Record<string, string>>;
    /** How the body is encoded. Default: in UTF-8. */
    readonly encoding?: "gzip" | "byte order mark";

    /** Whether the answer waits for the fault's `delayMs`. */
    readonly isDelayed?: boolean;
    /** What is sent of the answer. Default: all of it, at once. */
    readonly sends?: "nothing" | "garbage" | "half" | "bytes";
    /** What marks the end of the body. Default: `content-length`. */
    readonly framing?: "chunked" | "close";
    /** What happens to the connection then. Default: it stays open. */
    readonly ends?: "close" | "reset";
}

const JSON_TYPE = { "content-type": "application/json;charset=utf-8" };
const HTML_TYPE = { "content-type": "text/html" };

/** In a body: the id of the request. */
export const REQUEST_ID = "<RequestId>";

/** Answers that ECS in trouble, or a proxy before it, gives in place of the correct one. */
export const ANSWER_FAULTS = {
    /** A documented error: `code`, with its HTTP status and text. `Forbidden.RAM` has an `AccessDeniedDetail`. */
    error: { error: "InternalError" },
    /** 400 `Throttling.User`, or another `code`. */
    throttled: { error: "Throttling.User", hasRetryHint: true },
    /** 503 `ServiceUnavailable`. */
    unavailable503: { error: "ServiceUnavailable" },
    /** An error (`code`, default `ServiceUnavailable`) under HTTP status 200. */
    errorIn200: { error: "ServiceUnavailable", httpStatus: 200 },
    /** An error (`code`, default `ServiceUnavailable`) in XML, whichever format the request asks for. */
    xmlError: { error: "ServiceUnavailable", format: "xml" },
    /** The same with another spelling of the content type. */
    xmlErrorOtherCharset: {
        error: "ServiceUnavailable",
        format: "xml",
        headers: { "content-type": "application/xml; charset=UTF-8" },
    },
    /** 429 with `{}`. */
    empty429: { httpStatus: 429, headers: JSON_TYPE, body: "{}" },
    /** The error page of a proxy. */
    html502: { httpStatus: 502, headers: HTML_TYPE, body: htmlPage("502 Bad Gateway") },
    /** A page in place of an answer, as from a captive portal. */
    html200: { httpStatus: 200, headers: HTML_TYPE, body: htmlPage("Please sign in") },
    empty500: { httpStatus: 500, body: "" },
    empty200: { httpStatus: 200, body: "" },
    noContent204: { httpStatus: 204, body: "" },
    /** A redirect to this server; the relative URL keeps clients on this machine. */
    redirect302: { httpStatus: 302, headers: { location: "/" }, body: "" },
    /** 400 with the JSON value `null`. */
    null400: { httpStatus: 400, headers: JSON_TYPE, body: "null" },
    /** 200 with the JSON value `null`. */
    null200: { httpStatus: 200, headers: JSON_TYPE, body: "null" },
    /** 200 with an empty JSON array. */
    array200: { httpStatus: 200, headers: JSON_TYPE, body: "[]" },
    /** Incomplete JSON in a complete HTTP response. */
    badJson: { httpStatus: 200, headers: JSON_TYPE, body: `{"RequestId":"${REQUEST_ID}","TotalCount":` },
    /** A success without its list: `InstanceStatuses`, `InstanceFullStatusSet` or `Instances`. */
    noList200: { change: { InstanceStatuses: undefined, InstanceFullStatusSet: undefined, Instances: undefined } },
    /** The correct answer under HTTP status 600, which the SDK takes for success. */
    status600: { httpStatus: 600 },
    /** The correct answer after a byte order mark. */
    bomJson: { encoding: "byte order mark" },
    /** The correct answer compressed, which the request does not ask for. */
    gzip: { headers: { "content-encoding": "gzip" }, encoding: "gzip" },
    /** 200 with the correct answer, unless the fault has `httpStatus`, `headers`, `body` or `change`. */
    answer: { httpStatus: 200 },
} satisfies Record<string, Misbehaviour>;

/** Ways in which the connection fails; the answer, if any, is correct. */
export const DELIVERY_FAULTS = {
    /** The connection is reset (RST) before the answer. */
    reset: { sends: "nothing", ends: "reset" },
    /** The connection is closed (FIN) before the answer. */
    fin: { sends: "nothing", ends: "close" },
    /** No answer; the connection stays open. */
    hang: { sends: "nothing" },
    /** The headers and half of the body; the connection stays open. */
    stall: { sends: "half" },
    /** The answer arrives after `delayMs`. */
    slow: { isDelayed: true },
    /** The headers at once, then one byte of the body every `intervalMs`. */
    drip: { sends: "bytes" },
    /** Half of the body, then FIN, although `content-length` promises all of it. */
    truncated: { sends: "half", ends: "close" },
    /** The same in chunked encoding: the last chunk is missing. */
    truncatedChunked: { sends: "half", framing: "chunked", ends: "close" },
    /** Half of the body, and only FIN marks its end. */
    truncatedClose: { sends: "half", framing: "close", headers: { connection: "close" }, ends: "close" },
    /** Half of the body, then RST. */
    resetInBody: { sends: "half", ends: "reset" },
    /** The correct answer, then the server closes the connection that the client wants to reuse. */
    closeAfterAnswer: { ends: "close" },
    /** Bytes that are not HTTP. */
    garbage: { sends: "garbage", ends: "close" },
    /** The correct answer after a header of 100 kB; HTTP clients take less, Node's 16 kB. */
    hugeHeader: { headers: { "x-padding": "x".repeat(100_000) } },
} satisfies Record<string, Misbehaviour>;

/** Faults of the answer. */
export type AnswerFaultKind = keyof typeof ANSWER_FAULTS;
/** Faults of the connection. */
export type DeliveryFaultKind = keyof typeof DELIVERY_FAULTS;
/** All faults. */
export type FaultKind = DeliveryFaultKind | AnswerFaultKind;

export const FAULTS: Readonly<Record<FaultKind, Misbehaviour>> = { ...DELIVERY_FAULTS, ...ANSWER_FAULTS };
