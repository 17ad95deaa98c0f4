import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { type ErrorContext, translateError } from "../../../../provider/ecs/translate-error";
import { UnknownHost } from "../../../../provider/ecs/unknown-host";
import { EcsApiError } from "../../../../provider/errors";

const SECRET = "made-up-secret";
const TOKEN = "made-up-token";

/** A context in which an answer with this status and these headers has come, or none. */
function context(httpStatus?: number, headers: Record<string, string> = {}): ErrorContext {
    const response = { statusCode: httpStatus, headers } as unknown as IncomingMessage;
    return {
        inFlight: httpStatus === undefined ? { requests: [] } : { requests: [], response },
        endpoint: "127.0.0.1:8080",
        unknownHost: new UnknownHost(),
        secrets: [SECRET, TOKEN],
    };
}

/** An error as the SDK throws it: an Error with members. */
function sdkError(message: string, members: object = {}): Error {
    return Object.assign(new Error(message), members);
}

/** The SDK's error for an answer of ECS. */
function apiError(httpStatus: number, code: string, message: string, data: object = {}): Error {
    return sdkError(`${code}: code: ${httpStatus}, ${message} request id: request-1`, {
        name: httpStatus < 500 ? "ClientError" : "ServerError",
        code,
        statusCode: httpStatus,
        requestId: "request-1",
        detail: "undefined",
        description: "undefined",
        data: { RequestId: "request-1", HostId: "127.0.0.1:8080", Code: code, Message: message, ...data },
    });
}

function partsOf(error: EcsApiError): Record<string, unknown> {
    const { code, kind, httpStatus, requestId, retryAfterMs, rawMessage } = error;
    return JSON.parse(JSON.stringify({ code, kind, httpStatus, requestId, retryAfterMs, rawMessage })) as Record<
        string,
        unknown
    >;
}

