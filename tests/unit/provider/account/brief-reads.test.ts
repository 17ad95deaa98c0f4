import assert from "node:assert/strict";
import { BriefReads, type BriefReadOptions } from "../../../../provider/account/brief-reads";
import { EcsApiError } from "../../../../provider/errors";
import { withFakeClock } from "../../../support/fake-clock";
import { rowsOf, ScriptedEcsApi } from "../../../support/scripted-ecs-api";

/** A filter, so that no request is shared, which would take time. */
const REQUEST = { instanceIds: ["i-1"], zoneId: "zone" };
const REFRESH: BriefReadOptions = { purpose: "refresh", urn: "urn:gate" };
const PLAN: BriefReadOptions = { purpose: "plan", urn: "urn:gate", plansUpdate: () => true };

/** Each answer is another one. */
function answering(): { reads: BriefReads; ecs: ScriptedEcsApi } {
    const ecs = new ScriptedEcsApi((_request, number) => ({ rows: rowsOf(["i-1"], `status ${number}`) }));
    return { reads: new BriefReads(ecs, "cn-hangzhou"), ecs };
}

describe("the reading of a refresh, in the plan after it", () => {
    it("is reused, however old, where it plans an update: then the wait asks again", () =>
        withFakeClock(async (clock) => {
            const { reads, ecs } = answering();
            await reads.read(REQUEST, REFRESH);
            clock.tick(600_000);
            const { reading } = await reads.read(REQUEST, PLAN);
            assert.equal(reading?.rows[0]?.status, "status 1");
            assert.equal(ecs.requests.length, 1);
        }));

    it("is never reused where it plans nothing", async () => {
        const { reads, ecs } = answering();
        await reads.read(REQUEST, REFRESH);
        await reads.read(REQUEST, { ...PLAN, plansUpdate: () => false });
        assert.equal(ecs.requests.length, 2);
    });

    it("stands only for its own resource and question", async () => {
        const { reads, ecs } = answering();
        await reads.read(REQUEST, REFRESH);
        await reads.read(REQUEST, { ...PLAN, urn: "urn:other" });
        await reads.read({ ...REQUEST, instanceIds: ["i-2"] }, PLAN);
        assert.equal(ecs.requests.length, 3);
    });

    it("is a fault, where ECS could not be asked, that is no news any more", async () => {
        const fault = new EcsApiError({ code: "Forbidden.RAM", kind: "denied", message: "denied" });
        const reads = new BriefReads(new ScriptedEcsApi(() => fault), "cn-hangzhou");
        const refreshed = await reads.read(REQUEST, REFRESH);
        const planned = await reads.read(REQUEST, PLAN);
        assert.deepEqual(refreshed, { reading: undefined, error: fault, isNews: true });
        assert.deepEqual(planned, { reading: undefined, error: fault, isNews: false });
    });
});
