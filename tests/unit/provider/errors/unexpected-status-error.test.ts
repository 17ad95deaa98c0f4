import assert from "node:assert/strict";
import { UnexpectedStatusError } from "../../../../provider/errors";
import { evidence, FORTY, idsIn, ONE, summary, THREE } from "../../../support/wait-evidence";
import { BELOW_FORTY, BELOW_ONE, BELOW_THREE } from "./expected-lines";

const START = "  try      start the instance, or continue to wait with `failFast: false` or other `failStatuses`";
const FIND_OUT =
    "  try      find out why the instance has this status, or continue to wait with `failFast: false` or other `failStatuses`";
const RELEASED =
    "  try      see in the ECS console why it was released (spot reclaim, scaling in, failed creation), and remove its id";

describe("UnexpectedStatusError", () => {
    it("names the one instance and its status", () => {
        assert.deepEqual(new UnexpectedStatusError(["i-1"], [], ONE).message.split("\n"), [
            "[unexpected status] i-1 is Starting",
            ...BELOW_ONE,
            FIND_OUT,
        ]);
    });

    it("names those of three that ended the wait, one stopped and one released", () => {
        assert.deepEqual(new UnexpectedStatusError(["i-2"], ["i-3"], THREE).message.split("\n"), [
            "[unexpected status] i-2 is Stopped, i-3 was released",
            ...BELOW_THREE,
            RELEASED,
        ]);
    });

    it("names five of forty, and counts the rest", () => {
        assert.deepEqual(new UnexpectedStatusError(idsIn(FORTY, "Stopped"), [], FORTY).message.split("\n"), [
            "[unexpected status] i-26 is Stopped, i-27 is Stopped, i-28 is Stopped, i-29 is Stopped, i-30 is Stopped, 9 more",
            ...BELOW_FORTY,
            START,
        ]);
    });

    it("names all of five", () => {
        const five = evidence(["i-1", "i-2", "i-3", "i-4", "i-5"].map((id) => summary(id, "Stopped")));
        const { message } = new UnexpectedStatusError(idsIn(five, "Stopped"), [], five);
        assert.match(message, /^\[unexpected status\] (?:i-\d is Stopped(?:, )?){5}\n/);
    });

    it("carries the instances that ended the wait, and all that was seen", () => {
        const error = new UnexpectedStatusError(["i-2"], ["i-3"], THREE);
        assert.deepEqual(
            [error.code, error.name, error.instanceIds, error.observations],
            ["UnexpectedStatus", "UnexpectedStatusError", ["i-2", "i-3"], THREE.observations],
        );
    });
});
