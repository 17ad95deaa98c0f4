import fc from "fast-check";
import assert from "node:assert/strict";
import { masking } from "../../../../provider/cmd/pulumi-resource-alicloud-instance-status/masking";
import {
    fromStruct,
    plain,
    type Properties,
    secret,
    secretNames,
    secretTexts,
    toStruct,
    withSecrets,
} from "../../../../provider/cmd/pulumi-resource-alicloud-instance-status/properties";

// `__proto__` as a name sets the prototype of the object that a Struct is read into
const values = fc.jsonValue({ noUnicodeString: false }).filter((value) => !JSON.stringify(value).includes("__proto__"));
const names = fc.stringMatching(/^[a-z][a-zA-Z]{0,10}$/).filter((name) => name !== "value");
const properties = fc.dictionary(names, values, { noNullPrototype: true });

describe("the properties of a message", () => {
    it("come back from the wire as they were sent", () => {
        fc.assert(fc.property(properties, (sent) => assert.deepEqual(fromStruct(toStruct(sent)), sent)));
    });

    it("are plain again when their secrets are unwrapped, however deep they are", () => {
        fc.assert(
            fc.property(properties, names, (inner, name) => {
                const wrapped: Properties = { [name]: [secret(inner), { deeper: secret(secret(inner)) }] };
                assert.deepEqual(plain(wrapped), { [name]: [inner, { deeper: inner }] });
                assert.deepEqual([...secretNames(wrapped)], [name]);
            }),
        );
    });

    it("are not changed by what marks them, and are marked once", () => {
        const marked = withSecrets({ a: 1, b: secret("two") }, new Set(["a", "b"]));
        assert.deepEqual(plain(marked), { a: 1, b: "two" });
        assert.deepEqual(marked["b"], secret("two"));
        assert.deepEqual([...secretNames({ plain: { of: ["nothing"] } })], []);
    });

    it("can be sent whatever texts are in them: half a character is replaced", () => {
        const sent = fromStruct(toStruct({ "name \ud83d": ["half \ud83d", { whole: "\u{1f600}" }] }));
        assert.deepEqual(sent, { "name \ufffd": ["half \ufffd", { whole: "\u{1f600}" }] });
    });

    it("are left out when they are undefined", () => {
        assert.deepEqual(fromStruct(toStruct({ a: undefined, b: null })), { b: null });
    });
});

describe("what masks messages", () => {
    it("takes out every text that is secret, the longest first, and nothing else", () => {
        const given = { ids: secret(["i-1", "i-12"]), open: "i-3", deep: { timeout: secret({ of: "5m" }) } };
        assert.deepEqual(secretTexts(given).sort(), ["5m", "i-1", "i-12"]);
        assert.equal(masking(given)("i-12 and i-1 after 5m, i-3"), "[secret] and [secret] after [secret], i-3");
        assert.equal(masking({ empty: secret("") })("as it was"), "as it was");
    });

    it("takes out whole words, so that a short secret does not tear all others apart", () => {
        const mask = masking({ instanceIds: secret(["i", "secret", "i-1+(x)"]), zoneId: secret("1") });
        assert.equal(
            mask("1 of 12 instances: i, i-1+(x) and i-1, [i]"),
            "[secret] of 12 instances: [secret], [secret] and i-1, [[secret]]",
        );
    });

    it("leaves alone what no message quotes, and the words of ECS", () => {
        const mask = masking({ triggers: secret(["2", "Running"]), statusById: secret({ "i-1": "Running" }) });
        assert.equal(mask("2 of 3 Running"), "2 of 3 Running");
    });
});