describe("translateError, of an answer of ECS", () => {
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
        it(`keeps code, status, request id and text of ${code}`, () => {
            assert.deepEqual(partsOf(translateError(apiError(httpStatus, code, message), context(httpStatus))), {
                code,
                kind,
                httpStatus,
                requestId: "request-1",
                rawMessage: message,
            });
        });
    }

    it("shows neither the SDK's own text nor its data", () => {
        const error = translateError(
            apiError(404, "InvalidZoneId.NotFound", "No such zone.", { X: "extra" }),
            context(404),
        );
        assert.deepEqual(error.message.split("\n"), [
            "[invalid] InvalidZoneId.NotFound: No such zone.",
            "  answer   HTTP 404, request request-1",
            "  try      check `zoneId`: ECS knows no such zone in this region",
        ]);
        assert.equal(error.cause, undefined);
    });

    it("names the action and the policy line when ECS denies it", () => {
        const error = translateError(
            apiError(403, "Forbidden.RAM", "Not authorized.", {
                AccessDeniedDetail: { AuthAction: "ecs:DescribeInstanceStatus" },
            }),
            context(403),
        );
        assert.match(error.message, /"Action": "ecs:DescribeInstanceStatus", "Resource": "\*"/);
    });

    it("reads members in lower case", () => {
        const error = sdkError("m", {
            statusCode: 400,
            code: "InvalidParameter",
            data: { code: "InvalidParameter", message: "small letters", requestId: "request-2" },
        });
        const { rawMessage, requestId } = translateError(error, context(400));
        assert.deepEqual([rawMessage, requestId], ["small letters", "request-2"]);
    });

    it("makes something of 429 with an empty body, whose members the SDK calls undefined", () => {
        const error = translateError(
            sdkError("undefined: code: 429, undefined request id: undefined", {
                name: "ClientError",
                code: "undefined",
                statusCode: 429,
                requestId: "undefined",
                data: {},
            }),
            context(429),
        );
        assert.deepEqual(partsOf(error), {
            code: "HTTP429",
            kind: "throttled",
            httpStatus: 429,
            rawMessage: "ECS gave no text",
        });
        assert.doesNotMatch(error.message, /undefined/);
    });

    for (const data of [undefined, null, "text", []] as unknown[]) {
        it(`survives an SDK error whose data is ${data === undefined ? "left out" : JSON.stringify(data)}`, () => {
            const error = translateError(
                sdkError("m", { statusCode: 400, code: "InvalidParameter", data }),
                context(400),
            );
            assert.deepEqual(
                [error.code, error.rawMessage, error.requestId],
                ["InvalidParameter", "ECS gave no text", undefined],
            );
        });
    }

    it("cuts the signed string that ECS echoes, and masks secrets", () => {
        const echo = `Not matched for ${SECRET}. server StringToSign is [x-acs-security-token:${TOKEN}]`;
        const { message, rawMessage } = translateError(apiError(400, "SignatureDoesNotMatch", echo), context(400));
        assert.equal(rawMessage, "Not matched for ***.");
        assert.ok(!message.includes(TOKEN) && !message.includes(SECRET));
    });

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
        it(`reads x-acs-retry-after: ${JSON.stringify(header)} as ${milliseconds === undefined ? "no hint" : `${milliseconds} ms`}`, () => {
            const headers = { "x-acs-retry-after": header };
            const error = translateError(apiError(400, "Throttling.User", "m"), context(400, headers));
            assert.equal(error.retryAfterMs, milliseconds);
        });
    }

    it("takes the hint from the SDK's error where the header is not at hand, whatever class it is of", () => {
        const throttled = Object.assign(apiError(400, "Throttling.User", "m"), {
            name: "ThrottlingError",
            retryAfter: 700,
        });
        assert.equal(translateError(throttled, context()).retryAfterMs, 700);
        const plain = Object.assign(apiError(400, "Throttling.User", "m"), { name: "ClientError" });
        assert.deepEqual(
            [translateError(plain, context()).kind, translateError(plain, context()).retryAfterMs],
            ["throttled", undefined],
        );
        const nonsense = Object.assign(apiError(400, "Throttling.User", "m"), { retryAfter: NaN });
        assert.equal(translateError(nonsense, context()).retryAfterMs, undefined);
    });
});

describe("translateError, of an answer that is no JSON", () => {
    for (const [what, error, httpStatus, code, kind] of [
        ["500 with nothing", new SyntaxError("Unexpected end of JSON input"), 500, "HTTP500", "transient"],
        ["204", new SyntaxError("Unexpected end of JSON input"), 204, "HTTP204", "transient"],
        ["302", new SyntaxError("Unexpected end of JSON input"), 302, "HTTP302", "transient"],
        ["200 with nothing", new SyntaxError("Unexpected end of JSON input"), 200, "HTTP200", "transient"],
        [
            "502 with HTML",
            new SyntaxError("Unexpected token '<', \"<html>\" is not valid JSON"),
            502,
            "HTTP502",
            "transient",
        ],
        [
            "200 with HTML",
            new SyntaxError("Unexpected token '<', \"<html>\" is not valid JSON"),
            200,
            "HTTP200",
            "transient",
        ],
        ["an XML error of another spelling", new SyntaxError("Unexpected token '<'"), 503, "HTTP503", "transient"],
        [
            "400 with null",
            new TypeError("Cannot read properties of null (reading 'RequestId')"),
            400,
            "HTTP400",
            "invalid",
        ],
        ["403 with HTML", new SyntaxError("Unexpected token '<'"), 403, "HTTP403", "invalid"],
        ["407 with HTML", new SyntaxError("Unexpected token '<'"), 407, "HTTP407", "invalid"],
        ["429 with HTML", new SyntaxError("Unexpected token '<'"), 429, "HTTP429", "throttled"],
    ] as const) {
        it(`takes ${what} for ${kind}, and says that it is not from ECS`, () => {
            const translated = translateError(error, context(httpStatus));
            assert.deepEqual(partsOf(translated), {
                code,
                kind,
                httpStatus,
                rawMessage: "the answer is not from ECS: its body is not JSON (a proxy or gateway on the way?)",
            });
        });
    }
});

