import assert from "node:assert/strict";
import { removeAuthenticode } from "../../../../scripts/plugin/portable-executable/remove-authenticode";

const HEADER_AT = 0x80;
const CERTIFICATES_AT = HEADER_AT + 24 + 112 + 4 * 8;
const CODE_SIZE = 1_024;

/** The parts of an executable for Windows that say where its signature is. */
function executable(signature: Buffer, from = CODE_SIZE): Buffer {
    const code = Buffer.alloc(CODE_SIZE, "code");
    code.writeUInt32LE(HEADER_AT, 0x3c);
    code.write("PE\0\0", HEADER_AT, "latin1");
    code.writeUInt16LE(0x20b, HEADER_AT + 24);
    code.writeUInt32LE(signature.length > 0 ? from : 0, CERTIFICATES_AT);
    code.writeUInt32LE(signature.length, CERTIFICATES_AT + 4);
    return Buffer.concat([code, signature]);
}

describe("an executable for Windows", () => {
    const bare = executable(Buffer.alloc(0));

    it("has neither its signature nor the pointer to it when it was removed", () => {
        assert.deepEqual(removeAuthenticode(executable(Buffer.alloc(64, "signature"))), bare);
    });

    it("stays as it is without a signature", () => {
        assert.deepEqual(removeAuthenticode(bare), bare);
    });

    it("is refused when its signature is not at the end", () => {
        assert.throws(() => removeAuthenticode(executable(Buffer.alloc(64), CODE_SIZE - 8)), /not at the end/);
    });

    it("is nothing else", () => {
        assert.throws(() => removeAuthenticode(Buffer.alloc(CODE_SIZE)), /no 64-bit executable/);
    });
});
