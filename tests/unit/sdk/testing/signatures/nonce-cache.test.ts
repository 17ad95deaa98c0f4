import assert from "node:assert/strict";

import { NonceCache } from "../../../../../sdk/testing/signatures/nonce-cache";

describe("the memory for nonces", () => {
    it("knows a nonce for as long as it should, and no longer", () => {
        const cache = new NonceCache(1_000);
        assert.deepEqual([cache.claim("a", 0), cache.claim("b", 500), cache.claim("a", 1_000)], [true, true, false]);
        assert.deepEqual([cache.claim("a", 1_001), cache.claim("b", 1_500)], [true, false]);
    });
});
