import assert from "node:assert/strict";
import type { ApiCall } from "../../../../../provider/ecs/rpc/api-call";
import { readAnswer } from "../../../../../provider/ecs/rpc/rpc-answer";
import { EcsApiError } from "../../../../../provider/errors";
import { type AnswerObject, toXml } from "../../../../../sdk/testing/server/xml";

/** Reads an answer with HTTP status 200, as the client does. */
export function read<Request, Answer>(call: ApiCall<Request, Answer>, request: Request, answer: unknown): Answer {
    return readAnswer(call, request, { status: 200, headers: {}, text: JSON.stringify(answer) }, []);
}

/** Reads the same answer in XML. */
export function readXml<Request, Answer>(
    call: ApiCall<Request, Answer>,
    request: Request,
    answer: AnswerObject,
): Answer {
    const text = toXml(`${call.action}Response`, answer);
    return readAnswer(call, request, { status: 200, headers: {}, text }, []);
}

/** The error of an answer that is refused, and that may be asked for again. */
export function refusalOf(read: () => unknown): EcsApiError {
    try {
        read();
    } catch (error) {
        assert.ok(error instanceof EcsApiError, String(error));
        assert.deepEqual([error.code, error.kind, error.httpStatus], ["InvalidResponse", "transient", 200]);
        return error;
    }
    assert.fail("the answer was accepted");
}
