import assert from "node:assert/strict";
import { nearestName } from "../../../../provider/errors/nearest-name";

const KNOWN = ["region", "accessKey", "secretKey", "targetStatuses", "roleArn", "id"];

describe("nearestName", () => {
    for (const [name, nearest] of [
        ["acessKey", "accessKey"],
        ["AccessKey", "accessKey"],
        ["secretKye", "secretKey"],
        ["targetStatus", "targetStatuses"],
        ["role_arn", "roleArn"],
        ["ROLEARN", "roleArn"],
        ["regoin", "region"],
        ["regionId", "region"],
        ["ID", "id"],
        ["is", undefined],
        ["x", undefined],
        ["", undefined],
        ["colour", undefined],
        ["constructor", undefined],
    ] as const) {
        it(`suggests ${nearest ?? "no name"} for "${name}"`, () => {
            assert.equal(nearestName(name, KNOWN), nearest);
        });
    }

    it("suggests the nearest of several, and none where there are none", () => {
        assert.equal(nearestName("pageSizes", ["pageNumber", "pageSiz", "pageSize"]), "pageSize");
        assert.equal(nearestName("pageSize", []), undefined);
    });
});
