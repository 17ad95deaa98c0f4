import { validateHeaderName, validateHeaderValue } from "node:http";

import {
    checkProperties,
    integer,
    invalid,
    isPlainObject,
    MAX_DELAY_MS,
    milliseconds,
    NON_EMPTY_STRING,
    orInfinity,
    passes,
    STRING,
    type Rules,
} from "../checks";
import { ERROR_CATALOGUE } from "../server/error-catalogue";
import { FAULT_ANSWERS } from "./fault-answers";
import { FAULT_DELIVERIES } from "./fault-deliveries";
import { isJsonObject } from "./json-object";

/** Ways in which the connection misbehaves; the answer itself, if any, is the right one. */
export type DeliveryFaultKind =
    /** The connection is reset (RST) before the answer. */
    | "reset"
    /** The connection is closed in an orderly way (FIN) before the answer. */
    | "fin"
    /** Nothing is ever answered; the connection stays open. */
    | "hang"
    /** Headers and half of the body arrive, then nothing more; the connection stays open. */
    | "stall"
    /** The answer arrives after `delayMs`. */
    | "slow"
    /** Headers at once, then the body byte by byte, one every `intervalMs`. */
    | "drip"
    /** Half of the body, then the end of the connection, although `content-length` promised all of it. */
    | "truncated"
    /** The same, in chunked encoding: the last chunk never comes. */
    | "truncatedChunked"
    /** Half of the body, and the end of the connection is all that marks its end. */
    | "truncatedClose"
    /** Half of the body, then a reset (RST). */
    | "resetInBody"
    /** The right answer, then the server closes the connection that the client means to use again. */
    | "closeAfterAnswer"
    /** Bytes that are not HTTP. */
    | "garbage"
    /** The right answer behind a header of 100 kB. */
    | "hugeHeader";

/** Answers that something on the way, or ECS itself on a bad day, gives instead of the right one. */
export type AnswerFaultKind =
    /** A documented error: `code`, with its HTTP status and text; `Forbidden.RAM` comes with `AccessDeniedDetail`. */
    | "error"
    /** 400 `Throttling.User`, or another `code`. */
    | "throttled"
    /** 503 `ServiceUnavailable`. */
    | "unavailable503"
    /** The body of an error (`code`, default `ServiceUnavailable`) under HTTP status 200. */
    | "errorIn200"
    /** 429 with `{}`. */
    | "empty429"
    /** A proxy's error page. */
    | "html502"
    /** A page where an answer should be, as of a captive portal. */
    | "html200"
    | "empty500"
    | "empty200"
    | "noContent204"
    /** A redirect to this server itself. */
    | "redirect302"
    /** The right answer under HTTP status 600, which the SDK takes for success. */
    | "status600"
    /** JSON that ends in the middle, in an answer that is complete by HTTP's rules. */
    | "badJson"
    /** The right answer behind a byte order mark. */
    | "bomJson"
    /** The right answer compressed, although nobody asked for it. */
    | "gzip"
    /** An error (`code`, default `ServiceUnavailable`) in XML, whatever format was asked for. */
    | "xmlError"
    /** The same with a content type that is spelled in another way. */
    | "xmlErrorOtherCharset"
    /** 400 with the JSON value `null`. */
    | "null400"
    /** 200 with the JSON value `null`. */
    | "null200"
    /** 200 with an empty JSON array. */
    | "array200"
    /** A success without `InstanceStatuses`. */
    | "noList200"
    /** Whatever you say: `httpStatus`, `headers`, `body`; or the right answer with some members changed: `change`. */
    | "answer";

/** A way to misbehave. */
export type FaultKind = DeliveryFaultKind | AnswerFaultKind;

/**
 * One misbehaviour, and when it happens. Faults queue up: the first one that applies to a request takes it.
 * For a refused connection, `close()` the emulator and use its endpoint.
 */
export interface Fault {
    readonly kind: FaultKind;

    /** How many requests it hits: a whole number from 1, or `Infinity`. Default 1, or any number if `forMs` is given. */
    readonly times?: number | undefined;
    /** For how many milliseconds from now on it hits requests: a whole number. Default: until `times` is used up. */
    readonly forMs?: number | undefined;
    /** How many requests pass unharmed first: a whole number. Default 0. */
    readonly skip?: number | undefined;
    /** Only requests to this region. Default: all. */
    readonly regionId?: string | undefined;
    /** Only requests that name this instance. Default: all. */
    readonly instanceId?: string | undefined;