describe("translateError, of a fault on the way", () => {
    const url = "POST http://127.0.0.1:8080/?RegionId=cn-hangzhou&AccessKeyId=x&SecurityToken=y failed.";

    for (const [code, message, shown] of [
        ["ECONNRESET", "aborted", "the connection was closed before the whole answer had come (127.0.0.1:8080)"],
        [
            "ECONNRESET",
            `socket hang up${url}`,
            "the connection was closed before the whole answer had come (127.0.0.1:8080)",
        ],
        ["ECONNABORTED", "aborted", "the connection was closed before the whole answer had come (127.0.0.1:8080)"],
        ["EPIPE", `write EPIPE${url}`, "the connection was closed while the request was sent (127.0.0.1:8080)"],
        ["ECONNREFUSED", `connect ECONNREFUSED${url}`, "the connection was refused (127.0.0.1:8080)"],
        ["ETIMEDOUT", `connect ETIMEDOUT${url}`, "the connection timed out (127.0.0.1:8080)"],
        ["EHOSTUNREACH", `connect EHOSTUNREACH${url}`, "the host cannot be reached (127.0.0.1:8080)"],
        ["ENETUNREACH", `connect ENETUNREACH${url}`, "the network cannot be reached (127.0.0.1:8080)"],
        ["EAI_AGAIN", `getaddrinfo EAI_AGAIN${url}`, "the host name could not be looked up for now (127.0.0.1:8080)"],
        ["HPE_INVALID_CONSTANT", `Parse Error${url}`, "what 127.0.0.1:8080 sent is not HTTP"],
        ["HPE_HEADER_OVERFLOW", `Parse Error: Header overflow${url}`, "what 127.0.0.1:8080 sent is not HTTP"],
        ["RequestTimeout", "Connect failed", "no answer in time"],
    ] as const) {
        it(`says what ${code} (${message.slice(0, 20)}) means, without the URL, and lets it be tried again`, () => {
            const error = translateError(sdkError(message, { code }), context());
            assert.deepEqual(partsOf(error), { code, kind: "transient", rawMessage: shown });
        });
    }

    it("knows the SDK's time-outs by their name", () => {
        const error = translateError(sdkError(`ReadTimeout(3000). ${url}`, { name: "RequestTimeoutError" }), context());
        assert.deepEqual(partsOf(error), {
            code: "RequestTimeout",
            kind: "transient",
            rawMessage: "no answer in time",
        });
    });

    it("names the host that was looked up", () => {
        const error = sdkError(`getaddrinfo ENOTFOUND nowhere${url}`, { code: "ENOTFOUND", hostname: "nowhere" });
        const first = translateError(error, context());
        assert.deepEqual([first.kind, first.rawMessage], ["transient", "the host nowhere is unknown"]);
        assert.match(first.message, /check the region, the endpoint/);
    });

    for (const code of ["DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED"]) {
        it(`does not try ${code} again, and shows no URL`, () => {
            const error = translateError(sdkError(`certificate trouble. ${url}`, { code }), context());
            assert.deepEqual([error.code, error.kind], [code, "invalid"]);
            assert.match(error.rawMessage, /^certificate trouble\./);
            assert.doesNotMatch(error.message, /https?:|RegionId|SecurityToken/);
        });
    }

    it("says of a port that speaks no TLS what to do, and nothing of OpenSSL's sources", () => {
        const text = `write EPROTO 1F7F0000:error:0A00010B:SSL routines:wrong version number:ssl/record/tlsany_meth.c:77:${url}`;
        const error = translateError(sdkError(text, { code: "EPROTO" }), context());
        assert.deepEqual([error.code, error.kind], ["EPROTO", "invalid"]);
        assert.match(error.message, /127\.0\.0\.1:8080.*set `protocol` to http/s);
        assert.doesNotMatch(error.message, /SSL routines|tlsany|RegionId/);
    });

    it("does not try again what cannot be put into a header", () => {
        const error = Object.assign(new TypeError('Invalid character in header content ["x"]'), {
            code: "ERR_INVALID_CHAR",
        });
        assert.deepEqual(
            [translateError(error, context()).code, translateError(error, context()).kind],
            ["ERR_INVALID_CHAR", "invalid"],
        );
    });

    it("is not misled by a code that is a member of every object", () => {
        const error = translateError(sdkError("m", { code: "constructor" }), context());
        assert.deepEqual(partsOf(error), { code: "constructor", kind: "invalid", rawMessage: "m" });
    });
});

