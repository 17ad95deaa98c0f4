import assert from "node:assert/strict";
import { gateResource, type ResourceContext, statusesResource } from "../../../../provider";
import { accounts } from "../../../../provider/account/accounts";

const NO_KEYS = { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true", ALICLOUD_REGION: "cn-hangzhou" };
const KEYS = { ...NO_KEYS, ALICLOUD_ACCESS_KEY: "made-up", ALICLOUD_SECRET_KEY: "made-up" };
const WARNING = /with these settings `pulumi up` fails: .*no access key was found/s;

/** A context of a preview with this environment, and the warnings that are printed. */
function preview(
    env: Record<string, string>,
    config: Record<string, string> = {},
): { context: ResourceContext; warnings: string[] } {
    const warnings: string[] = [];
    const context: ResourceContext = {
        sources: { env, config: (key) => config[key] },
        log: { progress: () => undefined, info: () => undefined, warn: (text) => void warnings.push(text) },
        isUnknown: (value) => value === "unknown",
        read: () => assert.fail("it sends a request"),
    };
    return { context, warnings };
}

describe("missing credentials in a preview", () => {
    beforeEach(() => accounts.beginRun());

    it("are a warning at a new gate, once for all gates", () => {
        const { context, warnings } = preview(NO_KEYS);
        for (const id of ["i-1", "i-2", "i-3"]) {
            assert.deepEqual(gateResource.check({}, { instanceIds: [id] }, context).errors, []);
        }
        assert.equal(warnings.length, 1);
        assert.match(warnings[0]!, WARNING);
    });

    it("are a warning at a gate that changes", async () => {
        const { context, warnings } = preview(NO_KEYS);
        const olds = { instanceIds: ["i-1"], regionId: "cn-hangzhou", satisfied: true, reachedAt: "2026-01-01" };
        const { changes } = await gateResource.plan(olds, { ...olds, instanceIds: ["i-2"] }, context);
        assert.equal(changes, true);
        assert.match(warnings.join("\n"), WARNING);
    });

    it("are a warning although the ids and the region are not known yet", () => {
        const { context, warnings } = preview(NO_KEYS);
        gateResource.check({}, { instanceIds: "unknown", regionId: "unknown" }, context);
        assert.match(warnings.join("\n"), WARNING);
    });

    it("are a warning although one id of the list is not known yet", () => {
        const { context, warnings } = preview(NO_KEYS);
        gateResource.check({}, { instanceIds: ["unknown"] }, context);
        assert.equal(warnings.length, 1);
    });

    it("are a warning although the selector is not known yet", () => {
        const { context, warnings } = preview(NO_KEYS);
        gateResource.check({}, { selector: "unknown" }, context);
        assert.equal(warnings.length, 1);
    });

    it("are a warning at new statuses", () => {
        const { context, warnings } = preview(NO_KEYS);
        statusesResource.check({}, {}, context);
        assert.match(warnings.join("\n"), WARNING);
    });

    const silent: [what: string, olds: object, news: object, env: Record<string, string>, config?: object][] = [
        ["there are keys", {}, { instanceIds: ["i-1"] }, KEYS],
        ["the gate is not new: the plan asks anyway", { instanceIds: ["i-1"] }, { instanceIds: ["i-1"] }, NO_KEYS],
        ["there is no instance to ask for", {}, { instanceIds: [], minInstanceCount: 0 }, NO_KEYS],
        ["gates do not wait", {}, { instanceIds: ["i-1"] }, NO_KEYS, { "alicloud-instance-status:skipWait": "true" }],
    ];
    for (const [what, olds, news, env, config] of silent) {
        it(`are no warning where ${what}`, () => {
            const { context, warnings } = preview(env, config as Record<string, string>);
            gateResource.check(olds as never, news as never, context);
            assert.deepEqual(warnings, []);
        });
    }
});
