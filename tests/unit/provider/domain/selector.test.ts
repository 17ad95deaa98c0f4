import assert from "node:assert/strict";
import { describeSelector, isNarrow, type Selector, selectorKey } from "../../../../provider/domain/selector";

describe("selectorKey", () => {
    it("is the same for the same selector, in whatever order it is written", () => {
        const one: Selector = { tags: { b: "2", a: "1" }, vpcId: "vpc-1", instanceName: "web*" };
        const other: Selector = { instanceName: "web*", vpcId: "vpc-1", tags: { a: "1", b: "2" } };
        assert.equal(selectorKey(one), '{"instanceName":"web*","tags":{"a":"1","b":"2"},"vpcId":"vpc-1"}');
        assert.equal(selectorKey(other), selectorKey(one));
    });

    it("does not depend on members that are empty", () => {
        const plain = { securityGroupId: "sg-1" };
        assert.equal(selectorKey({ ...plain, vpcId: "", zoneId: undefined, tags: {} }), selectorKey(plain));
    });

    it("keeps a tag without a value, and tags that are members of every object", () => {
        const tags = JSON.parse('{"__proto__":"x","constructor":"","a":"1"}') as Record<string, string>;
        assert.deepEqual(JSON.parse(selectorKey({ tags })), { tags });
        assert.equal(selectorKey({ tags }), '{"tags":{"__proto__":"x","a":"1","constructor":""}}');
    });

    for (const [a, b] of [
        [{ tags: { a: "1" } }, { tags: { a: "2" } }],
        [{ tags: { vpcId: "x" } }, { vpcId: "x" }],
        [{ vswitchId: "x" }, { securityGroupId: "x" }],
    ] as [Selector, Selector][]) {
        it(`differs for ${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => {
            assert.notEqual(selectorKey(a), selectorKey(b));
        });
    }
});

describe("isNarrow", () => {
    for (const [selector, expected] of [
        [{}, false],
        [{ vpcId: "vpc-1", zoneId: "cn-hangzhou-b" }, false],
        [{ tags: {} }, false],
        [{ instanceName: "" }, false],
        [{ instanceName: "*" }, false],
        [{ instanceName: "**", vpcId: "vpc-1" }, false],
        [{ instanceName: "*", vswitchId: "vsw-1" }, true],
        [{ tags: { role: "" } }, true],
        [{ vswitchId: "vsw-1" }, true],
        [{ securityGroupId: "sg-1" }, true],
        [{ resourceGroupId: "rg-1" }, true],
        [{ instanceName: "web*", vpcId: "" }, true],
    ] as [Selector, boolean][]) {
        it(`is ${expected} for ${JSON.stringify(selector)}`, () => assert.equal(isNarrow(selector), expected));
    }
});

describe("describeSelector", () => {
    it("names each tag and each member", () => {
        assert.equal(
            describeSelector({ instanceName: "web-*", zoneId: "cn-hangzhou-b", tags: { role: "web", app: "shop" } }),
            "tags role=web and app=shop, zoneId cn-hangzhou-b, instanceName web-*",
        );
    });

    it("names one tag", () => {
        assert.equal(describeSelector({ tags: { role: "web" } }), "tag role=web");
    });
});
