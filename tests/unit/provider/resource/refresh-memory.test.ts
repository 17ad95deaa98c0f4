import assert from "node:assert/strict";
import { EcsApiError } from "../../../../provider/errors";
import type { BriefReader, BriefReading } from "../../../../provider/resource/brief-read";
import { RefreshMemory } from "../../../../provider/resource/refresh-memory";
import type { ResourceContext } from "../../../../provider/resource/resource-context";
import { withFakeClock } from "../../../support/fake-clock";
import { rowsOf } from "../../../support/scripted-ecs-api";

const REQUEST = { instanceIds: ["i-1"], regionId: "cn-hangzhou" };
const yes = (): boolean => true;
const no = (): boolean => false;

/** A memory, and a source of readings each of which is another one. */
function remembering(fault?: EcsApiError) {
    let asked = 0;
    const ask: BriefReader = () => {
        asked += 1;
        const rows = rowsOf(["i-1"], `status ${asked}`);
        const reading = { rows, absentInstanceIds: [], totalCount: 1, requestIds: [] };
        return Promise.resolve(fault === undefined ? { reading } : { reading: undefined, error: fault, isNews: true });
    };
    const memory = new RefreshMemory();
    const contextOf = (urn: string): ResourceContext => ({
        sources: { env: {} },
        log: { progress: () => undefined, info: () => undefined, warn: () => undefined },
        isUnknown: () => false,
        urn,
        read: ask,
    });
    return {
        memory,
        asked: () => asked,
        refresh: (urn = "urn:gate"): Promise<BriefReading> => {
            const context = memory.keeping(contextOf(urn));
            return context.read!("refresh", REQUEST, context);
        },
        plan: (plansUpdate = yes, { urn = "urn:gate", request = REQUEST } = {}): Promise<BriefReading> => {
            const context = memory.reusing(contextOf(urn));
            return context.read!("plan", request, context, plansUpdate);
        },
    };
}

describe("the reading of a refresh, in the plan after it", () => {
    it("is reused, however old, where it plans an update: then the wait asks again", () =>
        withFakeClock(async (clock) => {
            const { refresh, plan, asked } = remembering();
            await refresh();
            clock.tick(600_000);
            const { reading } = await plan();
            assert.equal(reading?.rows[0]?.status, "status 1");
            assert.equal(asked(), 1);
        }));

    it("is never reused where it plans nothing", async () => {
        const { refresh, plan, asked } = remembering();
        await refresh();
        const { reading } = await plan(no);
        assert.equal(reading?.rows[0]?.status, "status 2");
        assert.equal(asked(), 2);
    });

    it("stands only for its own resource and question", async () => {
        const { refresh, plan, asked } = remembering();
        await refresh();
        await plan(yes, { urn: "urn:other" });
        await plan(yes, { request: { ...REQUEST, instanceIds: ["i-2"] } });
        await plan(yes, { request: { ...REQUEST, regionId: "eu-central-1" } });
        assert.equal(asked(), 4);
    });

    it("is that of the latest refresh", async () => {
        const { refresh, plan } = remembering();
        await refresh();
        await refresh();
        const { reading } = await plan();
        assert.equal(reading?.rows[0]?.status, "status 2");
    });

    it("is forgotten when a new run begins", async () => {
        const { memory, refresh, plan, asked } = remembering();
        await refresh();
        memory.clear();
        await plan();
        assert.equal(asked(), 2);
    });

    it("is a fault, where ECS could not be asked, that is no news any more", async () => {
        const fault = new EcsApiError({ code: "Forbidden.RAM", kind: "denied", message: "denied" });
        const { refresh, plan, asked } = remembering(fault);
        assert.deepEqual(await refresh(), { reading: undefined, error: fault, isNews: true });
        assert.deepEqual(await plan(), { reading: undefined, error: fault, isNews: false });
        assert.equal(asked(), 1);
    });
});
