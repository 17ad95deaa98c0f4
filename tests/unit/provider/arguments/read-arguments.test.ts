import assert from "node:assert/strict";
import { parseReadArguments } from "../../../../provider/arguments/read-arguments";
import { InvalidArgumentError } from "../../../../provider/errors";
import { manyIds } from "../../../support/scripted-ecs-api";

function check(args: object): void {
    parseReadArguments(args);
}

describe("parseReadArguments", () => {
    for (const args of [
        {},
        { regionId: "cn-hangzhou" },
        { zoneId: "cn-hangzhou-d", clusterId: "cls-bp67acfmxazb4p****" },
        { instanceIds: ["i-1"] },
        { instanceIds: null, zoneId: null, selector: null, includeHealth: null },
        { instanceIds: ["i-1", "i-1"] },
        { instanceIds: undefined, pageSize: undefined, pageNumber: undefined },
        { pageNumber: 1, pageSize: 1 },
        { pageNumber: 1_000_000, pageSize: 50 },
    ]) {
        it(`takes ${JSON.stringify(args)}`, () => check(args));
    }

    it("takes any number of ids", () => check({ instanceIds: manyIds(10_000) }));

    for (const [args, argument] of [
        [{ instanceIds: [] }, "instanceIds"],
        [{ instanceIds: "i-1" }, "instanceIds"],
        [{ instanceIds: [""] }, "instanceIds[0]"],
        [{ instanceIds: ["i-1", 7] }, "instanceIds[1]"],
        [{ instanceIds: ["i-1", undefined] }, "instanceIds[1]"],
        [{ instanceIds: ["i-1 "] }, "instanceIds[0]"],
        [{ instanceIds: Array(3) }, "instanceIds[0]"],
        [{ pageNumber: 0 }, "pageNumber"],
        [{ pageNumber: -1 }, "pageNumber"],
        [{ pageNumber: 1.5 }, "pageNumber"],
        [{ pageNumber: "1" }, "pageNumber"],
        [{ pageNumber: NaN }, "pageNumber"],
        [{ pageNumber: Infinity }, "pageNumber"],
        [{ pageSize: 0 }, "pageSize"],
        [{ pageSize: 51 }, "pageSize"],
        [{ pageSize: "10" }, "pageSize"],
        [{ zoneId: "" }, "zoneId"],
        [{ zoneId: 7 }, "zoneId"],
        [{ clusterId: " " }, "clusterId"],
        [{ instanceID: ["i-1"] }, "instanceID"],
        [{ RegionId: "cn-hangzhou" }, "RegionId"],
    ] as [object, string][]) {
        it(`refuses ${JSON.stringify(args)}, and points at ${argument}`, () => {
            assert.throws(
                () => check(args),
                (error) => error instanceof InvalidArgumentError && error.argument === argument,
            );
        });
    }
});
