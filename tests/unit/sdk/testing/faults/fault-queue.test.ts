import assert from "node:assert/strict";

import type { EcsEmulator } from "../../../../../sdk/testing";
import { ask, ids, REGION } from "../raw-client";
import { ManualClock, withEmulator } from "../with-emulator";

const OPTIONS = { verifySignatures: false };

/** The faults that the next requests meet; `-` for none. */
async function faultsOf(ecs: EcsEmulator, count: number): Promise<string[]> {
    const before = ecs.requests.length;
    for (let asked = 0; asked < count; asked++) {
        await ask(ecs);
    }
    return ecs.requests.slice(before).map(({ fault }) => fault ?? "-");
}

describe("the queue of faults", () => {
    it(
        "takes one request unless told otherwise",
        withEmulator(OPTIONS, async (ecs) => {
            ecs.fault({ kind: "empty500" });
            assert.deepEqual(await faultsOf(ecs, 2), ["empty500", "-"]);
        }),
    );

    it(
        "keeps the order of faults",
        withEmulator(OPTIONS, async (ecs) => {
            ecs.fault({ kind: "empty500", times: 2 });
            ecs.fault({ kind: "html502", times: 1 });
            assert.deepEqual(await faultsOf(ecs, 4), ["empty500", "empty500", "html502", "-"]);
        }),
    );

    it(
        "lets requests pass first",
        withEmulator(OPTIONS, async (ecs) => {
            ecs.fault({ kind: "empty500", skip: 2, times: 1 });
            assert.deepEqual(await faultsOf(ecs, 4), ["-", "-", "empty500", "-"]);
        }),
    );

    it("ends a fault with its time, however often it hit", async () => {
        const clock = new ManualClock();
        await withEmulator({ ...OPTIONS, now: clock.now }, async (ecs) => {
            ecs.fault({ kind: "empty500", forMs: 1_000 });
            clock.advance(999);
            assert.deepEqual(await faultsOf(ecs, 3), ["empty500", "empty500", "empty500"]);
            clock.advance(1);
            assert.deepEqual(await faultsOf(ecs, 1), ["-"]);
            ecs.fault({ kind: "empty500", forMs: 1_000, times: 1 });
            assert.deepEqual(await faultsOf(ecs, 2), ["empty500", "-"]);
        })();
    });

    it(
        "can mean one region or one instance only",
        withEmulator(OPTIONS, async (ecs) => {
            ecs.fault({ kind: "empty500", regionId: "cn-beijing" });
            ecs.fault({ kind: "html502", instanceId: "i-a" });
            assert.equal((await ask(ecs)).status, 200);
            assert.equal((await ask(ecs, { parameters: { ...REGION, ...ids("i-b") } })).status, 200);
            assert.equal((await ask(ecs, { parameters: { ...REGION, ...ids("i-b", "i-a") } })).status, 502);
            assert.equal((await ask(ecs, { parameters: { RegionId: "cn-beijing" } })).status, 500);
        }),
    );

    it(
        "can be emptied",
        withEmulator(OPTIONS, async (ecs) => {
            ecs.fault({ kind: "empty500", times: 9 });
            ecs.clearFaults();
            assert.deepEqual(await faultsOf(ecs, 1), ["-"]);
        }),
    );

    it(
        "uses up the nonce of the request that it takes, as a server does that lost its answer",
        withEmulator({}, async (ecs) => {
            ecs.fault({ kind: "empty500" });
            await ask(ecs, { nonce: "n" });
            assert.equal((await ask(ecs, { nonce: "n" })).json.Code, "SignatureNonceUsed");
        }),
    );
});
