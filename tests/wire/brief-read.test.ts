import assert from "node:assert/strict";
import { accounts } from "../../provider/account/accounts";
import { readBriefly } from "../../provider/resource/brief-read";
import type { BriefReading } from "../../provider/resource/brief-read";
import { withFakeClock } from "../support/fake-clock";
import { onWire, until } from "../support/wire";

const REQUEST = { regionId: "cn-hangzhou", instanceIds: ["i-1"] };
const INSTANCES = { instances: [{ instanceId: "i-1" }, { instanceId: "i-2" }] };

describe("the brief read for a plan or a refresh", () => {
    beforeEach(() => accounts.beginRun());

    for (const purpose of ["plan", "refresh"] as const) {
        it(
            `says what went wrong on the way, not only that its time is over (${purpose})`,
            onWire(INSTANCES, ({ ecs, sources }) =>
                withFakeClock(async (clock) => {
                    ecs.fault({ kind: "throttled", times: 100 });
                    let outcome: BriefReading | undefined;
                    void readBriefly(purpose, REQUEST, { sources }).then((one) => (outcome = one));
                    await clock.tickAsync(10);
                    await until(() => ecs.requests.length > 0);
                    for (let passed = 0; outcome === undefined; passed += 100) {
                        assert.ok(passed <= 10_000, "it takes longer than 10 s");
                        await clock.tickAsync(100);
                        await new Promise(setImmediate);
                    }
                    assert.ok(outcome.reading === undefined);
                    assert.match(outcome.error.message, /^\[throttled\] Throttling/);
                    assert.equal(outcome.isNews, true);
                    assert.equal(ecs.requests.length, 1);

                    // its time is over for all others too: what was wrong is said once, and is still what was wrong
                    const next = await readBriefly(purpose, REQUEST, { sources });
                    assert.ok(next.reading === undefined);
                    assert.match(next.error.message, /^\[throttled\] Throttling/);
                    assert.equal(next.isNews, false);
                    assert.equal(ecs.requests.length, 1);
                }),
            ),
        );
    }

    it(
        "says once for all resources that the run was interrupted, and once for each account that ECS refuses it",
        onWire(INSTANCES, async ({ ecs, sources }) => {
            const signal = AbortSignal.abort(new Error("Ctrl-C"));
            const said = async (request: object, context: object): Promise<[string, boolean]> => {
                const outcome = await readBriefly("plan", { ...REQUEST, ...request }, { sources, ...context });
                assert.ok(outcome.reading === undefined);
                return [outcome.error.code, outcome.isNews];
            };
            assert.deepEqual(await said({}, { signal }), ["Aborted", true]);
            assert.deepEqual(await said({ instanceIds: ["i-2"] }, { signal }), ["Aborted", false]);
            ecs.fault({ kind: "error", code: "Forbidden.RAM", times: 3 });
            assert.deepEqual(await said({}, {}), ["Forbidden.RAM", true]);
            assert.deepEqual(await said({ instanceIds: ["i-2"] }, {}), ["Forbidden.RAM", false]);
            assert.deepEqual(await said({ regionId: "eu-central-1" }, {}), ["Forbidden.RAM", true]);
        }),
    );

    it(
        "shares its requests in a refresh with the others that come at the same moment",
        onWire(INSTANCES, async ({ ecs, sources }) => {
            const readings = await Promise.all(
                ["i-1", "i-2", "i-3"].map((id) =>
                    readBriefly("refresh", { ...REQUEST, instanceIds: [id] }, { sources }),
                ),
            );
            assert.deepEqual(
                readings.map(({ reading }) => reading?.rows.length),
                [1, 1, 0],
            );
            assert.deepEqual(
                ecs.requests.map(({ instanceIds }) => instanceIds),
                [["i-1", "i-2", "i-3"]],
            );
        }),
    );

    it(
        "shares its requests with the plans of a refresh, which come at the same moment too",
        onWire(INSTANCES, async ({ ecs, sources }) => {
            const ids = ["i-1", "i-2", "i-3", "i-4", "i-5"];
            const readings = await Promise.all(
                ids.map((id) => readBriefly("plan", { ...REQUEST, instanceIds: [id] }, { sources })),
            );
            assert.deepEqual(
                readings.map(({ reading }) => reading?.rows.length),
                [1, 1, 0, 0, 0],
            );
            assert.deepEqual(ecs.requests.map(({ instanceIds }) => instanceIds).sort(), [
                ["i-1"],
                ["i-2", "i-3", "i-4", "i-5"],
            ]);
        }),
    );

    it(
        "asks at once for a plan, which nobody shares with it",
        onWire(INSTANCES, ({ ecs, sources }) =>
            withFakeClock(async () => {
                const { reading } = await readBriefly("plan", REQUEST, { sources });
                assert.equal(reading?.rows.length, 1);
                assert.equal(ecs.requests.length, 1);
            }),
        ),
    );
});
