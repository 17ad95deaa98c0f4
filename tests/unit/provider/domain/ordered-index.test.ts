import assert from "node:assert/strict";
import fc from "fast-check";
import { OrderedIndex } from "../../../../provider/domain/ordered-index";
import { manyIds } from "../../../support/scripted-ecs-api";

describe("OrderedIndex", () => {
    it("finds each text at its place, in any order, also again and again", () => {
        const ids = manyIds(20);
        const place = fc.nat({ max: ids.length - 1 });
        fc.assert(
            fc.property(fc.array(place, { maxLength: 60 }), (places) => {
                const index = new OrderedIndex(ids);
                assert.deepEqual(
                    places.map((one) => index.placeOf(ids[one]!)),
                    places,
                );
            }),
        );
    });

    it("finds all texts in their order, several times", () => {
        const ids = manyIds(5);
        const index = new OrderedIndex(ids);
        assert.deepEqual(
            [...ids, ...ids].map((id) => index.placeOf(id)),
            [0, 1, 2, 3, 4, 0, 1, 2, 3, 4],
        );
    });

    it("does not find a text that the list does not have, and goes on with the others", () => {
        const index = new OrderedIndex(["a", "b"]);
        assert.deepEqual(
            ["a", "c", "b", "c", "a"].map((text) => index.placeOf(text)),
            [0, undefined, 1, undefined, 0],
        );
        assert.equal(new OrderedIndex([]).placeOf("a"), undefined);
    });
});
