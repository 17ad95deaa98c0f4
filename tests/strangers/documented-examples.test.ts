import assert from "node:assert/strict";
import { EcsEmulator } from "../../sdk/testing";
import { send } from "../unit/sdk/testing/raw-client";
import { ACS3_EXAMPLE, HMAC_SHA1_EXAMPLE } from "./support/documented-examples";
import { SET_UP_TIMEOUT_MS } from "../support/set-up-timeout";
import { ACS3_SIGNERS, HMAC_SHA1_LAST_STEP, HMAC_SHA1_SIGNERS, Strangers } from "./support/signers";
import { Tap } from "./support/tap";

// That the emulator's own verifier computes these signatures is tested beside it; here strangers compute them, and the
// emulator is sent what they made, at the time that the examples are from.
describe("the signature of the documented example", () => {
    let strangers: Strangers;
    before(async function () {
        this.timeout(SET_UP_TIMEOUT_MS);
        strangers = await Strangers.start();
    });
    after(() => strangers.stop());

    describe("for ACS3", () => {
        for (const signer of ACS3_SIGNERS) {
            it(`is what ${signer[1]} makes, and the emulator accepts it`, async () => {
                const { request, key, time, authorization } = ACS3_EXAMPLE;
                const signed = await strangers.sign(signer, { key, ...request });
                assert.equal(signed, authorization);

                const ecs = await EcsEmulator.start({ ...key, now: () => time });
                const headers = { accept: "application/json", ...request.headers, authorization: signed };
                const path = `/?${new URLSearchParams(request.query).toString()}`;
                try {
                    // past the signature, it is an operation that the emulator does not have
                    const { json } = await send(ecs, request.method, path, headers, "");
                    assert.equal(json.Code, "InvalidAction");
                    const other = path.replace("cn-shanghai", "cn-hangzhou");
                    const spoiled = await send(ecs, request.method, other, headers, "");
                    assert.equal(spoiled.json.Code, "SignatureDoesNotMatch");
                } finally {
                    await ecs.close();
                }
            });
        }
    });

    describe("for HMAC-SHA1", () => {
        const { key, time, method, parameters, stringToSign, signature } = HMAC_SHA1_EXAMPLE;

        for (const signer of HMAC_SHA1_SIGNERS) {
            it(`is what ${signer[1]} makes`, async () =>
                assert.equal(await strangers.sign(signer, { key, method, parameters }), signature));
        }

        it("is what alibaba-cloud-sdk-go makes of the documented string to sign", async () =>
            assert.equal(await strangers.sign(HMAC_SHA1_LAST_STEP, { key, stringToSign }), signature));

        it("is what @alicloud/pop-core sends, and the emulator accepts it", async () => {
            const ecs = await EcsEmulator.start({ ...key, now: () => time });
            const tap = await Tap.before(ecs);
            try {
                // It lets its caller replace time, nonce and format. The answer is XML, which it cannot read.
                await strangers.ask("node", {
                    task: "@alicloud/pop-core",
                    endpoint: tap.endpoint,
                    key,
                    method,
                    action: parameters.Action,
                    parameters: {},
                    override: parameters,
                });
                const sent = new URLSearchParams(tap.requests[0]!.url.slice(2));
                assert.deepEqual(Object.fromEntries(sent), { ...parameters, Signature: signature });
                assert.equal(ecs.requests[0]?.code, "InvalidAction");
            } finally {
                await tap.close();
                await ecs.close();
            }
        });
    });
});
