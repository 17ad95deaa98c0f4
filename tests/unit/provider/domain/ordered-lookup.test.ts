import assert from "node:assert/strict";
import fc from "fast-check";
import { OrderedLookup } from "../../../../provider/domain/ordered-lookup";
import { manyIds } from "../../../support/scripted-ecs-api";

describe("OrderedLookup", () => {
    it("finds the item of each key, in any order, also again and again", () => {
        const ids = manyIds(20);
        const items = ids.map((_, index) => index);
        fc.assert(
            fc.property(fc.array(fc.constantFrom(...items), { maxLength: 60 }), (wanted) => {
                const lookup = new OrderedLookup(ids, items);
                assert.deepEqual(
                    wanted.map((item) => lookup.find(ids[item]!)),
                    wanted,
                );
            }),
        );
    });

    it("finds all items in their order, several times", () => {
        const lookup = new OrderedLookup(["a", "b", "c"], [1, 2, 3]);
        assert.deepEqual(
            ["a", "b", "c", "a", "b", "c"].map((key) => lookup.find(key)),
            [1, 2, 3, 1, 2, 3],
        );
    });

    it("does not find a key that it does not have, and goes on with the others", () => {
        const lookup = new OrderedLookup(["a", "b"], [1, 2]);
        assert.deepEqual(
            ["a", "c", "b", "c", "a"].map((key) => lookup.find(key)),
            [1, undefined, 2, undefined, 1],
        );
        assert.equal(new OrderedLookup([], []).find("a"), undefined);
    });
});
