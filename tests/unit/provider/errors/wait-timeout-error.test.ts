import assert from "node:assert/strict";
import { WaitTimeoutError } from "../../../../provider/errors";
import { evidence, FORTY, ONE, summary, THREE } from "../../../support/wait-evidence";
import { BELOW_FORTY, BELOW_ONE, BELOW_THREE } from "./expected-lines";
import { cpuTimeMs } from "../../../support/cpu-time";

const LOOK_ON = "  try      raise `timeout`, or look at the instances' system events in the ECS console";

function adviceOf(error: Error): string {
    return error.message.split("\n").at(-1)!.trim();
}

describe("WaitTimeoutError", () => {
    it("says what one instance hangs in", () => {
        assert.deepEqual(new WaitTimeoutError(600_000, ONE).message.split("\n"), [
            "[timed out] i-1 is not Running after 10m0s",
            ...BELOW_ONE,
            LOOK_ON,
        ]);
    });

    it("says of three instances which two are not there, and what went wrong on the way", () => {
        assert.deepEqual(new WaitTimeoutError(600_000, THREE).message.split("\n"), [
            "[timed out] 2 of 3 instances are not Running after 10m0s",
            ...BELOW_THREE,
            "  try      i-2: start the instances: ECS says that they are stopped, and waiting does not start them",
            "           i-3: check the ids: ECS lists other instances of this region to this identity, so region and permission are right",
        ]);
    });

    it("groups forty instances by status", () => {
        assert.deepEqual(new WaitTimeoutError(0, FORTY).message.split("\n"), [
            "[timed out] 30 of 40 instances are not Running at the only poll that `timeout` allows",
            ...BELOW_FORTY,
            "  try      i-11, i-12, i-13, i-14, i-15, 10 more: raise `timeout`, or look at the instances' system events in the ECS console",
            "           i-26, i-27, i-28, i-29, i-30, 9 more: start the instances: ECS says that they are stopped, and waiting does not start them",
            "           i-40: check the ids: ECS lists other instances of this region to this identity, so region and permission are right",
        ]);
    });

    it("names at most a hundred instances, and counts the rest", () => {
        const many = Array.from({ length: 250 }, (_, index) =>
            summary(`i-${index}`, index < 90 ? "Pending" : undefined),
        );
        const error = new WaitTimeoutError(1_000, evidence(many));
        const last = error.message.split("\n").slice(2, 4);
        assert.match(last[0]!, /^ {2}last {5}90 Pending: i-0, .*, i-89$/);
        assert.match(last[1]!, /^ {11}160 absent: i-90, .*, i-99 and 150 more$/);
        assert.equal(error.observations.length, 250);
    });

    it("shows the latest six changes of an instance that flaps", () => {
        const history = Array.from({ length: 20 }, (_, at) => ({ status: at % 2 ? "Starting" : "Stopped", at }));
        const { message } = new WaitTimeoutError(1_000, evidence([summary("i-1", "Starting", { history })]));
        assert.match(message, /before {3}i-1 …(?: → (?:Starting|Stopped)){6}\n/);
    });

    it("lists eight instances one a line, and nine by status", () => {
        const world = (count: number): string =>
            new WaitTimeoutError(
                1_000,
                evidence(Array.from({ length: count }, (_, index) => summary(`i-${index}`, "Pending"))),
            ).message;
        assert.equal(
            world(8)
                .split("\n")
                .filter((line) => line.includes("seen 12×")).length,
            8,
        );
        assert.match(world(9), /last {5}9 Pending: i-0, i-1, i-2, i-3, i-4, i-5, i-6, i-7, i-8\n/);
    });

    it("names several targets, and absence among them", () => {
        const world = evidence([summary("i-1", "Stopping")], { targetStatuses: ["Stopped", "Absent"] });
        assert.deepEqual(new WaitTimeoutError(90_000, world).message.split("\n").slice(0, 2), [
            "[timed out] i-1 is not Stopped or absent after 1m30s",
            "  wanted   Stopped or absent: the one instance",
        ]);
    });

    const unseen = summary("i-1", undefined, { timesSeen: 0, history: [] });
    for (const [what, world, advice] of [
        [
            "ECS could never be asked",
            evidence([unseen], {
                troubles: [{ code: "ECONNREFUSED", message: "the connection was refused", count: 9 }],
            }),
            "try      ECS was never reached: check endpoint, proxy and network, then run again",
        ],
        [
            "it waits until an instance is gone, which is only stopped",
            evidence([summary("i-1", "Stopped")], { targetStatuses: ["Absent"] }),
            "try      release the instances, or find out why their release has failed: ECS still lists them",
        ],
        [
            "the time was over before the first answer",
            evidence([unseen]),
            "try      raise `timeout`: it ended before the first answer",
        ],
        [
            "it was throttled for most of the time",
            evidence([summary("i-1", "Starting")], { throttledMs: 300_001 }),
            "try      raise `timeout`: other clients of this account use up the quota of DescribeInstanceStatus in this region",
        ],
        [
            "it was throttled from the beginning to the end: then ECS was reached",
            evidence([unseen], {
                throttledMs: 599_000,
                troubles: [{ code: "Throttling.User", message: "Request was denied.", count: 9 }],
            }),
            "try      raise `timeout`: other clients of this account use up the quota of DescribeInstanceStatus in this region",
        ],
        [
            "it was throttled for most of the time, with another call",
            evidence([summary("i-1", "Starting")], { throttledMs: 300_001, targetHealth: ["Ok"] }),
            "try      raise `timeout`: other clients of this account use up the quota of DescribeInstancesFullStatus in this region",
        ],
        [
            "all are absent from the answers of another call",
            evidence([summary("i-1", undefined)], { targetHealth: ["Ok"] }),
            "try      check ids and region: ECS does not list them in this region (or this identity lacks the permission ecs:DescribeInstancesFullStatus)",
        ],
        [
            "all are absent",
            evidence([summary("i-1", undefined), summary("i-2", undefined)]),
            "try      check ids and region: ECS does not list them in this region (or this identity lacks the permission ecs:DescribeInstanceStatus)",
        ],
        [
            "one is absent while ECS lists the other",
            evidence([summary("i-1", "Running"), summary("i-2", undefined)]),
            "try      check the ids: ECS lists other instances of this region to this identity, so region and permission are right",
        ],
        [
            "all that are missing are stopped",
            evidence([summary("i-1", "Stopped"), summary("i-2", "Stopped")]),
            "try      start the instances: ECS says that they are stopped, and waiting does not start them",
        ],
    ] as const) {
        it(`knows what to try when ${what}`, () => {
            assert.equal(adviceOf(new WaitTimeoutError(600_000, world)), advice);
        });
    }

    it("says of an instance that no request about it was answered", () => {
        assert.match(
            new WaitTimeoutError(1_000, evidence([unseen])).message,
            /\n {2}last {5}i-1 never seen: no request for it was answered\n/,
        );
    });

    it("carries all that was seen", () => {
        const error = new WaitTimeoutError(600_000, THREE);
        assert.equal(error.code, "TimedOut");
        assert.equal(error.name, "WaitTimeoutError");
        const { targetStatuses, minReached, observations, elapsedMs, polls, throttledMs, troubles, requestIds } = error;
        assert.deepEqual(
            { targetStatuses, minReached, observations, elapsedMs, polls, throttledMs, troubles, requestIds },
            THREE,
        );
    });
});

