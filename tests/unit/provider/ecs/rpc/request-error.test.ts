import assert from "node:assert/strict";
import { type AttemptContext, requestError } from "../../../../../provider/ecs/rpc/request-error";
import { TransportFault } from "../../../../../provider/ecs/transport/transport-fault";
import { UnknownHost } from "../../../../../provider/ecs/transport/unknown-host";
import { EcsApiError } from "../../../../../provider/errors";

const SECRET = "made-up-secret";
const TOKEN = "made-up-token";

function context(): AttemptContext {
    return { endpoint: "127.0.0.1:8080", unknownHost: new UnknownHost(), secrets: [SECRET, TOKEN] };
}

function errorOf(error: unknown): EcsApiError {
    return requestError(error, context());
}

function partsOf({ code, kind, rawMessage }: EcsApiError): unknown[] {
    return [code, kind, rawMessage];
}

describe("a fault on the way to ECS", () => {
    for (const [code, shown] of [
        ["ECONNRESET", "the connection was closed before the whole answer had come (127.0.0.1:8080)"],
        ["ECONNABORTED", "the connection was closed before the whole answer had come (127.0.0.1:8080)"],
        ["EPIPE", "the connection was closed while the request was sent (127.0.0.1:8080)"],
        ["ECONNREFUSED", "the connection was refused (127.0.0.1:8080)"],
        ["ETIMEDOUT", "the connection timed out (127.0.0.1:8080)"],
        ["EHOSTUNREACH", "the host cannot be reached (127.0.0.1:8080)"],
        ["ENETUNREACH", "the network cannot be reached (127.0.0.1:8080)"],
        ["EAI_AGAIN", "the host name could not be looked up for now (127.0.0.1:8080)"],
        ["AnswerTooLarge", "the answer is larger than 10 MB, so it is not from ECS (127.0.0.1:8080)"],
        ["HPE_INVALID_CONSTANT", "what 127.0.0.1:8080 sent is not HTTP"],
        ["HPE_HEADER_OVERFLOW", "what 127.0.0.1:8080 sent is not HTTP"],
    ] as const) {
        it(`is told in words and may be tried again: ${code}`, () => {
            const fault = new TransportFault(code, { message: "Node's own text" });
            assert.deepEqual(partsOf(errorOf(fault)), [code, "transient", shown]);
        });
    }

    it("names the host that was looked up", () => {
        const error = errorOf(new TransportFault("ENOTFOUND", { hostname: "nowhere" }));
        assert.deepEqual([error.kind, error.rawMessage], ["transient", "the host nowhere is unknown"]);
        assert.match(error.message, /check the region, the endpoint/);
    });

    for (const code of ["DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED"]) {
        it(`is not tried again when the certificate is not trusted: ${code}`, () => {
            const error = errorOf(new TransportFault(code, { message: "certificate trouble" }));
            assert.deepEqual(partsOf(error), [code, "invalid", "certificate trouble"]);
        });
    }

    it("says of a port that speaks no TLS what to do, and nothing of OpenSSL's sources", () => {
        const message = "write EPROTO 1F7F0000:error:0A00010B:SSL routines:wrong version number:ssl/tlsany_meth.c:77:";
        const error = errorOf(new TransportFault("EPROTO", { message }));
        assert.deepEqual([error.code, error.kind], ["EPROTO", "invalid"]);
        assert.match(error.message, /127\.0\.0\.1:8080.*set `protocol` to http/s);
        assert.doesNotMatch(error.message, /SSL routines|tlsany/);
    });

    it("is not tried again when a header cannot be sent", () => {
        const error = errorOf(new TransportFault("ERR_INVALID_CHAR", { message: "Invalid character in header" }));
        assert.deepEqual([error.code, error.kind], ["ERR_INVALID_CHAR", "invalid"]);
    });

    it("is not misled by a code that is a member of every object", () => {
        const error = errorOf(new TransportFault("constructor", { message: "m" }));
        assert.deepEqual(partsOf(error), ["constructor", "invalid", "m"]);
    });
});

describe("a proxy that cannot be reached", () => {
    it("is named, once", () => {
        const { message } = errorOf(new TransportFault("ECONNREFUSED", { proxy: "proxy.example:3128" }));
        assert.deepEqual(message.split("\n"), [
            "[transient] ECONNREFUSED: the connection was refused (the proxy proxy.example:3128)",
            "  try      check HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
        ]);
    });
});

describe("anything else that is thrown", () => {
    for (const [what, thrown, shown] of [
        ["an Error", new Error(`it holds ${SECRET}\u001b[2J`), "it holds *** [2J"],
        ["a TypeError", new TypeError("x is not a function"), "x is not a function"],
        ["a string", `just ${TOKEN}`, "just ***"],
        ["undefined", undefined, "undefined"],
        ["null", null, "null"],
        ["a number", 7, "7"],
    ] as [string, unknown, string][]) {
        it(`is a fault of this package, shown without secrets and not tried again: ${what}`, () => {
            assert.deepEqual(partsOf(errorOf(thrown)), ["ClientFault", "invalid", shown]);
        });
    }

    it("is passed on when it is an error of this package", () => {
        const error = new EcsApiError({ code: "InvalidResponse", kind: "transient", message: "m" });
        assert.equal(errorOf(error), error);
    });
});
