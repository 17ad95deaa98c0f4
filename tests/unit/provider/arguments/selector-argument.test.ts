import assert from "node:assert/strict";
import { type ArgumentRules, parseWaitArguments } from "../../../../provider/arguments/wait-arguments";
import type { WaitConditions } from "../../../../provider/domain/wait-conditions";

const UNKNOWN = "not known yet";
const RULES: ArgumentRules = { allowAbsent: true, allowShortIntervals: false, isUnknown: (value) => value === UNKNOWN };
const WEB = { tags: { role: "web" } };

function parse(args: object): WaitConditions {
    const { request, errors } = parseWaitArguments({ ...args }, RULES);
    assert.deepEqual(
        errors.map(({ message }) => message),
        [],
    );
    return request!.conditions;
}

/** The invalid arguments, each with its message. */
function refused(args: object): Record<string, string> {
    const { request, errors } = parseWaitArguments({ ...args }, RULES);
    assert.equal(request, undefined, "it was accepted");
    return Object.fromEntries(errors.map(({ argument, message }) => [argument, message]));
}

describe("the argument `selector`", () => {
    it("takes every member", () => {
        const selector = {
            tags: { role: "web", empty: "" },
            vpcId: "vpc-1",
            vswitchId: "vsw-1",
            securityGroupId: "sg-1",
            zoneId: "cn-hangzhou-b",
            resourceGroupId: "rg-1",
            instanceName: "web-*",
        };
        const conditions = parse({ selector });
        assert.deepEqual(conditions.selector, selector);
        assert.deepEqual(conditions.instanceIds, []);
    });

    it("takes a null member for one that is not given", () => {
        assert.deepEqual(parse({ selector: { ...WEB, vpcId: null }, instanceIds: null }).selector, WEB);
    });

    it("waits for one instance at least, or for as many as are asked for", () => {
        assert.equal(parse({ selector: WEB }).minInstanceCount, 1);
        assert.equal(parse({ selector: WEB, minInstanceCount: 5 }).minInstanceCount, 5);
    });

    it("does not limit `minReached` to a size that is not known", () => {
        assert.equal(parse({ selector: WEB, minReached: 7 }).minReached, 7);
    });

    for (const name of ["tags", "vswitchId", "securityGroupId", "resourceGroupId", "instanceName"]) {
        it(`is enough with \`${name}\` alone`, () => {
            const member = name === "tags" ? { role: "web" } : "text";
            assert.deepEqual(parse({ selector: { [name]: member } }).selector, { [name]: member });
        });
    }

    for (const selector of [
        {},
        { vpcId: "vpc-1" },
        { zoneId: "z", vpcId: "vpc-1" },
        { tags: null, zoneId: "z" },
        { instanceName: "*" },
        { instanceName: "*", vpcId: UNKNOWN },
    ]) {
        it(`refuses ${JSON.stringify(selector)}, which instances of others match too`, () => {
            assert.match(
                refused({ selector })["selector"]!,
                /at least one of `tags`, `vswitchId`.*instances of others too/,
            );
        });
    }

    for (const [what, selector, argument, accepted] of [
        ["a text", "role=web", "selector", /an object with at least one of `tags`/],
        ["a list", [WEB], "selector", /an object with at least one of `tags`/],
        ["an empty text", { ...WEB, zoneId: "" }, "selector.zoneId", /a non-empty string/],
        ["a number", { instanceName: 7 }, "selector.instanceName", /a non-empty string, got 7 \(number\)/],
        ["no tags", { tags: {} }, "selector.tags", /an object with 1 to 20 tags/],
        ["a list of tags", { tags: ["role"] }, "selector.tags", /an object with 1 to 20 tags/],
        ["a tag without a name", { tags: { "": "web" } }, "selector.tags", /an object with 1 to 20 tags/],
        ["a control character", { instanceName: "web\nforged" }, "selector.instanceName", /without control characters/],
        ["a control character in a tag", { tags: { role: "a\u0007" } }, "selector.tags", /without control characters/],
        ["half of a character", { tags: { role: "\ud800" } }, "selector.tags", /without control characters/],
        ["a tag whose value is no text", { tags: { count: 3 } }, "selector.tags.count", /a string, got 3 \(number\)/],
    ] as [string, unknown, string, RegExp][]) {
        it(`refuses ${what}`, () => assert.match(refused({ selector })[argument] ?? "not refused", accepted));
    }

    it("refuses a minimum that ECS cannot find by tag or resource group", () => {
        assert.match(
            refused({ selector: WEB, minInstanceCount: 1_000 })["minInstanceCount"]!,
            /less than 1000, because ECS/,
        );
        assert.match(refused({ selector: WEB, minReached: 1_000 })["minReached"]!, /less than 1000, because ECS/);
        parse({ selector: { instanceName: "web-*" }, minInstanceCount: 1_000 });
    });

    it("refuses more than 20 tags, as ECS does", () => {
        const tags = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`tag${index}`, "x"]));
        assert.match(refused({ selector: { tags } })["selector.tags"]!, /1 to 20 tags/);
    });

    it("refuses an unknown member, with the name that was probably meant", () => {
        assert.equal(
            refused({ selector: { ...WEB, vSwitchId: "vsw-1" } })["selector.vSwitchId"],
            "unknown argument `selector.vSwitchId`: did you mean `vswitchId`?",
        );
    });

    it("refuses ids beside it", () => {
        assert.match(
            refused({ selector: WEB, instanceIds: ["i-1"] })["instanceIds"]!,
            /left out when `selector` is given/,
        );
    });

    it("refuses `absentGrace` and the target Absent, which need ids", () => {
        assert.match(
            refused({ selector: WEB, absentGrace: "5s" })["absentGrace"]!,
            /left out when `selector` is given/,
        );
        assert.match(refused({ selector: WEB, targetStatuses: ["Absent"] })["targetStatuses"]!, /a list of "Pending"/);
    });

    it("is named where neither ids nor a selector are given", () => {
        assert.match(refused({})["instanceIds"]!, /, or `selector` in place of it, got nothing/);
    });

    for (const selector of [
        UNKNOWN,
        { tags: UNKNOWN },
        { tags: { role: UNKNOWN } },
        { instanceName: UNKNOWN, zoneId: "z" },
    ]) {
        it(`accepts ${JSON.stringify(selector)} while it is not known`, () => {
            parse({ selector });
        });
    }
});

