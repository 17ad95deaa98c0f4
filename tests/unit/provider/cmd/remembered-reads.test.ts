import assert from "node:assert/strict";
import { RememberedReads } from "../../../../provider/cmd/pulumi-resource-alicloud-instance-status/remembered-reads";
import type { BriefReader } from "../../../../provider/resource/brief-read";
import { withFakeClock } from "../../../support/fake-clock";

const CONTEXT = { sources: { env: {} }, urn: "urn:gate" };
const REQUEST = { regionId: "cn-hangzhou", instanceIds: ["i-1"] };
const plansUpdate = (): boolean => true;
const plansNothing = (): boolean => false;

/** Counts the requests; each answer is another one. */
function countingReads(): { reads: RememberedReads; asked: () => number } {
    let asked = 0;
    const ask: BriefReader = () => {
        asked += 1;
        const rows = [{ instanceId: "i-1", status: `status ${asked}` }];
        return Promise.resolve({ reading: { rows, absentInstanceIds: [], totalCount: 1, requestIds: [] } });
    };
    return { reads: new RememberedReads(ask), asked: () => asked };
}

describe("what Read saw before a Diff", () => {
    it("is reused for some seconds where it plans an update", () =>
        withFakeClock(async (clock) => {
            const { reads, asked } = countingReads();
            await reads.read(REQUEST, CONTEXT, "refresh");
            clock.tick(9_999);
            await reads.read(REQUEST, CONTEXT, "plan", plansUpdate);
            assert.equal(asked(), 1);
            clock.tick(1);
            const { reading } = await reads.read(REQUEST, CONTEXT, "plan", plansUpdate);
            assert.equal(asked(), 2);
            assert.equal(reading?.rows[0]?.status, "status 2");
        }));

    it("is never reused where it plans nothing", async () => {
        const { reads, asked } = countingReads();
        await reads.read(REQUEST, CONTEXT, "refresh");
        await reads.read(REQUEST, CONTEXT, "plan", plansNothing);
        assert.equal(asked(), 2);
    });

    it("belongs to its resource, and to its run", async () => {
        const { reads, asked } = countingReads();
        await reads.read(REQUEST, CONTEXT, "refresh");
        await reads.read(REQUEST, { ...CONTEXT, urn: "urn:other" }, "plan", plansUpdate);
        assert.equal(asked(), 2);
        reads.clear();
        await reads.read(REQUEST, CONTEXT, "plan", plansUpdate);
        assert.equal(asked(), 3);
    });

    it("is forgotten when the resource is created or updated", async () => {
        const { reads, asked } = countingReads();
        await reads.read(REQUEST, CONTEXT, "refresh");
        reads.forget("urn:gate");
        await reads.read(REQUEST, CONTEXT, "plan", plansUpdate);
        assert.equal(asked(), 2);
    });
});
