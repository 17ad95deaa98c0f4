import assert from "node:assert/strict";
import fc from "fast-check";
import { type ArgumentRules, parseWaitArguments } from "../../../../provider/arguments/wait-arguments";
import { requiredOf, type WaitConditions } from "../../../../provider/domain/wait-conditions";
import type { WaitRequest } from "../../../../provider/wait/wait-request";
import { manyIds } from "../../../support/scripted-ecs-api";

const UNKNOWN = "not known yet";
const FUNCTION: ArgumentRules = { allowAbsent: true, allowShortIntervals: false };
const GATE: ArgumentRules = { allowAbsent: false, allowShortIntervals: false, isUnknown: (value) => value === UNKNOWN };

function parse(args: object, rules = FUNCTION): WaitRequest {
    const { request, errors } = parseWaitArguments({ instanceIds: ["i-1", "i-2", "i-3"], ...args }, rules);
    assert.deepEqual(
        errors.map(({ message }) => message),
        [],
    );
    return request!;
}

function complaints(args: object, rules = FUNCTION): string[] {
    const { request, errors } = parseWaitArguments({ instanceIds: ["i-1", "i-2", "i-3"], ...args }, rules);
    assert.equal(request, undefined, "it was accepted");
    return errors.map(({ message }) => message);
}

/** How many of the ids must be reached. */
function required(conditions: WaitConditions): number {
    return requiredOf(conditions, conditions.instanceIds.length);
}

