import assert from "node:assert/strict";
import { inspect } from "node:util";
import { credentialsError, NoSessionError } from "../../../../../provider/ecs/credentials/credentials-error";
import { TransportFault } from "../../../../../provider/ecs/transport/transport-fault";
import { UnknownHost } from "../../../../../provider/ecs/transport/unknown-host";
import { EcsApiError } from "../../../../../provider/errors";
import { TimeLimitError } from "../../../../../provider/time/with-time-limit";

function errorOf(error: unknown): EcsApiError {
    return credentialsError(error, "the role r", new UnknownHost());
}

function linesOf(error: unknown): string[] {
    return errorOf(error).message.split("\n");
}

function refusal(status: number, text = "", headers: Record<string, string> = {}): NoSessionError {
    return new NoSessionError({ status, headers, text });
}

const FAILED = "no credentials could be fetched from the role r";

describe("credentialsError", () => {
    it("says what the service says by its code, and what to do", () => {
        assert.deepEqual(linesOf(refusal(403, '{"Code":"NoPermission","Message":"m"}')), [
            `[credentials] NoPermission: ${FAILED} (NoPermission, HTTP 403)`,
            "  try      check that this identity may be assumed from here, and that its service can be reached",
        ]);
    });

    it("says of an unknown host which it is, and lets it be tried again", () => {
        assert.deepEqual(linesOf(new TransportFault("ENOTFOUND", { hostname: "sts.example" })), [
            `[transient] CredentialsUnavailable: ${FAILED} (the host sts.example is unknown)`,
            "  try      check `credentialsUri`, or the endpoint of STS, and the network of this machine: this name could not be looked up",
        ]);
    });

    for (const code of ["ECONNRESET", "ENETDOWN", "EHOSTDOWN", "EMFILE", "HPE_INVALID_CONSTANT"]) {
        it(`is transient when the way fails with ${code}, as it is on the way to ECS`, () => {
            assert.equal(errorOf(new TransportFault(code)).kind, "transient");
        });
    }

    it("says that it was a proxy that let nothing through, and tries again when that can pass", () => {
        for (const [proxyStatus, kind] of [
            [407, "credentials"],
            [503, "transient"],
        ] as const) {
            const fault = new TransportFault(`Proxy${proxyStatus}`, { proxy: "proxy.example:3128", proxyStatus });
            assert.deepEqual(linesOf(fault), [
                `[${kind}] CredentialsUnavailable: ${FAILED} (HTTP ${proxyStatus} of the proxy proxy.example:3128)`,
                "  try      check HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
            ]);
        }
    });

    it("says that it was a proxy that could not be reached", () => {
        assert.deepEqual(linesOf(new TransportFault("ECONNREFUSED", { proxy: "proxy.example:3128" })), [
            `[transient] CredentialsUnavailable: ${FAILED} (ECONNREFUSED of the proxy proxy.example:3128)`,
            "  try      check HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
        ]);
    });

    it("is transient when no answer comes in time", () => {
        assert.equal(
            linesOf(new TimeLimitError("not done"))[0],
            `[transient] CredentialsUnavailable: ${FAILED} (RequestTimeout)`,
        );
    });

    it("says when the service wants to be asked again", () => {
        const error = errorOf(refusal(429, "", { "retry-after": "1.5" }));
        assert.deepEqual([error.kind, error.retryAfterMs], ["throttled", 1_500]);
    });

    it("says what to do about a certificate that is not trusted", () => {
        const error = errorOf(new TransportFault("DEPTH_ZERO_SELF_SIGNED_CERT"));
        assert.equal(error.kind, "credentials");
        assert.match(error.message, /NODE_EXTRA_CA_CERTS/);
    });

    it("passes on the error of the credentials underneath", () => {
        const error = new EcsApiError({ code: "NoPermission", kind: "credentials", message: "m" });
        assert.equal(errorOf(error), error);
    });

    it("shows nothing of the answer", () => {
        for (const [status, text] of [
            [200, '{"AccessKeySecret": "made-up-secret"'],
            [200, '{"AccessKeySecret":"made-up-secret","Code":"Success"}'],
            [403, '{"Code": "made-up-secret"}'],
        ] as const) {
            assert.doesNotMatch(inspect(errorOf(refusal(status, text))), /made-up/);
        }
    });

    for (const thrown of [undefined, null, "text", 5, {}]) {
        it(`makes an error of any thrown value: ${JSON.stringify(thrown)}`, () => {
            assert.equal(errorOf(thrown).kind, "credentials");
        });
    }
});
