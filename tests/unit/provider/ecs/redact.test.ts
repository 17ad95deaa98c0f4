import assert from "node:assert/strict";
import { redact } from "../../../../provider/ecs/redact";

const SECRET = "made-up-secret";
const TOKEN = "made-up-token/+=";

describe("redact", () => {
    it("leaves an ordinary text as it is", () => {
        const text = "The specified RegionId does not exist.";
        assert.equal(redact(text, [SECRET]), text);
    });

    for (const echo of [
        `server StringToSign is [POST&x-acs-security-token:${TOKEN}]`,
        `server CanonicalRequest is [POST\n/\nx-acs-security-token:${TOKEN}\n]`,
        `server string to sign is:POST&${TOKEN}`,
        `StringToSign: ${TOKEN}`,
    ]) {
        it(`cuts what ECS echoes, from ${JSON.stringify(echo.slice(0, 27))} on`, () => {
            const shown = redact(`Specified signature is not matched with our calculation. ${echo} and so on`);
            assert.equal(shown, "Specified signature is not matched with our calculation.");
        });
    }

    it("masks secrets wherever they stand, however often", () => {
        assert.equal(redact(`a ${SECRET} b ${TOKEN}${SECRET} c`, [SECRET, TOKEN]), "a *** b ****** c");
    });

    it("takes a secret for text, not for a pattern", () => {
        assert.equal(redact("a.*b axxb $& a.*b", ["a.*b"]), "*** axxb $& ***");
    });

    it("masks nothing for secrets that are empty or too short to be one", () => {
        assert.equal(redact("a banana", ["", "a", "ban"]), "a banana");
    });

    it("lets no control character through", () => {
        assert.equal(redact("a\u001b[2J\r\nb\u0000\tc\u007f"), "a [2J b c");
    });

    it("shortens a text that is too long for a message", () => {
        const shown = redact("x".repeat(5_000));
        assert.equal(shown, `${"x".repeat(497)}…`);
        assert.equal(redact("x".repeat(500)).length, 500);
    });

    it("masks before it shortens", () => {
        const shown = redact(`${"x".repeat(490)}${SECRET}${"y".repeat(500)}`, [SECRET]);
        assert.ok(!shown.includes("made"), shown);
    });
});
