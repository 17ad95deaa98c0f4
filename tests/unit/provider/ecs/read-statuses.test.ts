import assert from "node:assert/strict";
import fc from "fast-check";
import type { InstanceStatusRequest } from "../../../../provider/ecs/ecs-api";
import { readStatuses } from "../../../../provider/ecs/read-statuses";
import { EcsApiError } from "../../../../provider/errors";
import { withFakeClock } from "../../../support/fake-clock";
import { manyIds, rowsOf, ScriptedEcsApi } from "../../../support/scripted-ecs-api";

const REGION = { regionId: "cn-hangzhou" };

/** An ECS with these instances, which are all Running; it pages as the real one does. */
function ecsWith(instanceIds: readonly string[]): ScriptedEcsApi {
    return new ScriptedEcsApi(({ instanceIds: asked, pageNumber = 1, pageSize = 10 }) => {
        const found = instanceIds.filter((id) => asked?.includes(id) ?? true);
        const start = (pageNumber - 1) * pageSize;
        return { rows: rowsOf(found.slice(start, start + pageSize)), totalCount: found.length };
    });
}

function shapeOf({ instanceIds, pageNumber, pageSize }: InstanceStatusRequest): unknown[] {
    return [instanceIds?.length, pageNumber, pageSize];
}

describe("readStatuses, of ids", () => {
    for (const [count, sizes] of [
        [1, [1]],
        [49, [49]],
        [50, [50]],
        [51, [50, 1]],
        [100, [50, 50]],
        [101, [50, 50, 1]],
    ] as [number, number[]][]) {
        it(`asks for ${count} in ${sizes.length === 1 ? "one request" : `${sizes.length} requests`}, each with one page that has room for all`, async () => {
            const ids = manyIds(count);
            const api = ecsWith(ids);
            const reading = await readStatuses(api, { ...REGION, instanceIds: ids });
            assert.deepEqual(
                api.requests.map(shapeOf),
                sizes.map((size) => [size, 1, 50]),
            );
            assert.deepEqual(
                api.requests.flatMap(({ instanceIds }) => instanceIds),
                ids,
            );
            assert.deepEqual(reading, {
                rows: rowsOf(ids),
                absentInstanceIds: [],
                totalCount: count,
                requestIds: sizes.map((_, index) => `request-${index + 1}`),
            });
        });
    }

    it("asks for an id that is given twice once", async () => {
        const api = ecsWith(["i-1", "i-2"]);
        const { rows } = await readStatuses(api, { ...REGION, instanceIds: ["i-2", "i-1", "i-2"] });
        assert.deepEqual(api.requests[0]?.instanceIds, ["i-2", "i-1"]);
        assert.deepEqual(rows, rowsOf(["i-2", "i-1"]));
    });

    it("answers 51 ids of which two are the same in one request", async () => {
        const ids = manyIds(50);
        const api = ecsWith(ids);
        await readStatuses(api, { ...REGION, instanceIds: [...ids, ids[0]!] });
        assert.deepEqual(api.requests.map(shapeOf), [[50, 1, 50]]);
    });

    it("answers in the order in which it was asked, whatever the order of the rows", async () => {
        const api = new ScriptedEcsApi(() => ({ rows: rowsOf(["i-1", "i-2", "i-3"]) }));
        const { rows } = await readStatuses(api, { ...REGION, instanceIds: ["i-3", "i-1", "i-2"] });
        assert.deepEqual(
            rows.map(({ instanceId }) => instanceId),
            ["i-3", "i-1", "i-2"],
        );
    });

    it("names those that have no row as absent, in the order in which it was asked", async () => {
        const ids = manyIds(120);
        const api = ecsWith(ids.filter((_, index) => index % 50 !== 7));
        const reading = await readStatuses(api, { ...REGION, instanceIds: [...ids].reverse() });
        assert.deepEqual(reading.absentInstanceIds, ["i-0108", "i-0058", "i-0008"]);
        assert.equal(reading.rows.length, 117);
        assert.equal(reading.totalCount, 117);
    });

    it("finds none of them without complaint", async () => {
        const reading = await readStatuses(ecsWith([]), { ...REGION, instanceIds: ["i-1"] });
        assert.deepEqual(reading, { rows: [], absentInstanceIds: ["i-1"], totalCount: 0, requestIds: ["request-1"] });
    });

    it("does not rely on TotalCount", async () => {
        const api = new ScriptedEcsApi(() => ({ rows: rowsOf(["i-1"]), totalCount: 58 }));
        const reading = await readStatuses(api, { ...REGION, instanceIds: ["i-1", "i-2"] });
        assert.equal(reading.totalCount, 1);
    });

    for (const [count, sizes] of [
        [1, [1]],
        [100, [100]],
        [101, [100, 1]],
    ] as [number, number[]][]) {
        it(`asks for ${count} with their health in ${sizes.length === 1 ? "one request" : `${sizes.length} requests`}`, async () => {
            const ids = manyIds(count);
            const rows = ids.map((instanceId) => ({ instanceId, status: "Running", health: "Ok" }));
            const api = new ScriptedEcsApi(({ instanceIds }) => ({
                rows: rows.filter(({ instanceId }) => instanceIds?.includes(instanceId)),
            }));
            const reading = await readStatuses(api, { ...REGION, instanceIds: ids, includeHealth: true });
            assert.deepEqual(
                api.requests.map(shapeOf),
                sizes.map((size) => [size, 1, 100]),
            );
            assert.equal(api.healthRequests, sizes.length);
            assert.deepEqual(reading.rows, rows);
        });
    }

    it("does not ask for the health where it is not wanted", async () => {
        const api = ecsWith(["i-1"]);
        await readStatuses(api, { ...REGION, instanceIds: ["i-1"], includeHealth: false });
        assert.equal(api.healthRequests, 0);
    });

    it("passes filters along with every chunk", async () => {
        const api = ecsWith(manyIds(60));
        await readStatuses(api, { ...REGION, zoneId: "cn-hangzhou-d", clusterId: "cls-1", instanceIds: manyIds(60) });
        assert.deepEqual(
            api.requests.map(({ regionId, zoneId, clusterId }) => [regionId, zoneId, clusterId]),
            Array(2).fill(["cn-hangzhou", "cn-hangzhou-d", "cls-1"]),
        );
    });

    it("fails as a whole when one chunk is refused, and asks no further", async () => {
        const denied = new EcsApiError({ code: "Forbidden.RAM", kind: "denied", message: "m" });
        const api = new ScriptedEcsApi((_, number) => (number === 2 ? denied : {}));
        await assert.rejects(readStatuses(api, { ...REGION, instanceIds: manyIds(101) }), (error) => error === denied);
        assert.equal(api.requests.length, 2);
    });

    it("asks again for the one chunk that met a fault", () =>
        withFakeClock(async (clock) => {
            const ids = manyIds(101);
            const reset = new EcsApiError({ code: "ECONNRESET", kind: "transient", message: "m" });
            const api = new ScriptedEcsApi(({ instanceIds }, number) =>
                number === 2 ? reset : { rows: rowsOf(instanceIds ?? []) },
            );
            const [reading] = await Promise.all([
                readStatuses(api, { ...REGION, instanceIds: ids }),
                clock.tickAsync(1_000),
            ]);
            assert.deepEqual(
                api.requests.map(({ instanceIds }) => instanceIds?.length),
                [50, 50, 50, 1],
            );
            assert.deepEqual(reading.requestIds, ["request-1", "request-3", "request-4"]);
            assert.equal(reading.rows.length, 101);
        }));

    it("sends nothing more once it is called off", async () => {
        const controller = new AbortController();
        const reason = new Error("called off");
        const api = new ScriptedEcsApi(() => {
            controller.abort(reason);
            return {};
        });
        await assert.rejects(
            readStatuses(api, { ...REGION, instanceIds: manyIds(101) }, controller.signal),
            (error) => error === reason,
        );
        assert.equal(api.requests.length, 1);
    });

    it("finds every instance exactly once, whatever is asked for and whatever is there", async () => {
        const ids = fc.uniqueArray(
            fc.integer({ min: 1, max: 200 }).map((number) => `i-${number}`),
            { maxLength: 150 },
        );
        await fc.assert(
            fc.asyncProperty(
                ids,
                fc.array(
                    fc.integer({ min: 1, max: 200 }).map((number) => `i-${number}`),
                    { minLength: 1 },
                ),
                async (there, asked) => {
                    const api = ecsWith(there);
                    const { rows, absentInstanceIds, totalCount } = await readStatuses(api, {
                        ...REGION,
                        instanceIds: asked,
                    });
                    const unique = [...new Set(asked)];
                    assert.deepEqual(
                        rows.map(({ instanceId }) => instanceId),
                        unique.filter((id) => there.includes(id)),
                    );
                    assert.deepEqual(
                        absentInstanceIds,
                        unique.filter((id) => !there.includes(id)),
                    );
                    assert.equal(totalCount, rows.length);
                    assert.equal(api.requests.length, Math.ceil(unique.length / 50));
                },
            ),
        );
    });
});

