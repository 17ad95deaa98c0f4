import assert from "node:assert/strict";
import { sep } from "node:path";
import * as errors from "../../../../provider/errors";
import { FORTY, ONE, THREE } from "../../../support/wait-evidence";

type Errors = typeof errors;

const FOLDER = `${sep}provider${sep}errors${sep}`;

/** The same modules once more, as a second copy of the package in one process. */
function loadAnotherCopy(): Errors {
    const path = require.resolve("../../../../provider/errors");
    const loaded = Object.keys(require.cache).filter((file) => file.includes(FOLDER) && !file.includes(".test."));
    const kept = loaded.map((file) => [file, require.cache[file]] as const);
    for (const file of loaded) {
        Reflect.deleteProperty(require.cache, file);
    }
    try {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be the first copy again
        return require(path) as Errors;
    } finally {
        for (const [file, module] of kept) {
            require.cache[file] = module;
        }
    }
}

function oneOfEach(copy: Errors): Record<string, InstanceType<Errors["InstanceStatusError"]>> {
    return {
        EcsApiError: new copy.EcsApiError({ code: "C", kind: "invalid", message: "m" }),
        InstanceStatusError: new copy.InstanceStatusError("C", "m"),
        InvalidArgumentError: new copy.InvalidArgumentError("a", 1, "b"),
        NotEnoughInstancesError: new copy.NotEnoughInstancesError(["i-1"], [], [], ONE),
        UnexpectedStatusError: new copy.UnexpectedStatusError(["i-1"], [], ONE),
        WaitAbortedError: new copy.WaitAbortedError(ONE, undefined),
        WaitError: new copy.WaitError("C", "m", ONE, undefined),
        WaitTimeoutError: new copy.WaitTimeoutError(1, ONE),
    };
}

/** What each is an instance of, besides Error. */
const FAMILY: Record<string, string[]> = {
    EcsApiError: ["EcsApiError", "InstanceStatusError"],
    InstanceStatusError: ["InstanceStatusError"],
    InvalidArgumentError: ["InstanceStatusError", "InvalidArgumentError"],
    NotEnoughInstancesError: ["InstanceStatusError", "NotEnoughInstancesError", "WaitError"],
    UnexpectedStatusError: ["InstanceStatusError", "UnexpectedStatusError", "WaitError"],
    WaitAbortedError: ["InstanceStatusError", "WaitAbortedError", "WaitError"],
    WaitError: ["InstanceStatusError", "WaitError"],
    WaitTimeoutError: ["InstanceStatusError", "WaitError", "WaitTimeoutError"],
};

describe("errors across two copies of the package", () => {
    const another = loadAnotherCopy();

    it("are of different classes to begin with", () => {
        assert.notEqual(another.InstanceStatusError, errors.InstanceStatusError);
        assert.notEqual(another.WaitTimeoutError, errors.WaitTimeoutError);
    });

    for (const [from, to, maker, judge] of [
        ["one copy", "itself", errors, errors],
        ["one copy", "the other", errors, another],
        ["the other copy", "the one", another, errors],
    ] as const) {
        for (const [name, error] of Object.entries(oneOfEach(maker))) {
            it(`a ${name} of ${from} is what it is to ${to}, and no sibling of it`, () => {
                const is = Object.keys(FAMILY).filter((family) => error instanceof judge[family as keyof Errors]);
                assert.deepEqual(is, FAMILY[name]);
                assert.ok(error instanceof Error);
            });
        }
    }
});

describe("InstanceStatusError", () => {
    const others: unknown[] = [undefined, null, 1, "InstanceStatusError", {}, [], new Error("e"), new TypeError("e")];
    for (const value of others) {
        it(`is not confused with ${value instanceof Error ? value.constructor.name : JSON.stringify(value)}`, () => {
            assert.equal(value instanceof errors.InstanceStatusError, false);
        });
    }

    it("is not confused with an error that has the same name or code", () => {
        const alike = Object.assign(new Error("e"), { name: "WaitTimeoutError", code: "TimedOut" });
        assert.equal(alike instanceof errors.WaitTimeoutError, false);
    });

    it("covers a subclass of the user's own", () => {
        class Mine extends errors.WaitTimeoutError {}
        const mine = new Mine(1, ONE);
        assert.ok(mine instanceof Mine && mine instanceof errors.WaitTimeoutError && mine instanceof errors.WaitError);
        assert.equal(new errors.WaitTimeoutError(1, ONE) instanceof Mine, false);
        assert.equal(mine.name, "Mine");
    });

    it("shows its brand to nobody", () => {
        const error = new errors.InstanceStatusError("C", "m");
        assert.deepEqual(JSON.parse(JSON.stringify(error)), { name: "InstanceStatusError", code: "C" });
    });

    it("has a cause only when there is one", () => {
        assert.equal("cause" in new errors.InstanceStatusError("C", "m"), false);
        assert.equal(new errors.InstanceStatusError("C", "m", { cause: null }).cause, null);
    });

    it("has a stack that begins with its class and its text", () => {
        const { stack } = new errors.InstanceStatusError("C", "the text");
        assert.match(stack ?? "", /^(?:InstanceStatus)?Error: the text\n/);
    });
});

describe("the texts of errors", () => {
    const texts = [ONE, THREE, FORTY].flatMap((world) => {
        const open = world.observations.filter(({ reached }) => !reached).map(({ instanceId }) => instanceId);
        return [
            new errors.WaitTimeoutError(0, world),
            new errors.WaitTimeoutError(600_000, world),
            new errors.UnexpectedStatusError(open.slice(0, -1), open.slice(-1), world),
            new errors.NotEnoughInstancesError(open.slice(0, 1), open.slice(1, 2), open.slice(2), world),
            new errors.WaitAbortedError(world, { reason: "an object" }),
            ...Object.values(oneOfEach(errors)),
        ];
    });

    it("hold nothing that only a program would write", () => {
        for (const { message } of texts) {
            assert.doesNotMatch(message, /undefined|\[object|NaN|null|function/);
        }
    });

    it("have no blank at the end of a line, no empty line and no tab", () => {
        for (const { message } of texts) {
            assert.doesNotMatch(message, /[ \t]$|\n\n|\t|\n$/m);
        }
    });

    it("are at most a dozen lines for at most forty instances", () => {
        for (const { message } of texts) {
            assert.ok(message.split("\n").length <= 12, message);
        }
    });
});
