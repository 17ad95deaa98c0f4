import assert from "node:assert/strict";
import { AWKWARD_IDS } from "../support/awkward-ids";
import { numberedIds, REGION, type Meeting } from "../support/meeting";
import type { Stranger } from "../support/stranger";

/** What of a client's parameters arrives. */
export function parameters(_: Stranger, meeting: Meeting): void {
    it(
        "gets every parameter across",
        meeting(
            {
                instances: [
                    { instanceId: "i-a", zoneId: "cn-hangzhou-d", clusterId: "cls-bp67acfmxazb4p****" },
                    { instanceId: "i-b", zoneId: "cn-hangzhou-d" },
                ],
            },
            async ({ ecs, ask }) => {
                const asked = {
                    zoneId: "cn-hangzhou-d",
                    clusterId: "cls-bp67acfmxazb4p****",
                    instanceIds: ["i-b", "i-a"],
                    pageNumber: 1,
                    pageSize: 50,
                };
                assert.deepEqual((await ask(asked)).answer?.rows, [["i-a", "Running"]]);
                const { action, regionId, zoneId, clusterId, instanceIds, pageNumber, pageSize } = ecs.requests[0]!;
                assert.equal(action, "DescribeInstanceStatus");
                assert.deepEqual(
                    { regionId, zoneId, clusterId, instanceIds, pageNumber, pageSize },
                    { regionId: REGION, ...asked },
                );
            },
        ),
    );

    it(
        "gets a hundred ids across, in their order",
        meeting({ instances: numberedIds(100).map((instanceId) => ({ instanceId })) }, async ({ ecs, ask }) => {
            const { answer } = await ask({ instanceIds: numberedIds(100), pageSize: 50 });
            assert.deepEqual([answer?.rows.length, answer?.totalCount], [50, 100]);
            assert.deepEqual(ecs.requests[0]?.instanceIds, numberedIds(100));
        }),
    );

    for (const id of AWKWARD_IDS) {
        it(
            `gets ${JSON.stringify(id)} across, signed as the emulator reads it`,
            meeting({}, async ({ ecs, ask }) => {
                // no id of an instance, but that is found out only after the signature over it was right
                const { error } = await ask({ instanceIds: [id, "i-1"] });
                assert.equal(error?.code, "Abs.InvalidInstanceIds.MalFormed");
                assert.deepEqual(ecs.requests[0]?.instanceIds, [id, "i-1"]);
            }),
        );
    }
}
