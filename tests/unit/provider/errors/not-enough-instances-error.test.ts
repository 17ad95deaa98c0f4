import assert from "node:assert/strict";
import { NotEnoughInstancesError } from "../../../../provider/errors";
import { FORTY, idsIn, ONE, THREE } from "../../../support/wait-evidence";
import { BELOW_FORTY, BELOW_ONE, BELOW_THREE } from "./expected-lines";

const REPLACE = "  try      start or replace the instances, or lower `minReached`";
const CHECK =
    "  try      check ids and region: ECS does not list them in this region (or this identity lacks the permission ecs:DescribeInstanceStatus)";
const CHECK_IDS =
    "  try      check the ids: ECS lists other instances of this region to this identity, so region and permission are right";
/** The one instance of the wait was never listed. */
const ABSENT_ONE = {
    ...ONE,
    observations: ONE.observations.map((one) => ({
        ...one,
        status: undefined,
        history: [{ status: undefined, at: 0 }],
    })),
};

describe("NotEnoughInstancesError", () => {
    it("speaks of one instance in the singular", () => {
        assert.deepEqual(new NotEnoughInstancesError(["i-1"], [], [], ONE).message.split("\n"), [
            "[not enough] 1 of 1 instance must be Running, but 1 failed",
            ...BELOW_ONE,
            REPLACE,
        ]);
    });

    it("says how many of three failed, and how many are absent", () => {
        const two = { ...THREE, minReached: 2 };
        assert.deepEqual(new NotEnoughInstancesError(["i-2"], [], ["i-3"], two).message.split("\n"), [
            "[not enough] 2 of 3 instances must be Running, but 1 failed, 1 absent",
            "  wanted   Running: 2 of 3",
            ...BELOW_THREE.slice(1),
            CHECK_IDS,
        ]);
    });

    it("says how many of forty failed, and how many were released", () => {
        const error = new NotEnoughInstancesError(idsIn(FORTY, "Stopped"), ["i-40"], [], FORTY);
        assert.deepEqual(error.message.split("\n"), [
            "[not enough] 36 of 40 instances must be Running, but 14 failed, 1 released",
            ...BELOW_FORTY,
            REPLACE,
        ]);
    });

    for (const [what, seesOthers, advice] of [
        ["ECS lists others to this identity", true, CHECK_IDS],
        [
            "ECS lists none at all to this identity",
            false,
            "  try      check region and account: ECS lists no instance of this region to this identity. A missing permission (ecs:DescribeInstanceStatus) can look the same",
        ],
        ["that was not asked", undefined, CHECK],
    ] as const) {
        it(`knows what to try for absent instances when ${what}`, () => {
            const { message } = new NotEnoughInstancesError([], [], ["i-1"], ABSENT_ONE, seesOthers);
            assert.equal(message.split("\n").at(-1), advice);
        });
    }

    it("carries who failed, who was released and who is absent", () => {
        const error = new NotEnoughInstancesError(["i-1"], ["i-2"], ["i-3"], THREE);
        assert.deepEqual(
            [error.code, error.name, error.failedInstanceIds, error.releasedInstanceIds, error.absentInstanceIds],
            ["NotEnoughInstances", "NotEnoughInstancesError", ["i-1"], ["i-2"], ["i-3"]],
        );
        assert.deepEqual([error.minReached, error.polls], [3, 61]);
    });
});
