import { validateHeaderName, validateHeaderValue } from "node:http";

import type { EmulatedAction } from "../calls/emulated-action";
import { OPERATIONS } from "../calls/operations";
import { checkProperties, invalid, passes } from "../checks/check";
import { isJsonObject, isPlainObject } from "../checks/plain-object";
import * as rules from "../checks/rules";
import { ERROR_CATALOGUE } from "../server/error-catalogue";
import { FAULTS } from "./fault-table";
import type { FaultKind } from "./fault-table";

/**
 * A fault, and the requests that it affects. Faults form a queue: the first one that applies to a request takes it.
 * For a refused connection, `close()` the emulator and use its endpoint.
 */
export interface Fault {
    readonly kind: FaultKind;

    /** How many requests it affects: an integer, or `Infinity`. Default 1, or `Infinity` with `forMs`. */
    readonly times?: number | undefined;
    /** For how many milliseconds from now on it affects requests. Default: until `times` is used up. */
    readonly forMs?: number | undefined;
    /** How many requests that it applies to pass before the first affected one. Default 0. */
    readonly skip?: number | undefined;
    /** Applies only to requests of this operation. Default: all. */
    readonly action?: EmulatedAction | undefined;
    /** Applies only to requests for this region. Default: all. */
    readonly regionId?: string | undefined;
    /** Applies only to requests that name this instance. Default: all. */
    readonly instanceId?: string | undefined;

    /** The error code of `error` (required), `throttled`, `unavailable503`, `errorIn200` and the errors in XML. */
    readonly code?: string | undefined;
    /** The text of the error. Default: as documented. */
    readonly message?: string | undefined;
    /**
     * The header `x-acs-retry-after` of an error, in milliseconds. Default: none; for `throttled` in an emulator with
     * `retryAfterHeader`, the time to the next minute.
     */
    readonly retryAfterMs?: number | undefined;

    /** The delay of `slow` (required), in milliseconds: at most 2147483647 (24 days). */
    readonly delayMs?: number | undefined;
    /** The interval of `drip`, in milliseconds. Default 100, at which an answer takes longer than 10 s. */
    readonly intervalMs?: number | undefined;

    /** The HTTP status, from 200 to 999. Default: that of the kind. */
    readonly httpStatus?: number | undefined;
    /** Headers to add or replace, except `content-length` and `transfer-encoding`. */
    readonly headers?: Readonly<Record<string, string>> | undefined;
    /** The body. Default: that of the kind. */
    readonly body?: string | undefined;
    /**
     * Members to set in the correct answer, where the kind does not replace it; `undefined` removes one.
     *
     * @example `{ TotalCount: "58" }`
     */
    readonly change?: Readonly<Record<string, unknown>> | undefined;
}

const KINDS = Object.keys(FAULTS);
const ACTIONS = [...OPERATIONS.keys()];

/** The emulator sets these itself: clients could not parse an answer with two of them. */
const FRAMING_HEADERS = ["content-length", "transfer-encoding"];

const FAULT_RULES: rules.Rules<Fault> = {
    kind: rules.required(rules.rule(`a fault kind (${KINDS.join(", ")})`, (value) => KINDS.includes(value as string))),
    times: rules.orInfinity(rules.integerFrom(0)),
    forMs: rules.orInfinity(rules.numberFrom(0)),
    skip: rules.integerFrom(0),
    action: rules.rule(`an action (${ACTIONS.join(", ")})`, (value) => ACTIONS.includes(value as string)),
    // any string, because requests can name regions that do not exist
    regionId: rules.STRING,
    instanceId: rules.NON_EMPTY_STRING,
    code: rules.NON_EMPTY_STRING,
    message: rules.STRING,
    retryAfterMs: rules.numberFrom(0),
    delayMs: rules.DELAY,
    intervalMs: rules.DELAY,
    // a client waits for another answer after a status below 200
    httpStatus: rules.integerFrom(200, 999),
    headers: rules.rule('an object of strings, such as { "retry-after": "1" }', isPlainObject),
    body: rules.STRING,
    change: rules.rule('an object that JSON can represent, such as { TotalCount: "58" }', isJsonObject),
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