describe("translateError, of anything else", () => {
    for (const [what, thrown, shown] of [
        ["an Error", new Error(`it holds ${SECRET}\u001b[2J`), "it holds *** [2J"],
        ["a text", `just ${TOKEN}`, "just ***"],
        ["nothing", undefined, "undefined"],
        ["null", null, "null"],
        ["a number", 7, "7"],
    ] as [string, unknown, string][]) {
        it(`says what ${what} says, without secrets, and does not try it again`, () => {
            assert.deepEqual(partsOf(translateError(thrown, context())), {
                code: "ClientFault",
                kind: "invalid",
                rawMessage: shown,
            });
        });
    }

    it("passes an error of this package on as it is", () => {
        const error = new EcsApiError({ code: "InvalidResponse", kind: "transient", message: "m" });
        assert.equal(translateError(error, context()), error);
    });
});

describe("translateError, of what was never sent", () => {
    it("takes a TypeError for a fault of this package, which asking again does not cure", () => {
        const { code, kind } = translateError(new TypeError("x is not a function"), context());
        assert.deepEqual([code, kind], ["ClientFault", "invalid"]);
    });
});

describe("translateError, of a hint when to come back", () => {
    it("keeps it when the body is no JSON", () => {
        const { kind, retryAfterMs } = translateError(
            new SyntaxError("Unexpected token '<'"),
            context(429, { "x-acs-retry-after": "1500" }),
        );
        assert.deepEqual([kind, retryAfterMs], ["throttled", 1_500]);
    });

    it("takes the standard header, in seconds, where the gateway's own is missing", () => {
        const error = apiError(400, "Throttling.User", "too many");
        assert.equal(translateError(error, context(400, { "retry-after": "3" })).retryAfterMs, 3_000);
        const both = { "retry-after": "3", "x-acs-retry-after": "1500" };
        assert.equal(translateError(error, context(400, both)).retryAfterMs, 1_500);
    });
});

describe("translateError, of what throttles under another name", () => {
    const error = apiError(400, "FlowControl.Exceeded", "Too fast.");

    it("knows it by the header that says in milliseconds when to come back", () => {
        const { kind, retryAfterMs } = translateError(error, context(400, { "x-acs-retry-after": "1500" }));
        assert.deepEqual([kind, retryAfterMs], ["throttled", 1_500]);
    });

    it("does not know it by the standard header, which proxies send for all kinds of reasons", () => {
        const { kind, retryAfterMs } = translateError(error, context(400, { "retry-after": "2" }));
        assert.deepEqual([kind, retryAfterMs], ["invalid", 2_000]);
    });
});

describe("translateError, of a proxy that cannot be reached", () => {
    it("says once what went wrong, and with whom", () => {
        const { inFlight, ...others } = context();
        const error = translateError(sdkError("connect ECONNREFUSED", { code: "ECONNREFUSED" }), {
            ...others,
            inFlight: { ...inFlight, tunnel: { proxy: "proxy.example:3128" } },
        });
        assert.deepEqual(error.message.split("\n"), [
            "[transient] ECONNREFUSED: the connection was refused (the proxy proxy.example:3128)",
            "  try      check HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
        ]);
    });
});
