import assert from "node:assert/strict";

import { ask, askLegacy, REGION, send, type RawAnswer, type RawCall } from "../raw-client";
import type { EcsEmulator } from "../../../../../sdk/testing";
import { ManualClock, withEmulator } from "../with-emulator";

type Ask = (ecs: EcsEmulator, call?: RawCall) => Promise<RawAnswer>;

const JSON_FORMAT = { ...REGION, Format: "JSON" };

function assertRefused(answer: RawAnswer, status: number, code: string, message?: string | RegExp): void {
    assert.deepEqual([answer.status, answer.json.Code], [status, code]);
    if (message instanceof RegExp) {
        assert.match(answer.json.Message ?? "", message);
    } else if (message !== undefined) {
        assert.equal(answer.json.Message, message);
    }
}

const FORMS: [string, Ask][] = [
    ["ACS3-HMAC-SHA256", (ecs, call) => ask(ecs, call)],
    ["HMAC-SHA1", (ecs, call) => askLegacy(ecs, { ...call, parameters: { ...JSON_FORMAT, ...call?.parameters } })],
];

for (const [form, askIn] of FORMS) {
    describe(`authentication with ${form}`, () => {
        for (const method of ["GET", "POST"]) {
            for (const inForm of method === "GET" ? [false] : [false, true]) {
                it(
                    `lets a signed ${method} in, parameters in the ${inForm ? "form body" : "query"}`,
                    withEmulator({ instances: [{ instanceId: "i-a" }] }, async (ecs) => {
                        const answer = await askIn(ecs, { method, inForm });
                        assert.deepEqual([answer.status, answer.json.TotalCount], [200, 1]);
                        assert.equal(ecs.requests[0]?.signature, form);
                    }),
                );
            }
        }

        it(
            "lets any character in a parameter through",
            withEmulator({ zones: ["*~!()' +%&=?#/ 中😀"] }, async (ecs) => {
                const answer = await askIn(ecs, { parameters: { ...REGION, ZoneId: "*~!()' +%&=?#/ 中😀" } });
                assert.equal(answer.status, 200);
                assert.equal(ecs.requests[0]?.zoneId, "*~!()' +%&=?#/ 中😀");
            }),
        );

        it(
            "refuses a wrong secret and shows the server's string to sign",
            withEmulator({}, async (ecs) => {
                const answer = await askIn(ecs, { secretKey: "wrong" });
                assertRefused(answer, 400, "SignatureDoesNotMatch", /server string ?to ?sign is/i);
            }),
        );

        it(
            "refuses an unknown key as the field knows it",
            withEmulator({}, async (ecs) => {
                const answer = await askIn(ecs, { accessKey: "nobody" });
                assertRefused(answer, 404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
            }),
        );

        it(
            "refuses an unknown key as the documentation has it, on request",
            withEmulator({ accessKeyNotFoundStatus: 400 }, async (ecs) => {
                const answer = await askIn(ecs, { accessKey: "nobody" });
                assertRefused(
                    answer,
                    400,
                    "InvalidAccessKeyId.NotFound",
                    "The specified Access Key ID does not exist.",
                );
            }),
        );

        it(
            "refuses a nonce the second time, and only then",
            withEmulator({}, async (ecs) => {
                assert.equal((await askIn(ecs, { nonce: "once" })).status, 200);
                const answer = await askIn(ecs, { nonce: "once" });
                assertRefused(answer, 400, "SignatureNonceUsed", "The request signature nonce has been used.");
                assert.equal((await askIn(ecs, { nonce: "another" })).status, 200);
            }),
        );

        it(
            "does not use up the nonce of a request that it refuses",
            withEmulator({}, async (ecs) => {
                await askIn(ecs, { nonce: "n", secretKey: "wrong" });
                assert.equal((await askIn(ecs, { nonce: "n" })).status, 200);
            }),
        );

        it("refuses a nonce for as long as the time stamp of its first use could be valid, and no longer", async () => {
            const clock = new ManualClock();
            await withEmulator({ now: clock.now }, async (ecs) => {
                const codeOf = async (nonce: string, time: number): Promise<string | undefined> =>
                    (await askIn(ecs, { nonce, time })).json.Code;
                assert.equal(await codeOf("a", clock.time + 15 * 60_000), undefined);
                clock.advance(15 * 60_000);
                assert.equal(await codeOf("b", clock.time), undefined);
                clock.advance(15 * 60_000);
                assert.equal(await codeOf("a", clock.time - 15 * 60_000), "SignatureNonceUsed");
                clock.advance(1_000);
                assert.equal(await codeOf("a", clock.time), undefined);
                assert.equal(await codeOf("b", clock.time), "SignatureNonceUsed");
            })();
        });

        it("accepts clocks that are up to 15 minutes off, both ways", async () => {
            const clock = new ManualClock();
            await withEmulator({ now: clock.now }, async (ecs) => {
                const at = async (offsetMs: number): Promise<string | undefined> =>
                    (await askIn(ecs, { time: clock.time + offsetMs })).json.Code;
                assert.equal(await at(-15 * 60_000), undefined);
                assert.equal(await at(15 * 60_000), undefined);
                assert.equal(await at(-15 * 60_000 - 1_000), "InvalidTimeStamp.Expired");
                assert.equal(await at(15 * 60_000 + 1_000), "InvalidTimeStamp.Expired");
            })();
        });

        for (const timestamp of [
            "yesterday",
            "2026-01-01 00:00:00",
            "2026-13-01T00:00:00Z",
            "2026-01-01T00:00:00.000Z",
        ]) {
            it(
                `refuses the time stamp ${timestamp}`,
                withEmulator({}, async (ecs) => {
                    assertRefused(await askIn(ecs, { timestamp }), 400, "InvalidTimeStamp.Format");
                }),
            );
        }

        it(
            "wants the security token of a temporary key, and the right one",
            withEmulator({ securityToken: "token+/=" }, async (ecs) => {
                assertRefused(await askIn(ecs), 400, "MissingSecurityToken");
                const wrong = await askIn(ecs, { securityToken: "other" });
                assertRefused(wrong, 400, "InvalidSecurityToken.MismatchWithAccessKey");
                assert.equal((await askIn(ecs, { securityToken: "token+/=" })).status, 200);
            }),
        );

        it(
            "refuses a token with a key that has none",
            withEmulator({}, async (ecs) => {
                const answer = await askIn(ecs, { securityToken: "foreign" });
                assertRefused(answer, 400, "InvalidSecurityToken.MismatchWithAccessKey");
            }),
        );

        it(
            "lets only the new key in after a rotation",
            withEmulator({}, async (ecs) => {
                const old = { accessKey: ecs.env["ALICLOUD_ACCESS_KEY"]!, secretKey: ecs.env["ALICLOUD_SECRET_KEY"]! };
                ecs.setCredentials({ accessKey: "new-key", secretKey: "new-secret", securityToken: "new-token" });
                assertRefused(await askIn(ecs, old), 404, "InvalidAccessKeyId.NotFound");
                assert.equal((await askIn(ecs, { securityToken: "new-token" })).status, 200);
                assert.equal(ecs.env["ALICLOUD_SECURITY_TOKEN"], "new-token");
            }),
        );

        for (const [what, call, status, code, message] of [
            ["an unknown action", { action: "DeleteInstance" }, 403, "InvalidAction", "Specified action is not valid."],
            [
                "an unknown version",
                { version: "1999-01-01" },
                400,
                "InvalidParameter",
                "The specified parameter “Action or Version” is not valid.",
            ],
            [
                "another HTTP method",
                { method: "PUT" },
                403,
                "UnsupportedHTTPMethod",
                "This HTTP method is not supported.",
            ],
        ] as const) {
            it(
                `refuses ${what}`,
                withEmulator({}, async (ecs) => assertRefused(await askIn(ecs, call), status, code, message)),
            );
        }
    });
}

describe("authentication", () => {
    it(
        "refuses an altered query, body and signed header",
        withEmulator({}, async (ecs) => {
            const query = await ask(ecs, {
                tamper: (request) => (request.path = request.path.replace("hang", "hong")),
            });
            assertRefused(
                query,
                400,
                "SignatureDoesNotMatch",
                /server CanonicalRequest is \[POST\n\/\nRegionId=cn-hong/,
            );
            const header = await ask(ecs, { tamper: ({ headers }) => (headers["x-acs-action"] = "DescribeRegions") });
            assertRefused(header, 400, "SignatureDoesNotMatch");
            const hash = await ask(ecs, {
                tamper: ({ headers }) => (headers["x-acs-content-sha256"] = "0".repeat(64)),
            });
            assertRefused(hash, 400, "SignatureDoesNotMatch");
        }),
    );

    it(
        "shows the signed token in the mismatch, as the real one does",
        withEmulator({ securityToken: "secret-token" }, async (ecs) => {
            const answer = await ask(ecs, { securityToken: "secret-token", secretKey: "wrong" });
            assertRefused(answer, 400, "SignatureDoesNotMatch", /x-acs-security-token:secret-token/);
        }),
    );

    it(
        "echoes the legacy string to sign at the end, in the words that clients look for, as they have signed it",
        withEmulator({}, async (ecs) => {
            const now = { nonce: "a nonce", timestamp: new Date().toISOString().replace(/\.\d+/, "") };
            const answer = await askLegacy(ecs, { ...now, parameters: JSON_FORMAT, secretKey: "wrong" });
            const signed = `GET&%2F&AccessKeyId%3Demulator-access-key%26Action%3DDescribeInstanceStatus%26Format%3DJSON%26RegionId%3Dcn-hangzhou%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3Da%2520nonce%26SignatureVersion%3D1.0%26Timestamp%3D${now.timestamp.replaceAll(":", "%253A")}%26Version%3D2014-05-26`;
            const text = `Specified signature is not matched with our calculation. server string to sign is:${signed}`;
            assertRefused(answer, 400, "SignatureDoesNotMatch", text);
        }),
    );

    it(
        "refuses a signature that leaves the host or the token open",
        withEmulator({ securityToken: "t" }, async (ecs) => {
            for (const name of ["host;", "x-acs-security-token;"]) {
                const answer = await ask(ecs, {
                    securityToken: "t",
                    tamper: ({ headers }) => (headers["authorization"] = headers["authorization"]!.replace(name, "")),
                });
                assertRefused(answer, 400, "IncompleteSignature");
            }
        }),
    );

    it(
        "refuses a signed header that the request does not have, whatever its name",
        withEmulator({}, async (ecs) => {
            for (const name of ["x-acs-other", "constructor"]) {
                const answer = await ask(ecs, {
                    tamper: ({ headers }) =>
                        (headers["authorization"] = headers["authorization"]!.replace("=host;", `=host;${name};`)),
                });
                assertRefused(answer, 400, "SignatureDoesNotMatch");
            }
        }),
    );

    it(
        "refuses an algorithm that it does not know",
        withEmulator({}, async (ecs) => {
            const answer = await ask(ecs, {
                tamper: ({ headers }) =>
                    (headers["authorization"] = headers["authorization"]!.replace("SHA256", "SM3")),
            });
            assertRefused(answer, 400, "IncompleteSignature");
            const legacy = await askLegacy(ecs, { parameters: { ...JSON_FORMAT, SignatureMethod: "HMAC-SHA256" } });
            assertRefused(legacy, 400, "InvalidParamater", "The specified parameter “SignatureMethod” is not valid.");
        }),
    );

    it(
        "names what is missing in a request without signature",
        withEmulator({}, async (ecs) => {
            const accept = { accept: "application/json" };
            const nothing = await send(ecs, "GET", "/?RegionId=cn-hangzhou", accept, "");
            assertRefused(nothing, 400, "MissingParameter", /“AccessKeyId”/);
            for (const [name, code, text] of [
                ["Signature", "MissingParameter", /“Signature”/],
                ["SignatureNonce", "MissingParameter", /“SignatureNonce”/],
                ["SignatureMethod", "MissingParameter", /“SignatureMethod”/],
                ["Timestamp", "IllegalTimestamp", /“Timestamp”/],
            ] as const) {
                const spoiled = await askLegacy(ecs, {
                    parameters: JSON_FORMAT,
                    tamper: (request) => (request.path = request.path.replace(new RegExp(`&${name}=[^&]*`), "")),
                });
                assertRefused(spoiled, 400, code, text);
            }
        }),
    );

    it(
        "lets anybody in when signatures are not verified",
        withEmulator({ verifySignatures: false, instances: [{ instanceId: "i-a" }] }, async (ecs) => {
            const path = "/?Action=DescribeInstanceStatus&Version=2014-05-26&RegionId=cn-hangzhou";
            const answer = await send(ecs, "GET", path, { accept: "application/json" }, "");
            assert.equal(answer.json.TotalCount, 1);
            assert.equal(ecs.requests[0]?.signature, "none");
        }),
    );

    it(
        "lets in what is not signed when told to, and still refuses what is signed wrongly",
        withEmulator({ allowUnsigned: true, instances: [{ instanceId: "i-a" }] }, async (ecs) => {
            const path = "/?Action=DescribeInstanceStatus&Version=2014-05-26&RegionId=cn-hangzhou&Format=JSON";
            assert.equal((await send(ecs, "GET", path, {}, "")).json.TotalCount, 1);
            assert.equal((await ask(ecs)).json.TotalCount, 1);
            assertRefused(await ask(ecs, { secretKey: "another" }), 400, "SignatureDoesNotMatch", /./);
            const legacy = await askLegacy(ecs, { parameters: JSON_FORMAT, secretKey: "another" });
            assertRefused(legacy, 400, "SignatureDoesNotMatch", /./);
            const halfSigned = await send(ecs, "GET", `${path}&AccessKeyId=emulator-access-key`, {}, "");
            assertRefused(halfSigned, 400, "MissingParameter", /“SignatureNonce”/);
        }),
    );

    it(
        "wants Action and Version also when signatures are not verified",
        withEmulator({ verifySignatures: false }, async (ecs) => {
            const accept = { accept: "application/json" };
            assertRefused(await send(ecs, "GET", "/", accept, ""), 400, "MissingParameter", /“Action”/);
            const answer = await send(ecs, "GET", "/?Action=DescribeInstanceStatus", accept, "");
            assertRefused(answer, 400, "MissingParameter", /“Version”/);
        }),
    );
});