describe("readStatuses, of a filter", () => {
    for (const [count, pages] of [
        [0, 1],
        [1, 1],
        [49, 1],
        [50, 1],
        [51, 2],
        [100, 2],
        [101, 3],
    ] as const) {
        it(`reads ${count} instances in ${pages === 1 ? "one page" : `${pages} pages`} of fifty`, async () => {
            const api = ecsWith(manyIds(count));
            const reading = await readStatuses(api, { ...REGION, zoneId: "cn-hangzhou-d" });
            assert.deepEqual(
                api.requests.map(shapeOf),
                Array.from({ length: pages }, (_, index) => [undefined, index + 1, 50]),
            );
            assert.ok(api.requests.every(({ zoneId }) => zoneId === "cn-hangzhou-d"));
            assert.deepEqual(reading.rows, rowsOf(manyIds(count)));
            assert.deepEqual([reading.totalCount, reading.absentInstanceIds], [count, []]);
            assert.equal(reading.requestIds.length, pages);
        });
    }

    it("reads pages of the size that is asked for", async () => {
        const api = ecsWith(manyIds(25));
        const { rows } = await readStatuses(api, { ...REGION, pageSize: 10 });
        assert.deepEqual(api.requests.map(shapeOf), [
            [undefined, 1, 10],
            [undefined, 2, 10],
            [undefined, 3, 10],
        ]);
        assert.equal(rows.length, 25);
    });

    it("answers in the order of ids", async () => {
        const api = new ScriptedEcsApi(() => ({ rows: rowsOf(["i-b", "i-C", "i-a"]) }));
        const { rows } = await readStatuses(api, REGION);
        assert.deepEqual(
            rows.map(({ instanceId }) => instanceId),
            ["i-C", "i-a", "i-b"],
        );
    });

    it("reads the pages again when an instance has left meanwhile, and loses none that moved to an earlier page", async () => {
        const api = new ScriptedEcsApi(({ pageNumber = 1 }, number) => {
            const there = number === 1 ? manyIds(5) : manyIds(5).slice(1);
            return { totalCount: there.length, rows: rowsOf(there.slice((pageNumber - 1) * 2, pageNumber * 2)) };
        });
        const { rows, totalCount, requestIds } = await readStatuses(api, { ...REGION, pageSize: 2 });
        assert.deepEqual(rows, rowsOf(manyIds(5).slice(1)));
        assert.equal(totalCount, 4);
        assert.deepEqual(
            api.requests.map(({ pageNumber }) => pageNumber),
            [1, 2, 1, 2],
        );
        assert.deepEqual(requestIds, ["request-1", "request-2", "request-3", "request-4"]);
    });

    it("reads them again when ECS lists an instance twice, in place of another", async () => {
        const api = new ScriptedEcsApi(({ pageNumber }, number) => ({
            totalCount: 4,
            rows: rowsOf(pageNumber === 1 ? ["i-1", "i-2"] : number < 3 ? ["i-2", "i-3"] : ["i-3", "i-4"]),
        }));
        const { rows } = await readStatuses(api, { ...REGION, pageSize: 2 });
        assert.deepEqual(rows, rowsOf(["i-1", "i-2", "i-3", "i-4"]));
        assert.equal(api.requests.length, 4);
    });

    it("gives up after three readings that do not add up, keeps what any of them saw, and believes the later word", async () => {
        const api = new ScriptedEcsApi(({ pageNumber }, number) => ({
            totalCount: 4,
            rows: pageNumber === 1 ? rowsOf(["i-1", "i-2"], "Starting") : rowsOf(["i-2", `i-${2 + number / 2}`]),
        }));
        const { rows, requestIds } = await readStatuses(api, { ...REGION, pageSize: 2 });
        assert.deepEqual(rows, [...rowsOf(["i-1"], "Starting"), ...rowsOf(["i-2", "i-3", "i-4", "i-5"])]);
        assert.equal(api.requests.length, 6);
        assert.equal(requestIds.length, 6);
    });

    it("ends at an empty page when the set has shrunk meanwhile", async () => {
        const api = new ScriptedEcsApi((_, number) =>
            number === 1 ? { totalCount: 5, rows: rowsOf(["i-1", "i-2"]) } : { totalCount: 0, rows: [] },
        );
        const { rows, totalCount } = await readStatuses(api, { ...REGION, pageSize: 2 });
        assert.equal(api.requests.length, 3);
        assert.deepEqual([rows, totalCount], [[], 0]);
    });

    it("goes on when the set has grown meanwhile, and reports the latest total", async () => {
        const api = new ScriptedEcsApi(({ pageNumber = 1 }, number) => ({
            totalCount: number === 1 ? 3 : 5,
            rows: rowsOf(manyIds(5).slice((pageNumber - 1) * 2, pageNumber * 2)),
        }));
        const { rows, totalCount } = await readStatuses(api, { ...REGION, pageSize: 2 });
        assert.equal(api.requests.length, 6);
        assert.deepEqual([rows.length, totalCount], [5, 5]);
    });

    it("reads a single page once, whatever its total", async () => {
        const api = new ScriptedEcsApi(() => ({ totalCount: 50, rows: rowsOf(["i-1"]) }));
        assert.deepEqual((await readStatuses(api, REGION)).rows, rowsOf(["i-1"]));
        assert.equal(api.requests.length, 1);
    });

    it("reads as many small pages as it takes", async () => {
        const api = ecsWith(manyIds(2_050));
        assert.equal((await readStatuses(api, { ...REGION, pageSize: 1 })).rows.length, 2_050);
    });

    it("ends with an error, not with a part, when there is always another page", async () => {
        const api = new ScriptedEcsApi(() => ({ totalCount: Number.MAX_SAFE_INTEGER, rows: rowsOf(["i-1"]) }));
        await assert.rejects(readStatuses(api, { ...REGION, pageSize: 50 }), {
            code: "InvalidResponse",
            message: /the pages do not come to an end: ECS lists more than 100000 instances/,
        });
        assert.equal(api.requests.length, 2_000);
    });

    it("does not believe a total of fewer instances than there are: it goes on to a page that is not full", async () => {
        const api = new ScriptedEcsApi(({ pageNumber = 1, pageSize = 0 }) => ({
            totalCount: 0,
            rows: rowsOf(manyIds(120).slice((pageNumber - 1) * pageSize, pageNumber * pageSize)),
        }));
        assert.equal((await readStatuses(api, REGION)).rows.length, 120);
        assert.deepEqual(
            api.requests.slice(0, 3).map(({ pageNumber }) => pageNumber),
            [1, 2, 3],
        );
    });
});

