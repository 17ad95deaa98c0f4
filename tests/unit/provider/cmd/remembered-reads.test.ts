import assert from "node:assert/strict";
import { RememberedReads } from "../../../../provider/cmd/pulumi-resource-alicloud-instance-status/remembered-reads";
import type { BriefReader } from "../../../../provider/resource/brief-read";
import { withFakeClock } from "../../../support/fake-clock";

const CONTEXT = { sources: { env: {} }, urn: "urn:gate" };
const REQUEST = { regionId: "cn-hangzhou", instanceIds: ["i-1"] };

/** Counts what ECS is asked; each answer is another one. */
function countingReads(): { reads: RememberedReads; asked: () => number } {
    let asked = 0;
    const ask: BriefReader = () => {
        asked += 1;
        const rows = [{ instanceId: "i-1", status: `status ${asked}` }];
        return Promise.resolve({ reading: { rows, absentInstanceIds: [], totalCount: 1, requestIds: [] } });
    };
    return { reads: new RememberedReads(ask), asked: () => asked };
}

describe("what was read before a plan", () => {
    it("stands for what is for a moment, and is asked anew when what came before the plan has taken its time", () =>
        withFakeClock(async (clock) => {
            const { reads, asked } = countingReads();
            await reads.read(REQUEST, CONTEXT, "refresh");
            clock.tick(9_999);
            await reads.read(REQUEST, CONTEXT, "plan");
            assert.equal(asked(), 1);
            clock.tick(1);
            const { reading } = await reads.read(REQUEST, CONTEXT, "plan");
            assert.equal(asked(), 2);
            assert.equal(reading?.rows[0]?.status, "status 2");
        }));

    it("is that of the resource itself, and of this run", async () => {
        const { reads, asked } = countingReads();
        await reads.read(REQUEST, CONTEXT, "refresh");
        await reads.read(REQUEST, { ...CONTEXT, urn: "urn:other" }, "plan");
        assert.equal(asked(), 2);
        reads.clear();
        await reads.read(REQUEST, CONTEXT, "plan");
        assert.equal(asked(), 3);
    });

    it("is also what a resource has just recorded", async () => {
        const { reads, asked } = countingReads();
        reads.remember("urn:gate", { statusById: { "i-1": "Running" }, absentInstanceIds: [] });
        const { reading } = await reads.read(REQUEST, CONTEXT, "plan");
        assert.deepEqual(reading?.rows, [{ instanceId: "i-1", status: "Running" }]);
        assert.equal(asked(), 0);
    });
});
