import assert from "node:assert/strict";
import fc from "fast-check";
import { chunkIds, isInstanceId, MAX_IDS_PER_REQUEST, uniqueIds } from "../../../../provider/domain/instance-ids";
import { manyIds } from "../../../support/scripted-ecs-api";

describe("isInstanceId", () => {
    for (const id of ["i-bp1j4i2jdf3owlhe0001", "i-bp1j4i2jdf3owlhe****", "i-instance1", "i-ae4r89pp", "i", "i-😀"]) {
        it(`takes ${JSON.stringify(id)}`, () => {
            assert.equal(isInstanceId(id), true);
        });
    }

    for (const value of [
        "",
        " ",
        " i-1",
        "i-1 ",
        "i-1\n",
        "\u00a0i-1",
        "i-\u00001",
        "i-\u001b[2J",
        "i-\u007f",
        "i-\r\n1",
        "i-\ud83d",
        "\ude00-1",
    ]) {
        it(`refuses ${JSON.stringify(value)}`, () => {
            assert.equal(isInstanceId(value), false);
        });
    }

    for (const value of [undefined, null, 1, true, Symbol("i-1"), ["i-1"], { id: "i-1" }, Object("i-1")] as unknown[]) {
        it(`refuses what is no string: ${typeof value === "symbol" ? "a symbol" : JSON.stringify(value)}`, () => {
            assert.equal(isInstanceId(value), false);
        });
    }

    it("takes only what can be put into a URL", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.oneof(fc.string({ unit: "binary" }), fc.constant("\ud800")) }), (text) => {
                if (isInstanceId(text)) {
                    encodeURIComponent(text);
                }
            }),
        );
    });
});

describe("uniqueIds", () => {
    it("keeps the order of the first occurrences", () => {
        assert.deepEqual(uniqueIds(["i-b", "i-a", "i-b", "i-c", "i-a"]), ["i-b", "i-a", "i-c"]);
    });

    it("takes ids of different case for different ids", () => {
        assert.deepEqual(uniqueIds(["i-a", "i-A"]), ["i-a", "i-A"]);
    });
});

describe("chunkIds", () => {
    for (const [count, sizes] of [
        [0, []],
        [1, [1]],
        [49, [49]],
        [50, [50]],
        [51, [50, 1]],
        [100, [50, 50]],
        [101, [50, 50, 1]],
    ] as [number, number[]][]) {
        it(`cuts ${count} ids into ${sizes.length} portions`, () => {
            assert.deepEqual(
                chunkIds(manyIds(count)).map((chunk) => chunk.length),
                sizes,
            );
        });
    }

    it("loses no id, changes no order, and fills all portions but the last", () => {
        fc.assert(
            fc.property(fc.array(fc.string(), { maxLength: 300 }), (ids) => {
                const chunks = chunkIds(ids);
                assert.deepEqual(chunks.flat(), ids);
                assert.ok(chunks.slice(0, -1).every((chunk) => chunk.length === MAX_IDS_PER_REQUEST));
                assert.ok(chunks.every((chunk) => chunk.length > 0 && chunk.length <= MAX_IDS_PER_REQUEST));
            }),
        );
    });
});
