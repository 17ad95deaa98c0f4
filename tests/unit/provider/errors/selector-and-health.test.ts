import assert from "node:assert/strict";
import { UnexpectedStatusError, WaitTimeoutError } from "../../../../provider/errors";
import type { ObservationSummary, SelectedSet, WaitEvidence } from "../../../../provider/errors";
import { evidence, summary } from "../../../support/wait-evidence";

/** A set of which so many instances were found. */
function web(found: number | undefined, minInstanceCount = 3): SelectedSet {
    return { selector: { tags: { role: "web" } }, minInstanceCount, found };
}

function linesOf(observations: readonly ObservationSummary[], changes: Partial<WaitEvidence>): string[] {
    return new WaitTimeoutError(600_000, evidence(observations, changes)).message.split("\n");
}

describe("the error of a wait with a selector", () => {
    it("says how many of at least how many instances there are, and which came and went", () => {
        const observations = [
            summary("i-1", "Running"),
            summary("i-2", "Running", { history: [{ status: "Running", at: 12_000 }] }),
            summary("i-3", undefined, {
                left: true,
                history: [
                    { status: "Stopping", at: 0 },
                    { status: undefined, at: 40_000 },
                ],
            }),
        ];
        assert.deepEqual(linesOf(observations, { selected: web(2), minReached: 2 }), [
            "[timed out] only 2 of at least 3 instances found with tag role=web after 10m0s",
            "  wanted   Running: all of at least 3 with tag role=web",
            "  members  2 of at least 3",
            "           i-2 joined after 12s",
            "           i-3 left after 40s",
            "  asked    61 times, last request request-2",
            "  try      check `selector`, region and account; ECS lists an instance some seconds after its creation, and its tags may come later",
        ]);
    });

    it("says that there was no instance at all", () => {
        assert.deepEqual(linesOf([], { selected: web(0) }).slice(0, 3), [
            "[timed out] no instance found with tag role=web after 10m0s",
            "  wanted   Running: all of at least 3 with tag role=web",
            "  members  0 of at least 3",
        ]);
    });

    it("says that ECS was never reached, rather than that the selector finds nothing", () => {
        const troubles = [{ code: "ECONNREFUSED", message: "the connection was refused", count: 7 }];
        const lines = linesOf([], { selected: web(undefined), requestIds: [], troubles });
        assert.equal(lines[0], "[timed out] no listing of the instances with tag role=web was answered after 10m0s");
        assert.match(lines.at(-1)!, /ECS was never reached/);
        assert.ok(!lines.some((line) => line.includes("members")));
    });

    it("counts only present members as not in target", () => {
        const observations = [
            summary("i-1", "Starting"),
            summary("i-2", "Running"),
            summary("i-3", "Running"),
            summary("i-4", undefined, { left: true }),
        ];
        const [headline] = linesOf(observations, { selected: web(3), minReached: 3 });
        assert.equal(headline, "[timed out] 1 of 3 instances is not Running after 10m0s");
    });

    it("names the latest changes of the set, and counts the earlier ones", () => {
        const observations = Array.from({ length: 20 }, (_, at) =>
            summary(`i-${at}`, "Pending", { history: [{ status: "Pending", at: at * 1_000 }] }),
        );
        const lines = linesOf(observations, { selected: web(20) });
        const members = lines.slice(2, 12);
        assert.equal(members[0], "  members  20 of at least 3");
        assert.equal(members[1], "           earlier changes: 11");
        assert.equal(members[9], "           i-19 joined after 19s");
    });

    it("says the percentage that was asked for, and the region that was asked", () => {
        const selected = { ...web(3), minReachedPercent: 80 };
        const lines = linesOf([summary("i-1", "Pending")], { selected, minReached: 3, regionId: "cn-hangzhou" });
        assert.equal(lines[1], "  wanted   Running: 80 % of at least 3 with tag role=web");
        assert.ok(lines.includes("  asked    61 times in cn-hangzhou, last request request-2"));
    });

    it("names both calls where the quota is used up", () => {
        const [advice] = linesOf([summary("i-1", "Pending")], {
            selected: web(1, 1),
            targetHealth: ["Ok"],
            throttledMs: 500_000,
        }).slice(-1);
        assert.match(advice!, /the quota of DescribeInstances and DescribeInstancesFullStatus in this region/);
    });
});

describe("the error of a wait with a target health", () => {
    const HEALTH = { targetHealth: ["Ok"] };

    it("shows status and health of each instance, with their changes", () => {
        const initializing = summary("i-1", "Running", {
            health: "Initializing",
            reached: false,
            history: [
                { status: "Starting", health: "InsufficientData", at: 0 },
                { status: "Running", health: "Initializing", at: 9_000 },
            ],
        });
        assert.deepEqual(linesOf([initializing], HEALTH), [
            "[timed out] i-1 is not Running and Ok after 10m0s",
            "  wanted   Running and Ok: the one instance",
            "  last     i-1 Running, Initializing for 31s (seen 12×)",
            "  before   i-1 Starting, InsufficientData",
            "  asked    61 times, last request request-2",
            "  try      raise `timeout`: ECS says that the operating system is starting, and updates this once a minute",
        ]);
    });

    for (const [health, advice] of [
        ["Impaired", /look at the screenshot and the system log/],
        ["InsufficientData", /raise `timeout`: ECS does not know the health yet/],
        ["NotApplicable", /leave out `targetHealth` for these instances/],
        ["Sleepy", /look at the health of the instance in the ECS console/],
    ] as const) {
        it(`says what to do about ${health}`, () => {
            const lines = linesOf([summary("i-1", "Running", { health, reached: false })], HEALTH);
            assert.match(lines.at(-1)!, advice);
        });
    }

    it("lists the scheduled system events that came with the answers", () => {
        const reboot = {
            eventId: "e-1",
            type: "SystemMaintenance.Reboot",
            notBefore: "2026-11-26T10:00:00Z",
            reason: "a hardware fault",
        };
        const observations = [
            summary("i-1", "Running", { health: "Impaired", reached: false, events: [reboot] }),
            summary("i-2", "Running", { health: "Ok", events: [{ eventId: "e-2", type: "InstanceFailure.Reboot" }] }),
        ];
        const lines = linesOf(observations, HEALTH);
        assert.deepEqual(
            lines.filter((line) => line.includes("Reboot")),
            [
                "  events   i-1 SystemMaintenance.Reboot, not before 2026-11-26T10:00:00Z: a hardware fault",
                "           i-2 InstanceFailure.Reboot",
            ],
        );
    });

    it("names the health in the headline of an unexpected status", () => {
        const stopped = summary("i-1", "Stopped", { health: "InsufficientData" });
        const { message } = new UnexpectedStatusError(["i-1"], [], evidence([stopped], HEALTH));
        assert.match(message, /^\[unexpected status\] i-1 is Stopped, InsufficientData\n/);
    });

    it("keeps health, events and targets for programs", () => {
        const events = [{ eventId: "e-1", type: "SystemMaintenance.Reboot" }];
        const error = new WaitTimeoutError(
            1_000,
            evidence([summary("i-1", "Running", { health: "Ok", events })], HEALTH),
        );
        assert.deepEqual(error.observations[0]?.events, events);
        assert.equal(error.observations[0].health, "Ok");
        assert.deepEqual(error.targetHealth, ["Ok"]);
    });
});
