import assert from "node:assert/strict";
import { inspect } from "node:util";
import { credentialsError, type FetchProgress } from "../../../../provider/ecs/credentials-error";
import { EcsApiError } from "../../../../provider/errors";

function linesOf(error: unknown, progress?: FetchProgress): string[] {
    return credentialsError(error, "the role r", progress).message.split("\n");
}

const FAILED = "no credentials could be fetched from the role r";

describe("credentialsError", () => {
    it("says what the service says by its code, and what to do", () => {
        const refused = new Error('refresh session token failed: {"Code":"NoPermission","Message":"m"}');
        assert.deepEqual(linesOf(refused, { httpStatus: 403 }), [
            `[credentials] NoPermission: ${FAILED} (NoPermission, HTTP 403)`,
            "  try      check that this identity may be assumed from here, and that its service can be reached",
        ]);
    });

    it("says of an unknown host which it is", () => {
        const unknown = { code: "ENOTFOUND", hostname: "sts.example", message: "getaddrinfo ENOTFOUND sts.example" };
        assert.deepEqual(linesOf(Object.assign(new Error(), unknown)), [
            `[transient] CredentialsUnavailable: ${FAILED} (the host sts.example is unknown)`,
            "  try      check `credentialsUri`, or the endpoint of STS, and the network of this machine: this name could not be looked up",
        ]);
    });

    for (const code of ["ECONNRESET", "ENETDOWN", "EHOSTDOWN", "EMFILE", "HPE_INVALID_CONSTANT"]) {
        it(`is transient when the way fails with ${code}, as it is on the way to ECS`, () => {
            assert.equal(credentialsError(Object.assign(new Error(), { code }), "the role r").kind, "transient");
        });
    }

    it("says of a file that cannot be read which it is", () => {
        for (const code of ["ENOENT", "EACCES"]) {
            assert.deepEqual(linesOf(Object.assign(new Error(), { code, path: "/run/token" })), [
                `[credentials] CredentialsUnavailable: ${FAILED} (/run/token, ${code})`,
                "  try      check `oidcTokenFile` (ALIBABA_CLOUD_OIDC_TOKEN_FILE): is this file there, and may it be read?",
            ]);
        }
    });

    it("says that it was a proxy that let nothing through, and tries again when that can pass", () => {
        for (const [httpStatus, kind] of [
            [407, "credentials"],
            [503, "transient"],
        ] as const) {
            assert.deepEqual(linesOf(new Error("Bad response"), { httpStatus, proxy: "proxy.example:3128" }), [
                `[${kind}] CredentialsUnavailable: ${FAILED} (HTTP ${httpStatus} of the proxy proxy.example:3128)`,
                "  try      check HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
            ]);
        }
    });

    it("is transient when no answer comes in time", () => {
        const late = { name: "RequestTimeoutError", message: "ReadTimeout(10000). POST https://sts.example/ failed." };
        assert.equal(linesOf(Object.assign(new Error(), late))[0]!.split(" ")[0], "[transient]");
    });

    it("says when the service wants to be asked again", () => {
        const error = credentialsError(new Error(), "the role r", { httpStatus: 429, retryAfterMs: 1_500 });
        assert.deepEqual([error.kind, error.retryAfterMs], ["throttled", 1_500]);
    });

    it("does not look at a status of another answer when the way failed", () => {
        const error = Object.assign(new Error("self-signed"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
        assert.equal(credentialsError(error, "the role r", { httpStatus: 503 }).kind, "credentials");
    });

    it("passes on the error of the credentials underneath", () => {
        const error = new EcsApiError({ code: "NoPermission", kind: "credentials", message: "m" });
        assert.equal(credentialsError(error, "the role r"), error);
    });

    it("shows nothing of the answer", () => {
        for (const quoted of [
            'get sts token failed, json parse failed: x, result: {"AccessKeySecret": "made-up-secret"',
            'error retrieving credentials from credentialsURI result: {"AccessKeySecret":"made-up-secret","Code":"Success"}.',
            '{"Code": "made-up-secret"}',
        ]) {
            assert.doesNotMatch(
                inspect(credentialsError(new Error(quoted), "the role r", { httpStatus: 200 })),
                /made-up/,
            );
        }
    });

    for (const thrown of [undefined, null, "text", 5, {}]) {
        it(`makes an error of whatever is thrown: ${JSON.stringify(thrown)}`, () => {
            assert.equal(credentialsError(thrown, "the role r").kind, "credentials");
        });
    }
});
