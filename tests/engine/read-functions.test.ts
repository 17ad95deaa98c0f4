import assert from "node:assert/strict";
import { skipWithoutEngine } from "../support/engine-project";
import { assertSuccess, program, World } from "./world";

/** The id of an instance as the output of a resource: unknown in the preview of its creation. */
const READS = program(`
const instance = new Application("instance", { instanceId: "i-2" });
const id = pulumi.all([instance.startedAt, instance.instanceId]).apply(([, id]) => id);
export const plain = status.getInstanceStatus({ instanceId: "i-1" }).then(({ status }) => status);
export const ofKnown = status.getInstanceStatusOutput({ instanceId: "i-1" }).status;
export const ofUnknown = status.getInstanceStatusesOutput({ instanceIds: ["i-1", id] }).statusById;
export const afterInstance = status.getInstanceStatusOutput({ instanceId: "i-3" }, { dependsOn: instance }).status;
export const ofSecret = status.getInstanceStatusOutput({ instanceId: pulumi.secret("i-1") }).status;
`);

describe("the functions that read, on the real engine", () => {
    before(skipWithoutEngine);

    let world: World;
    before(async () => {
        world = await World.create(READS);
        world.ecs.add({ instanceId: "i-1", status: "Running" });
        world.ecs.add({ instanceId: "i-2", status: "Starting" });
        world.ecs.add({ instanceId: "i-3", status: "Stopped" });
    });
    after(() => world.remove());

    const askedFor = (from: number): string[] =>
        world.ecs.requests
            .slice(from)
            .map(({ instanceIds }) => instanceIds.join())
            .sort();

    it("ask in a preview for what is known, and for nothing that is not or whose dependency does not exist yet", async () => {
        const { result, text } = await world.count(() => world.project.preview());
        assertSuccess(result);
        assert.deepEqual(askedFor(0), ["i-1", "i-1", "i-1"]);
        assert.match(text, /plain *: "Running"/);
        assert.match(text, /ofKnown *: "Running"/);
        assert.match(text, /ofUnknown *: \[unknown\]/);
        assert.match(text, /afterInstance *: \[unknown\]/);
        assert.match(text, /ofSecret *: \[secret\]/);
    });

    it("ask in an up for all, once each, and keep a secret encrypted", async () => {
        const before = world.ecs.requests.length;
        assertSuccess(await world.project.up());
        assert.deepEqual(askedFor(before), ["i-1", "i-1", "i-1", "i-1,i-2", "i-3"]);
        const { ofSecret, ...others } = world.project.outputs();
        assert.deepEqual(others, {
            plain: "Running",
            ofKnown: "Running",
            ofUnknown: { "i-1": "Running", "i-2": "Starting" },
            afterInstance: "Stopped",
        });
        assert.ok(typeof ofSecret === "object" && ofSecret !== null && "ciphertext" in ofSecret);
    });

    it("ask in a preview for all once everything exists", async () => {
        const { result, requests } = await world.count(() => world.project.preview());
        assertSuccess(result);
        assert.equal(requests, 5);
    });
});
