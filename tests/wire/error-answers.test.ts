import assert from "node:assert/strict";
import { EcsApiError } from "../../provider/errors";
import { RawServer } from "../support/raw-server";

const REQUEST = { regionId: "cn-hangzhou" };

interface Answer {
    readonly status: number;
    readonly headers?: Record<string, string>;
    /** A value to send as JSON, or a string to send unchanged. */
    readonly body?: unknown;
}

/** What the client makes of an answer. */
async function errorOf({ status, headers = {}, body = "" }: Answer): Promise<EcsApiError> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const server = await RawServer.start((_request, response) => response.writeHead(status, headers).end(text));
    try {
        const error: unknown = await server
            .api()
            .describeInstanceStatus(REQUEST)
            .catch((thrown: unknown) => thrown);
        assert.ok(error instanceof EcsApiError, String(error));
        return error;
    } finally {
        await server.close();
    }
}

function ecsError(status: number, Code: string, Message: string, members: object = {}, headers = {}): Answer {
    const body = { RequestId: "request-1", HostId: "127.0.0.1:8080", Code, Message, ...members };
    return { status, headers: { "content-type": "application/json", ...headers }, body };
}

function partsOf(error: EcsApiError): Record<string, unknown> {
    const { code, kind, httpStatus, requestId, retryAfterMs, rawMessage } = error;
    return JSON.parse(JSON.stringify({ code, kind, httpStatus, requestId, retryAfterMs, rawMessage })) as Record<
        string,
        unknown
    >;
}

