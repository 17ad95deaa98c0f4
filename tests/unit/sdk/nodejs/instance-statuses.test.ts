import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { InstanceStatuses } from "../../../../sdk/nodejs";
import { stateOf, withMocks } from "../../../support/with-mocks";

const TYPE = "pulumi-nodejs:dynamic/alicloud-instance-status:InstanceStatuses";
const SELECTOR = { tags: { role: "web" } };

describe("InstanceStatuses", () => {
    it("registers its arguments, its own URN and which arguments are secret", () =>
        withMocks({}, async ({ resources }) => {
            const selector = { tags: { role: pulumi.secret("web") } };
            await stateOf(new InstanceStatuses("plain", { selector: SELECTOR, includeHealth: true }).urn);
            await stateOf(new InstanceStatuses("secret", { selector }).urn);
            const [plain, secret] = resources.map(({ inputs }) => inputs);
            assert.equal(resources[0]?.type, TYPE);
            assert.deepEqual(
                { ...plain, __provider: undefined },
                {
                    selector: SELECTOR,
                    includeHealth: true,
                    __urn: `urn:pulumi:dev::app::${TYPE}::plain`,
                    __provider: undefined,
                },
            );
            assert.deepEqual(secret?.["__secretArguments"], ["selector"]);
        }));

    it("has the health as an output", () => {
        const outputs = { statusById: { "i-1": "Running" }, healthById: { "i-1": "Ok" } };
        return withMocks({ outputs }, async () => {
            const statuses = new InstanceStatuses("statuses", { selector: SELECTOR, includeHealth: true });
            assert.deepEqual((await stateOf(statuses.healthById)).value, outputs.healthById);
            assert.deepEqual((await stateOf(statuses.selector)).value, SELECTOR);
        });
    });

    it("does not know the health in a preview", () =>
        withMocks({ preview: true }, async () => {
            const { healthById, includeHealth } = new InstanceStatuses("statuses", { includeHealth: true });
            assert.equal((await stateOf(healthById)).isKnown, false);
            assert.equal((await stateOf(includeHealth)).isKnown, true);
        }));
});
