import assert from "node:assert/strict";
import { findSecrets } from "../../support/find-secrets";

const SECRETS = { token: 'made-up+token/="of tests' };
const [secret] = Object.values(SECRETS) as [string];

describe("the search for secrets", () => {
    for (const [what, text] of [
        ["as it is", `<${secret}>`],
        ["in JSON", JSON.stringify({ a: secret })],
        ["in a URL", `http://127.0.0.1/?token=${encodeURIComponent(secret)}`],
        ["in a string to sign", encodeURIComponent(encodeURIComponent(`token=${secret}`))],
        ["in hexadecimal", Buffer.from(`x${secret}y`).toString("hex")],
        ["in upper-case hexadecimal", Buffer.from(secret).toString("hex").toUpperCase()],
        ["in base64", Buffer.from(secret).toString("base64")],
        ["in base64 behind one byte", Buffer.from(`x${secret}yz`).toString("base64")],
        ["in base64 behind two bytes", Buffer.from(`xx${secret}`).toString("base64")],
    ] as const) {
        it(`finds one ${what}`, () => {
            assert.match(findSecrets(`a ${text} b`, SECRETS).join(), /token, /);
            assert.deepEqual(findSecrets(text.replace(/.{6}/, ""), { other: "another secret" }), []);
        });
    }

    it("refuses to look for what is too short to be told from other text", () => {
        assert.throws(() => findSecrets("x", { key: "abc" }), /too short/);
    });
});