describe("readStatuses, of one page", () => {
    it("sends exactly what it is given, in one request", async () => {
        const api = ecsWith(manyIds(30));
        const reading = await readStatuses(api, { ...REGION, pageNumber: 2, pageSize: 20 });
        assert.deepEqual(api.requests, [{ ...REGION, instanceIds: undefined, pageNumber: 2, pageSize: 20 }]);
        assert.deepEqual(reading, {
            rows: rowsOf(manyIds(30).slice(20)),
            absentInstanceIds: [],
            totalCount: 30,
            requestIds: ["request-1"],
        });
    });

    it("leaves the page size to ECS when none is given", async () => {
        const api = ecsWith(manyIds(30));
        const { rows } = await readStatuses(api, { ...REGION, pageNumber: 1 });
        assert.equal(api.requests[0]?.pageSize, undefined);
        assert.equal(rows.length, 10);
    });

    it("does not cut a hundred ids, nor more: that is for ECS to refuse", async () => {
        for (const count of [100, 101]) {
            const api = ecsWith([]);
            await readStatuses(api, { ...REGION, pageNumber: 1, instanceIds: manyIds(count) });
            assert.deepEqual(api.requests.map(shapeOf), [[count, 1, undefined]]);
        }
    });

    it("reads an empty page without going on", async () => {
        const api = ecsWith(manyIds(5));
        const reading = await readStatuses(api, { ...REGION, pageNumber: 9, pageSize: 5 });
        assert.deepEqual([reading.rows, reading.totalCount, api.requests.length], [[], 5, 1]);
    });
});

describe("readStatuses, of pages of a size of one's own", () => {
    it("asks for ids in portions of that size", async () => {
        const api = new ScriptedEcsApi(({ instanceIds }) => ({ rows: rowsOf(instanceIds ?? []) }));
        await readStatuses(api, { regionId: "cn-hangzhou", instanceIds: manyIds(25), pageSize: 10 });
        assert.deepEqual(
            api.requests.map(({ instanceIds, pageSize }) => [instanceIds?.length, pageSize]),
            [
                [10, 10],
                [10, 10],
                [5, 10],
            ],
        );
    });

    it("calls no id absent that may be on another page", async () => {
        const api = new ScriptedEcsApi(() => ({ rows: rowsOf(manyIds(10)), totalCount: 30 }));
        const request = { regionId: "cn-hangzhou", instanceIds: manyIds(30), pageNumber: 1, pageSize: 10 };
        assert.deepEqual((await readStatuses(api, request)).absentInstanceIds, []);
    });
});
