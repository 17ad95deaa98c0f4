import assert from "node:assert/strict";
import { skipWithoutEngine } from "../support/engine-project";
import { assertFailure, assertSuccess, program, World } from "./world";

describe("InstanceStatuses on the real engine", () => {
    before(skipWithoutEngine);

    const recorded = (args: string): string =>
        program(`
const web = new status.InstanceStatuses("web", ${args});
export const statusById = web.statusById;
export const absent = web.absentInstanceIds;
export const total = web.totalCount;`);

    let world: World;
    before(async () => {
        world = await World.create(recorded(`{ instanceIds: ["i-2", "i-1", "i-9"] }`));
        world.ecs.add({ instanceId: "i-1", zoneId: "cn-hangzhou-a", status: "Running" });
        world.ecs.add({ instanceId: "i-2", zoneId: "cn-hangzhou-b", status: "Stopped" });
    });
    after(() => world.remove());

    it("sends no request in the preview of its creation", async () => {
        const { result, requests } = await world.count(() => world.project.preview());
        assertSuccess(result);
        assert.equal(requests, 0);
    });

    it("records what ECS says when it is created, an absent instance as data, and no request id", async () => {
        const { result, requests } = await world.count(() => world.project.up());
        assertSuccess(result);
        assert.equal(requests, 1);
        assert.deepEqual(world.gate("web")["statuses"], [
            { instanceId: "i-2", status: "Stopped" },
            { instanceId: "i-1", status: "Running" },
        ]);
        assert.deepEqual(world.project.outputs(), {
            statusById: { "i-1": "Running", "i-2": "Stopped" },
            absent: ["i-9"],
            total: 2,
        });
        assert.ok(!JSON.stringify(world.gate("web")).includes(world.ecs.requests[0]!.requestId));
    });

    it("asks once and changes nothing while ECS says the same", async () => {
        const preview = await world.count(() => world.project.preview());
        assertSuccess(preview.result);
        assert.equal(preview.requests, 1);
        assert.match(preview.text, /2 unchanged/);
        const refresh = await world.count(() => world.project.refresh());
        assertSuccess(refresh.result);
        assert.equal(refresh.requests, 2, "one for the refresh, one for the plan of it");
    });

    it("plans an update when ECS says something else, and records it in the up", async () => {
        world.ecs.set("i-2", "Running");
        const preview = await world.count(() => world.project.preview());
        assertSuccess(preview.result);
        assert.match(preview.text, /InstanceStatuses web update/);
        assertSuccess(await world.project.up());
        assert.deepEqual(world.project.outputs()["statusById"], { "i-1": "Running", "i-2": "Running" });
    });

    it("records it in a refresh too", async () => {
        world.ecs.set("i-2", "Stopping");
        assertSuccess(await world.project.refresh());
        assert.deepEqual(world.gate("web")["statusById"], { "i-1": "Running", "i-2": "Stopping" });
    });

    it("filters by zone, and reads all of the region without ids", async () => {
        world.project.writeProgram(recorded(`{ zoneId: "cn-hangzhou-b" }`));
        assertSuccess(await world.project.up());
        assert.deepEqual(world.project.outputs(), { statusById: { "i-2": "Stopping" }, absent: [], total: 1 });
        world.project.writeProgram(recorded(`{}`));
        assertSuccess(await world.project.up());
        assert.deepEqual(world.project.outputs()["total"], 2);
    });

    it("can be replaced", async () => {
        const urn = world.project.resource("web")?.urn ?? "";
        const id = world.project.resource("web")?.id;
        assertSuccess(await world.project.up({ args: ["--target-replace", urn] }));
        assert.notEqual(world.project.resource("web")?.id, id);
    });

    it("warns and plans an update when ECS cannot be asked in a preview, and keeps what it has in a refresh", async () => {
        const before = world.gate("web");
        world.ecs.fault({ kind: "error", code: "Forbidden.RAM", times: 2 });
        const preview = await world.count(() => world.project.preview());
        assertSuccess(preview.result);
        assert.match(preview.text, /warning: cannot tell whether statuses have changed/);
        assert.match(preview.text, /InstanceStatuses web update/);
        const refresh = await world.count(() => world.project.refresh());
        assertSuccess(refresh.result);
        assert.deepEqual(world.gate("web"), before);
    });

    it("refuses an empty list before any request: to ECS it would mean the whole region", async () => {
        world.project.writeProgram(recorded(`{ instanceIds: [] }`));
        const { result, requests, text } = await world.count(() => world.project.preview());
        assertFailure(result);
        assert.equal(requests, 0);
        assert.match(text, /property instanceIds .* must be a list of at least 1 ECS instance id/);
    });

    it("sends no request when it is destroyed", async () => {
        const { result, requests } = await world.count(() => world.project.destroy());
        assertSuccess(result);
        assert.equal(requests, 0);
    });
});
