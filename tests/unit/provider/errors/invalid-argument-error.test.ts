import assert from "node:assert/strict";
import { InvalidArgumentError } from "../../../../provider/errors";
import { HIDDEN } from "../../../../provider/errors/invalid-argument-error";

const cycle: Record<string, unknown> = {};
cycle["self"] = cycle;

describe("InvalidArgumentError", () => {
    for (const [what, value, shown] of [
        ["a number as such", 600, "600 (number)"],
        ["a text in quotes", "10 minutes", '"10 minutes" (string)'],
        ["an empty text", "", '"" (string)'],
        ["a boolean", false, "false (boolean)"],
        ["a list", ["i-1", 2], '["i-1",2]'],
        ["an object", { s: 5 }, '{"s":5} (object)'],
        ["null", null, "null"],
        ["what is left out as nothing", undefined, "nothing"],
        ["a function by its type", () => 1, "a function"],
        ["a symbol by its type", Symbol("s"), "a symbol"],
        ["a BigInt by its type", 1n, "a bigint"],
        ["a cycle by its type", cycle, "an object"],
        ["NaN, which JSON does not know", NaN, "NaN (number)"],
        ["a hidden value not at all", HIDDEN, "a value that is not shown"],
        ["control characters escaped", "a\u001b[2J\nb", '"a\\u001b[2J\\nb" (string)'],
    ] as [string, unknown, string][]) {
        it(`shows ${what}`, () => {
            const error = new InvalidArgumentError("timeout", value, "a duration");
            assert.equal(error.message, `\`timeout\` must be a duration, got ${shown}`);
            assert.equal(error.value, shown);
        });
    }

    it("shortens a long value", () => {
        const { value } = new InvalidArgumentError("instanceIds", Array(40).fill("i-0123456789"), "a list");
        assert.equal(value, `${JSON.stringify(Array(40).fill("i-0123456789")).slice(0, 77)}…`);
        assert.equal(value.length, 78);
    });

    it("may stand in another argument, whose name then comes first", () => {
        const wrong = new InvalidArgumentError("region", 5, "a string").within("connection");
        assert.deepEqual(
            [wrong.argument, wrong.message],
            ["connection.region", "`connection.region` must be a string, got 5 (number)"],
        );
        const unknown = InvalidArgumentError.unknown("acessKey", ["accessKey", "secretKey"]).within("connection");
        assert.deepEqual(
            [unknown.argument, unknown.message],
            ["connection.acessKey", "unknown argument `connection.acessKey`: did you mean `accessKey`?"],
        );
    });

    it("shows no value of an unknown argument, and says the same when the value must be hidden", () => {
        const unknown = InvalidArgumentError.unknown("acessKey", ["accessKey"]);
        assert.equal(unknown.value, "a value that is not shown");
        assert.equal(unknown.withoutValue().message, unknown.message);
    });

    it("carries the argument, the value as shown and the accepted form", () => {
        const { code, name, argument, value, accepted } = new InvalidArgumentError("instanceIds[2]", 7, "an id");
        assert.deepEqual(
            { code, name, argument, value, accepted },
            {
                code: "InvalidArgument",
                name: "InvalidArgumentError",
                argument: "instanceIds[2]",
                value: "7 (number)",
                accepted: "an id",
            },
        );
    });
});
