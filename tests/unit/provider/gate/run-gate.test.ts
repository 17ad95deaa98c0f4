import assert from "node:assert/strict";
import { SKIP_WAIT } from "../../../../provider/gate/skip-wait";
import { gateResource } from "../../../../provider";

const SEEN = { reachedInstanceIds: ["i-1"], statusById: { "i-1": "Running" }, absentInstanceIds: [] };

/** The ids that a gate keeps of its earlier run when an update sees nothing: here because the wait is skipped. */
async function keptIds(before: object, after: object): Promise<unknown> {
    const outputs = await gateResource.run(
        { regionId: "cn-hangzhou", selector: after },
        {
            sources: { env: {}, config: (key) => (key === SKIP_WAIT ? "true" : undefined) },
            log: { progress: () => undefined, info: () => undefined, warn: () => undefined },
            isUnknown: () => false,
        },
        {
            kind: "update",
            olds: { selector: before, instanceIds: ["i-1"], ...SEEN },
            timeoutMs: undefined,
        },
    );
    return outputs["instanceIds"];
}

describe("a gate with a selector that sees nothing", () => {
    it("keeps the set that it had, where the selector means the same", async () => {
        const selector = { tags: { role: "web", app: "shop" }, zoneId: "z" };
        assert.deepEqual(await keptIds(selector, { zoneId: "z", tags: { app: "shop", role: "web" } }), ["i-1"]);
        assert.deepEqual(await keptIds(selector, { ...selector, vpcId: null }), ["i-1"]);
        assert.deepEqual(await keptIds({ ...selector, vpcId: null }, selector), ["i-1"]);
    });

    it("forgets that of another selector", async () => {
        assert.deepEqual(await keptIds({ tags: { role: "db" } }, { tags: { role: "web" } }), []);
        assert.deepEqual(await keptIds({ vpcId: 7 }, { tags: { role: "web" } }), []);
    });
});