    /** For `error` (required), `throttled`, `errorIn200`, `xmlError`, `xmlErrorOtherCharset`: ECS's error code. */
    readonly code?: string | undefined;
    /** Instead of the documented text. */
    readonly message?: string | undefined;
    /** Instead of the documented HTTP status; for `answer`, default 200. From 200 to 999. */
    readonly httpStatus?: number | undefined;
    /**
     * For `error`, `throttled` and `unavailable503`: the header `x-acs-retry-after`, in milliseconds. Default: no such
     * header, unless the emulator was started with `retryAfterHeader`: then `throttled` names the time to the next minute.
     */
    readonly retryAfterMs?: number | undefined;

    /** For `slow`, required: milliseconds until the answer, a whole number up to 2147483647 (24 days). */
    readonly delayMs?: number | undefined;
    /** For `drip`: milliseconds from byte to byte. Default 100, so that an answer takes longer than 10 s. */
    readonly intervalMs?: number | undefined;

    /** For `answer`: the body. Default: that of the right answer. */
    readonly body?: string | undefined;
    /** For `answer`: headers besides, or instead of, the usual ones; all but `content-length` and `transfer-encoding`. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /**
     * For `answer`: members to set in the right answer, of what JSON can carry; `undefined` removes one.
     *
     * @example `{ TotalCount: "58" }`
     */
    readonly change?: Readonly<Record<string, unknown>> | undefined;
}

const KINDS = [...Object.keys(FAULT_DELIVERIES), ...Object.keys(FAULT_ANSWERS)];

/** The emulator sets these itself: clients could not parse an answer with two of them. */
const FRAMING_HEADERS = ["content-length", "transfer-encoding"];

const FAULT_RULES: Rules<Fault> = {
    kind: {
        expected: `a fault kind (${KINDS.join(", ")})`,
        accepts: (value) => KINDS.includes(value as FaultKind),
        isRequired: true,
    },
    times: orInfinity(integer(0)),
    forMs: orInfinity(milliseconds()),
    skip: integer(0),
    // any string, because requests can name regions that do not exist
    regionId: STRING,
    instanceId: NON_EMPTY_STRING,
    code: NON_EMPTY_STRING,
    message: STRING,
    // a client waits for another answer after a status below 200
    httpStatus: integer(200, 999),
    retryAfterMs: milliseconds(),
    delayMs: milliseconds(MAX_DELAY_MS),
    intervalMs: milliseconds(MAX_DELAY_MS),
    body: STRING,
    headers: { expected: 'an object of strings, such as { "retry-after": "1" }', accepts: isPlainObject },
    change: { expected: 'an object that JSON can represent, such as { TotalCount: "58" }', accepts: isJsonObject },
};

/** @throws TypeError that names the property, what is expected and what was given */
export function checkFault(fault: Fault): void {
    checkProperties("fault", fault, FAULT_RULES);
    const { kind, code, httpStatus, delayMs, headers = {} } = fault;
    if (kind === "error" && (code === undefined || (httpStatus === undefined && !ERROR_CATALOGUE.has(code)))) {
        throw invalid("code", "a documented error code, or any code together with httpStatus", code);
    }
    if (kind === "slow" && delayMs === undefined) {
        throw invalid("delayMs", "the milliseconds that a slow answer takes", delayMs);
    }
    for (const [name, value] of Object.entries<unknown>(headers)) {
        checkHeader(name, value);
    }
}

function checkHeader(name: string, value: unknown): void {
    if (FRAMING_HEADERS.includes(name.toLowerCase()) || !passes(() => validateHeaderName(name))) {
        throw invalid("headers", `valid HTTP header names except ${FRAMING_HEADERS.join(" and ")}`, name);
    }
    if (typeof value !== "string" || !passes(() => validateHeaderValue(name, value))) {
        throw invalid(`headers[${JSON.stringify(name)}]`, "a string of Latin-1 characters without line breaks", value);
    }
}