describe("parseWaitArguments", () => {
    it("fills in every default", () => {
        assert.deepEqual(parse({}), {
            conditions: {
                instanceIds: ["i-1", "i-2", "i-3"],
                selector: undefined,
                minInstanceCount: 1,
                minReached: undefined,
                minReachedPercent: undefined,
                targetStatuses: ["Running"],
                targetHealth: undefined,
                failStatuses: undefined,
                failFast: true,
                stableForMs: 0,
                absentGraceMs: 60_000,
            },
            timeoutMs: 600_000,
            schedule: { initialDelayMs: undefined, pollIntervalMs: undefined, maxPollIntervalMs: undefined },
        });
    });

    it("takes everything that is said", () => {
        const request = parse({
            minInstanceCount: 2,
            targetStatuses: ["Stopped", "Absent"],
            failStatuses: ["Running"],
            failFast: false,
            minReached: 2,
            stableFor: "30s",
            timeout: "1h",
            absentGrace: "2m",
            initialDelay: "0s",
            pollInterval: "5s",
            maxPollInterval: "20s",
        });
        assert.deepEqual(request, {
            conditions: {
                instanceIds: ["i-1", "i-2", "i-3"],
                selector: undefined,
                minInstanceCount: 2,
                minReachedPercent: undefined,
                targetHealth: undefined,
                targetStatuses: ["Stopped", "Absent"],
                failStatuses: ["Running"],
                failFast: false,
                minReached: 2,
                stableForMs: 30_000,
                absentGraceMs: 120_000,
            },
            timeoutMs: 3_600_000,
            schedule: { initialDelayMs: 0, pollIntervalMs: 5_000, maxPollIntervalMs: 20_000 },
        });
    });

    it("takes null for left out, as other languages write it", () => {
        const nulls = Object.fromEntries(
            [
                "minInstanceCount",
                "targetStatuses",
                "failStatuses",
                "failFast",
                "minReached",
                "timeout",
                "pollInterval",
            ].map((name) => [name, null]),
        );
        assert.deepEqual(parse(nulls), parse({}));
    });

    it('looks once with a time-out of "0s"', () => {
        assert.equal(parse({ timeout: "0s" }).timeoutMs, 0);
    });

    it("takes a time-out of a month", () => {
        assert.equal(parse({ timeout: "30d" }).timeoutMs, 2_592_000_000);
    });

    describe("the set", () => {
        it("must not be empty unless that is said", () => {
            assert.match(
                complaints({ instanceIds: [] })[0]!,
                /^`instanceIds` must be a list of at least 1 ECS instance id, .*the minimum is `minInstanceCount`: 1; 0 allows an empty list/,
            );
            const { conditions } = parse({ instanceIds: [], minInstanceCount: 0 });
            assert.deepEqual([conditions.instanceIds, required(conditions)], [[], 0]);
        });

        it("must have as many ids as minInstanceCount says, each counted once", () => {
            assert.equal(complaints({ minInstanceCount: 4 }).length, 1);
            assert.equal(complaints({ instanceIds: ["i-1", "i-1"], minInstanceCount: 2 }).length, 1);
            assert.equal(parse({ minInstanceCount: 3 }).conditions.instanceIds.length, 3);
        });

        it("is asked for each id once", () => {
            const { conditions } = parse({ instanceIds: ["i-2", "i-1", "i-2"] });
            assert.deepEqual([conditions.instanceIds, required(conditions)], [["i-2", "i-1"], 2]);
        });

        it("must be given", () => {
            assert.match(
                complaints({ instanceIds: undefined })[0]!,
                /^`instanceIds` must be a list .*, or `selector` in place of it, got nothing$/,
            );
        });
    });

    describe("targets and fail statuses", () => {
        it("let the function wait for instances that are gone, and not the gate", () => {
            assert.deepEqual(parse({ targetStatuses: ["Absent"] }).conditions.targetStatuses, ["Absent"]);
            assert.deepEqual(complaints({ targetStatuses: ["Absent"] }, GATE), [
                '`targetStatuses` must be a list of "Pending", "Starting", "Running", "Stopping", "Stopped", got ["Absent"]',
            ]);
        });

        it("never take absence for a failure", () => {
            assert.match(complaints({ failStatuses: ["Absent"] })[0]!, /^`failStatuses` must be a list of /);
        });

        it("must not name the same status", () => {
            assert.deepEqual(complaints({ targetStatuses: ["Stopped"], failStatuses: ["Pending", "Stopped"] }), [
                '`failStatuses` must be without Stopped, which is also one of `targetStatuses`, got ["Pending","Stopped"]',
            ]);
        });

        it("must not name the target that is the default", () => {
            assert.equal(complaints({ failStatuses: ["Running"] }).length, 1);
        });

        it("may be an empty list of fail statuses: nothing ends the wait then", () => {
            assert.deepEqual(parse({ failStatuses: [] }).conditions.failStatuses, []);
        });

        it("are spelled as ECS spells them", () => {
            assert.equal(complaints({ targetStatuses: ["running"] }).length, 1);
            assert.equal(complaints({ targetStatuses: [] }).length, 1);
            assert.equal(complaints({ targetStatuses: "Running" }).length, 1);
        });
    });

    describe("how many are enough", () => {
        for (const [percent, total, minimum] of [
            [1, 3, 1],
            [33, 3, 1],
            [34, 3, 2],
            [50, 3, 2],
            [67, 3, 3],
            [100, 3, 3],
            [80, 5, 4],
            [81, 5, 5],
            [7, 100, 7],
            [14, 50, 7],
            [28, 25, 7],
            [56, 25, 14],
            [1, 1, 1],
        ] as const) {
            it(`is ${minimum} of ${total} for ${percent} %`, () => {
                const request = parse({ instanceIds: manyIds(total), minReachedPercent: percent });
                assert.equal(required(request.conditions), minimum);
            });
        }

        it("is never less than the percentage, and never one more than needed", () => {
            fc.assert(
                fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 100 }), (total, percent) => {
                    const minimum = required(
                        parse({ instanceIds: manyIds(total), minReachedPercent: percent }).conditions,
                    );
                    assert.ok(minimum * 100 >= total * percent && (minimum - 1) * 100 < total * percent);
                }),
                { numRuns: 200 },
            );
        });

        it("may be all, not more", () => {
            assert.equal(required(parse({ minReached: 3 }).conditions), 3);
            assert.deepEqual(complaints({ minReached: 4 }), [
                "`minReached` must be at most the number of instances, which is 3, got 4 (number)",
            ]);
        });

        it("is said once", () => {
            assert.deepEqual(complaints({ minReached: 1, minReachedPercent: 50 }), [
                "`minReachedPercent` must be left out when `minReached` is given, got 50 (number)",
            ]);
        });

        for (const args of [
            { minReached: 0 },
            { minReached: -1 },
            { minReached: 1.5 },
            { minReached: "2" },
            { minReachedPercent: 0 },
            { minReachedPercent: 101 },
            { minReachedPercent: 33.3 },
            { minReachedPercent: "80%" },
            { minInstanceCount: -1 },
            { minInstanceCount: 0.5 },
        ]) {
            it(`cannot be ${JSON.stringify(args)}`, () => {
                assert.match(complaints(args)[0]!, new RegExp(`^\`${Object.keys(args)[0]}\` must be a whole number`));
            });
        }
    });

    describe("times", () => {
        for (const name of ["stableFor", "timeout", "absentGrace", "initialDelay", "pollInterval", "maxPollInterval"]) {
            for (const value of [600, "600", "", "10 minutes", "-1s", NaN, true]) {
                it(`of ${name} are durations, never ${JSON.stringify(value)}`, () => {
                    const [first, ...others] = complaints({ [name]: value });
                    assert.match(first!, new RegExp(`^\`${name}\` must be a duration such as `));
                    assert.equal(others.length, 0);
                });
            }
        }

        for (const name of ["pollInterval", "maxPollInterval"]) {
            it(`of ${name} are a second at least, but on this machine`, () => {
                const args = { pollInterval: "1ms", [name]: "1ms" };
                assert.match(complaints({ [name]: "999ms" })[0]!, new RegExp(`^\`${name}\` must be at least "1s"`));
                parse(args, { ...FUNCTION, allowShortIntervals: true });
            });
        }

        it("let the interval grow, not shrink", () => {
            assert.deepEqual(complaints({ pollInterval: "5s", maxPollInterval: "4s" }), [
                '`maxPollInterval` must be no shorter than the poll interval, got "4s" (string)',
            ]);
            assert.equal(complaints({ maxPollInterval: "2s" }).length, 1);
            parse({ maxPollInterval: "2400ms" });
            parse({ pollInterval: "5s", maxPollInterval: "5s" });
            parse({ pollInterval: "1m" });
        });

        it("of the first pause may be anything", () => {
            assert.equal(parse({ initialDelay: "0s" }).schedule.initialDelayMs, 0);
            assert.equal(parse({ initialDelay: "1h" }).schedule.initialDelayMs, 3_600_000);
        });
    });

    it("gathers everything that is wrong, so that one run shows all of it", () => {
        const { errors } = parseWaitArguments(
            { instanceIds: [""], targetStatuses: ["x"], failFast: 1, timeout: 600, minReached: 0 },
            FUNCTION,
        );
        assert.deepEqual(errors.map(({ argument }) => argument).sort(), [
            "failFast",
            "instanceIds[0]",
            "minReached",
            "targetStatuses",
            "timeout",
        ]);
    });

    it("passes over what is not known yet, in a preview", () => {
        for (const args of [
            { instanceIds: UNKNOWN },
            { instanceIds: ["i-1", UNKNOWN] },
            { instanceIds: UNKNOWN, minReached: 7 },
            { instanceIds: UNKNOWN, minInstanceCount: 7 },
            { instanceIds: [], minInstanceCount: UNKNOWN },
            { targetStatuses: UNKNOWN, failStatuses: ["Running"] },
            { targetStatuses: ["Stopped", UNKNOWN], failStatuses: ["Running"] },
            { timeout: UNKNOWN, minReached: UNKNOWN, targetStatuses: [UNKNOWN] },
        ]) {
            parse(args, GATE);
        }
        assert.equal(complaints({ instanceIds: UNKNOWN, timeout: 600 }, GATE).length, 1);
    });
});
