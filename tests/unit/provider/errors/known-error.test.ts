import assert from "node:assert/strict";
import { EcsApiError } from "../../../../provider/errors";
import { knownError } from "../../../../provider/errors/known-error";

describe("an error that ends a wait or a read", () => {
    it("stays as it is where it is one of this package", () => {
        const error = new EcsApiError({ code: "Forbidden.RAM", kind: "denied", message: "denied" });
        assert.equal(knownError(error), error);
    });

    for (const thrown of [new TypeError("x is undefined"), "a text", undefined]) {
        it(`is an internal fault with its cause where ${String(thrown)} is thrown`, () => {
            const error = knownError(thrown);
            assert.equal(error.code, "InternalFault");
            assert.equal(error.message, `[internal fault] ${String(thrown)}`);
            assert.equal(error.cause, thrown);
        });
    }
});