describe("WaitTimeoutError, of a target that did not hold", () => {
    it("says for how long it had to hold, and does not deny the status that was seen", () => {
        const seen = evidence([summary("i-1", "Running", { reached: false })], { stableForMs: 60_000 });
        const [headline, wanted] = new WaitTimeoutError(600_000, seen).message.split("\n");
        assert.equal(headline, "[timed out] i-1 has not been Running for 1m0s after 10m0s");
        assert.equal(wanted, "  wanted   Running for 1m0s without a break: the one instance");
    });

    it("does not say that instances are missing when all were seen in target, only not at once", () => {
        const { message } = new WaitTimeoutError(
            600_000,
            evidence([summary("i-1", "Running"), summary("i-2", "Running")]),
        );
        assert.match(message, /^\[timed out\] the instances were not seen Running all at the same time after 10m0s$/m);
        assert.doesNotMatch(message, /lists none/);
    });
});

describe("WaitTimeoutError, of a huge set", () => {
    it("is rendered in no time, with a hundred names", () => {
        const seen = evidence(Array.from({ length: 100_000 }, (_, index) => summary(`i-${index}`, "Starting")));
        let message = "";
        const took = cpuTimeMs(() => ({ message } = new WaitTimeoutError(600_000, seen)));
        assert.match(message, /100000 Starting: i-0, i-1, .* i-99 and 99900 more/);
        assert.ok(took < 2_000, `it took ${took} ms of CPU`);
    });
});
