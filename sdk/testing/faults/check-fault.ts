import { validateHeaderName, validateHeaderValue } from "node:http";

import {
    checkMembers,
    FILLED_TEXT,
    TEXT,
    milliseconds,
    orInfinity,
    wholeNumber,
    type AcceptedMembers,
} from "../accepted";
import { ERROR_CATALOGUE } from "../server/error-catalogue";
import type { Fault } from "./fault";
import { FAULT_ANSWERS } from "./fault-answers";
import { FAULT_DELIVERIES } from "./fault-deliveries";
import { isJsonObject, isPlainObject } from "../json-value";
import { isFaultKind } from "./misbehave";
import { showValue } from "../show-value";
import { MAX_DELAY_MS } from "../server/timers";

const KINDS = [...Object.keys(FAULT_DELIVERIES), ...Object.keys(FAULT_ANSWERS)].join(", ");

/** The emulator frames each answer itself: with a second word on that, no client could read it. */
const FRAMING = ["content-length", "transfer-encoding"];

const ACCEPTED: AcceptedMembers<Fault> = {
    kind: { form: `one of the fault kinds (${KINDS})`, takes: isFaultKind, isRequired: true },
    times: orInfinity(wholeNumber(0)),
    forMs: orInfinity(milliseconds()),
    skip: wholeNumber(0),
    // not only such as exist: a request may ask for whatever it likes
    regionId: TEXT,
    instanceId: FILLED_TEXT,
    code: FILLED_TEXT,
    message: TEXT,
    // what is below is no answer yet, and a client would wait on
    httpStatus: wholeNumber(200, 999),
    retryAfterMs: milliseconds(),
    delayMs: milliseconds(MAX_DELAY_MS),
    intervalMs: milliseconds(MAX_DELAY_MS),
    body: TEXT,
    headers: { form: 'an object of texts, such as { "retry-after": "1" }', takes: isPlainObject },
    change: { form: 'an object of what JSON can carry, such as { TotalCount: "58" }', takes: isJsonObject },
};

/** @throws TypeError that names the member, what is accepted and what was given */
export function checkFault(fault: Fault): void {
    checkMembers("fault", fault, ACCEPTED);
    const { kind, code, httpStatus, delayMs, headers = {} } = fault;
    if (kind === "error" && (code === undefined || (httpStatus === undefined && !ERROR_CATALOGUE.has(code)))) {
        throw new TypeError(
            `code: expected a documented error code, or any with an httpStatus of its own, got ${showValue(code)}`,
        );
    }
    if (kind === "slow" && delayMs === undefined) {
        throw new TypeError(
            "delayMs: expected the milliseconds until the answer, which a slow one needs, got undefined",
        );
    }
    for (const [name, value] of Object.entries<unknown>(headers)) {
        checkHeader(name, value);
    }
}

function checkHeader(name: string, value: unknown): void {
    if (!isValid(() => validateHeaderName(name)) || FRAMING.includes(name.toLowerCase())) {
        const accepted = `names of HTTP headers other than ${FRAMING.join(" and ")}`;
        throw new TypeError(`headers: expected ${accepted}, got ${showValue(name)}`);
    }
    if (typeof value !== "string" || !isValid(() => validateHeaderValue(name, value))) {
        const accepted = "a text of Latin-1 characters without line breaks";
        throw new TypeError(`headers[${showValue(name)}]: expected ${accepted}, got ${showValue(value)}`);
    }
}

function isValid(check: () => void): boolean {
    try {
        check();
        return true;
    } catch {
        return false;
    }
}
