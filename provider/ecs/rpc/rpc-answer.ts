import { EcsApiError } from "../../errors/ecs-api-error";
import { classifyError, hintForCode } from "../../errors/error-codes";
import { redact } from "../redact";
import { acsRetryAfterOf, retryAfterOf } from "../transport/retry-after";
import type { HttpAnswer } from "../transport/transport";
import type { AnswerForm, ApiCall } from "./api-call";
import { parseBody } from "./parse-body";

/** The body of an answer before its members are checked. */
export type UnknownBody = Readonly<Record<string, unknown>>;

/** Some gateways report a success in words. */
const SUCCESS = /^(?:200|ok|success)$/i;

/**
 * The answer to a call, if it is a success.
 *
 * @param secrets - what must not be shown, wherever a service quotes it
 * @throws EcsApiError - the service reports an error, with any HTTP status, or the answer is not from it, or is broken
 */
export function readAnswer<Request, Answer>(
    call: ApiCall<Request, Answer>,
    request: Request,
    answer: HttpAnswer,
    secrets: readonly string[],
): Answer {
    const body = bodyOf(call, answer, secrets);
    const { RequestId } = body;
    return call.read(request, body, typeof RequestId === "string" ? redact(RequestId, secrets) : "");
}

function bodyOf(call: AnswerForm, answer: HttpAnswer, secrets: readonly string[]): UnknownBody {
    const { status } = answer;
    const isSuccess = status >= 200 && status < 300;
    const isError = status >= 400 && status < 600;
    const body = isSuccess || isError ? readBody(answer.text, call) : undefined;
    if (body === undefined || (isError && !isRecord(body))) {
        throw unreadable(answer);
    }
    if (!isRecord(body)) {
        throw brokenAnswer(`its body is ${typeName(body)}`);
    }
    // also with HTTP 200 and a list of instances: an instance missing from that list would look as if it were gone
    const code = body["Code"];
    if (isError || (typeof code === "string" && code !== "" && !SUCCESS.test(code))) {
        throw serviceError(call, answer, body, secrets);
    }
    return body;
}

/** The error of an answer that is incomplete or contradicts itself; it comes from a gateway on the way, so ask again. */
export function brokenAnswer(what: string, requestId?: string): EcsApiError {
    return new EcsApiError({
        code: "InvalidResponse",
        kind: "transient",
        message: `the answer cannot be used: ${what}`,
        httpStatus: 200,
        requestId,
    });
}

export function isRecord(value: unknown): value is UnknownBody {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The body in JSON or XML; undefined when it is neither. */
function readBody(text: string, call: AnswerForm): unknown {
    try {
        return parseBody(text, call);
    } catch {
        return undefined;
    }
}

function typeName(value: unknown): string {
    return value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

function serviceError(
    { action }: AnswerForm,
    { status, headers }: HttpAnswer,
    body: UnknownBody,
    secrets: readonly string[],
): EcsApiError {
    const text = (name: string): string | undefined => {
        const value = body[name] ?? body[`${name.charAt(0).toLowerCase()}${name.slice(1)}`];
        return typeof value === "string" && value !== "" ? redact(value, secrets) : undefined;
    };
    const code = text("Code") ?? `HTTP${status}`;
    const withoutText = status < 300 ? `an error in an answer with HTTP status ${status}` : "ECS gave no text";
    return new EcsApiError({
        code,
        action,
        kind: classifyError(code, status, acsRetryAfterOf(headers)),
        message: text("Message") ?? withoutText,
        httpStatus: status,
        requestId: text("RequestId"),
        retryAfterMs: retryAfterOf(headers),
        hint: hintForCode(code),
    });
}

function unreadable({ status, headers }: HttpAnswer): EcsApiError {
    return new EcsApiError({
        code: `HTTP${status}`,
        kind: status < 400 ? "transient" : classifyError("", status),
        message: "the answer is not from ECS: its body is not JSON (a proxy or gateway on the way?)",
        httpStatus: status,
        retryAfterMs: retryAfterOf(headers),
    });
}