describe("an error that ECS answers", () => {
    for (const [httpStatus, code, message, kind] of [
        [403, "InvalidParameter.TooManyInstanceIds", "Instance ids cannot be more than 100.", "invalid"],
        [403, "Abs.InvalidInstanceIds.MalFormed", "The specified instanceIds is not valid.", "invalid"],
        [404, "InvalidZoneId.NotFound", "The ZoneId provided does not exist in our records.", "invalid"],
        [404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.", "credentials"],
        [403, "Forbidden.RAM", "User not authorized to operate on the specified resource.", "denied"],
        [400, "Throttling.User", "Request was denied due to request throttling.", "throttled"],
        [500, "InternalError", "The request processing has failed.", "transient"],
        [503, "ServiceUnavailable", "The request has failed.", "transient"],
    ] as const) {
        it(`keeps its code, status, request id and text: ${code}`, async () => {
            assert.deepEqual(partsOf(await errorOf(ecsError(httpStatus, code, message))), {
                code,
                kind,
                httpStatus,
                requestId: "request-1",
                rawMessage: message,
            });
        });
    }

    it("shows its text and none of its other members", async () => {
        const error = await errorOf(ecsError(404, "InvalidZoneId.NotFound", "No such zone.", { X: "extra" }));
        assert.deepEqual(error.message.split("\n"), [
            "[invalid] InvalidZoneId.NotFound: No such zone.",
            "  answer   HTTP 404, request request-1",
            "  try      check `zoneId`: this zone is unknown to ECS in this region",
        ]);
        assert.equal(error.cause, undefined);
    });

    it("names the action and the policy line when ECS denies it", async () => {
        const detail = { AccessDeniedDetail: { AuthAction: "ecs:DescribeInstanceStatus" } };
        const { message } = await errorOf(ecsError(403, "Forbidden.RAM", "Not authorized.", detail));
        assert.match(message, /"Action": "ecs:DescribeInstanceStatus", "Resource": "\*"/);
    });

    it("may have members in lower case", async () => {
        const body = { code: "InvalidParameter", message: "small letters", requestId: "request-2" };
        const { code, rawMessage, requestId } = await errorOf({ status: 400, body });
        assert.deepEqual([code, rawMessage, requestId], ["InvalidParameter", "small letters", "request-2"]);
    });

    it("is called by its status when it has no members, as 429 has", async () => {
        const error = await errorOf({ status: 429, body: {} });
        assert.deepEqual(partsOf(error), {
            code: "HTTP429",
            kind: "throttled",
            httpStatus: 429,
            rawMessage: "ECS gave no text",
        });
        assert.doesNotMatch(error.message, /undefined/);
    });

    for (const members of [{}, { Message: null }, { Message: 5, RequestId: [] }, { Message: "", RequestId: "" }]) {
        it(`may be without a text: ${JSON.stringify(members)}`, async () => {
            const { code, rawMessage } = await errorOf({ status: 400, body: { Code: "InvalidParameter", ...members } });
            assert.deepEqual([code, rawMessage], ["InvalidParameter", "ECS gave no text"]);
        });
    }

    it("is shown without the signed string that ECS echoes, and with masked secrets", async () => {
        const echo = "Not matched for made-up-secret. server StringToSign is [x-acs-security-token:made-up-token]";
        const { message, rawMessage } = await errorOf(ecsError(400, "SignatureDoesNotMatch", echo));
        assert.equal(rawMessage, "Not matched for ***.");
        assert.doesNotMatch(message, /made-up/);
    });
});

describe("a hint when to ask again", () => {
    for (const [header, milliseconds] of [
        ["1500", 1_500],
        [" 1500 ", 1_500],
        ["0", 0],
        ["2.5", 2.5],
        ["-1", undefined],
        ["soon", undefined],
        ["", undefined],
        ["Infinity", undefined],
        ["1500ms", undefined],
    ] as const) {
        const meaning = milliseconds === undefined ? "no hint" : `${milliseconds} ms`;
        it(`is ${meaning} when x-acs-retry-after is ${JSON.stringify(header)}`, async () => {
            const headers = { "x-acs-retry-after": header };
            const error = await errorOf(ecsError(400, "Throttling.User", "m", {}, headers));
            assert.deepEqual([error.kind, error.retryAfterMs], ["throttled", milliseconds]);
        });
    }

    it("is taken from the standard header, in seconds, where the gateway's own is missing", async () => {
        const throttled = (headers: object): Promise<EcsApiError> =>
            errorOf(ecsError(400, "Throttling.User", "too many", {}, headers));
        assert.equal((await throttled({ "retry-after": "3" })).retryAfterMs, 3_000);
        assert.equal((await throttled({ "retry-after": "3", "x-acs-retry-after": "1500" })).retryAfterMs, 1_500);
    });

    it("is kept when the body is not JSON", async () => {
        const headers = { "x-acs-retry-after": "1500" };
        const { kind, retryAfterMs } = await errorOf({ status: 429, headers, body: "<html></html>" });
        assert.deepEqual([kind, retryAfterMs], ["throttled", 1_500]);
    });

    it("makes an unknown code a throttled one when it is the gateway's own", async () => {
        const answer = ecsError(400, "FlowControl.Exceeded", "Too fast.", {}, { "x-acs-retry-after": "1500" });
        const { kind, retryAfterMs } = await errorOf(answer);
        assert.deepEqual([kind, retryAfterMs], ["throttled", 1_500]);
    });

    it("does not do so in the standard header, which proxies send for all kinds of reasons", async () => {
        const answer = ecsError(400, "FlowControl.Exceeded", "Too fast.", {}, { "retry-after": "2" });
        const { kind, retryAfterMs } = await errorOf(answer);
        assert.deepEqual([kind, retryAfterMs], ["invalid", 2_000]);
    });
});

describe("an answer that is not from ECS", () => {
    for (const [status, body, kind] of [
        [500, "", "transient"],
        [204, "", "transient"],
        [302, "", "transient"],
        [302, "{}", "transient"],
        [200, "", "transient"],
        [502, "<html></html>", "transient"],
        [200, "<html></html>", "transient"],
        [503, "<Errors></Errors>", "transient"],
        [600, '{"TotalCount":0}', "transient"],
        [400, "null", "invalid"],
        [400, '"text"', "invalid"],
        [400, "[]", "invalid"],
        [403, "<html></html>", "invalid"],
        [407, "<html></html>", "invalid"],
        [408, "<html></html>", "transient"],
        [429, "<html></html>", "throttled"],
    ] as const) {
        it(`is ${kind} when it is HTTP ${status} with ${JSON.stringify(body)}`, async () => {
            assert.deepEqual(partsOf(await errorOf({ status, body })), {
                code: `HTTP${status}`,
                kind,
                httpStatus: status,
                rawMessage: "the answer is not from ECS: its body is not JSON (a proxy or gateway on the way?)",
            });
        });
    }
});
