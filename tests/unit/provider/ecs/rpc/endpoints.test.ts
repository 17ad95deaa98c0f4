import Ecs from "@alicloud/ecs20140526";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import assert from "node:assert/strict";
import { endpointOf } from "../../../../../provider/ecs/rpc/endpoints";

/** The official SDK's client of a region. */
function clientOf(regionId: string): { _endpoint: string; _endpointMap: Record<string, string> } {
    const keys = { accessKeyId: "made-up-key", accessKeySecret: "made-up-secret" };
    return new Ecs(new $OpenApiUtil.Config({ regionId, ...keys }));
}

describe("the endpoint of a region", () => {
    it("is that of the official SDK, for each region in its map", () => {
        const { _endpointMap: map } = clientOf("cn-beijing");
        assert.ok(Object.keys(map).length > 30);
        assert.deepEqual(Object.fromEntries(Object.keys(map).map((region) => [region, endpointOf(region)])), map);
    });

    for (const region of ["cn-beijing", "cn-shanghai", "eu-central-1", "us-east-1", "xx-of-tomorrow-1"]) {
        it(`follows the official SDK's rule where the map does not list it: ${region}`, () => {
            assert.equal(endpointOf(region), clientOf(region)._endpoint);
        });
    }
});