describe("the argument `targetHealth`", () => {
    const IDS = { instanceIds: ["i-1"] };

    it("is compared without case, as Alibaba Cloud's documents spell it in two ways", () => {
        assert.deepEqual(parse({ ...IDS, targetHealth: ["OK", "ok", "initializing"] }).targetHealth, [
            "Ok",
            "Initializing",
        ]);
    });

    it("has no default: the health needs a permission of its own", () => {
        assert.equal(parse(IDS).targetHealth, undefined);
    });

    for (const targetHealth of [[], ["Okay"], "Ok", [7], [null]]) {
        it(`refuses ${JSON.stringify(targetHealth)}`, () => {
            assert.match(
                refused({ ...IDS, targetHealth })["targetHealth"]!,
                /a list of "Ok", "Initializing", "Impaired"/,
            );
        });
    }

    it("refuses Ok beside targets without Running, because only a running instance is Ok", () => {
        const message = refused({ ...IDS, targetHealth: ["Ok"], targetStatuses: ["Stopped"] })["targetStatuses"]!;
        assert.match(message, /a list with "Running" beside the target health "Ok"/);
        parse({ ...IDS, targetHealth: ["Ok"], targetStatuses: ["Running", "Stopped"] });
        parse({ ...IDS, targetHealth: ["InsufficientData"], targetStatuses: ["Stopped"] });
    });

    it("refuses the target Absent beside it", () => {
        const args = { ...IDS, targetHealth: ["InsufficientData"], targetStatuses: ["Absent"] };
        assert.match(refused(args)["targetHealth"]!, /left out with the target status "Absent"/);
    });
});
