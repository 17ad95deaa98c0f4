import assert from "node:assert/strict";
import { gateResource, statusesResource } from "../../../../provider";
import type { Properties, Resource, ResourceContext, ResourcePlan } from "../../../../provider";
import type { InstanceRow } from "../../../../provider/domain/instance-row";
import type { BriefReading } from "../../../../provider/resource/brief-read";

const INPUTS = { instanceIds: ["i-1", "i-2"], regionId: "cn-hangzhou", __endpoint: "ecs.example" };
const HELD = {
    ...INPUTS,
    reachedInstanceIds: ["i-1", "i-2"],
    statusById: { "i-1": "Running", "i-2": "Running" },
    absentInstanceIds: [],
    reachedAt: "2026-01-01T00:00:00.000Z",
    elapsedMs: 5,
    satisfied: true,
};

/** What ECS answers: statuses by id, or whole rows. */
type Answer = Record<string, string> | readonly InstanceRow[] | Error;

/** Plans with this answer of ECS, and keeps what is printed. */
async function planned(
    olds: object,
    news: object,
    statuses: Answer = {},
    resource: Resource = gateResource,
): Promise<ResourcePlan & { lines: string[] }> {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    const rows: readonly InstanceRow[] = Array.isArray(statuses)
        ? (statuses as readonly InstanceRow[])
        : Object.entries(statuses).map(([instanceId, status]) => ({ instanceId, status: String(status) }));
    const reading = { rows, absentInstanceIds: [], totalCount: rows.length, requestIds: [] };
    const outcome: BriefReading =
        statuses instanceof Error ? { reading: undefined, error: statuses as never, isNews: true } : { reading };
    const context: ResourceContext = {
        sources: { env: { ALICLOUD_ACCESS_KEY: "made-up", ALICLOUD_SECRET_KEY: "made-up" } },
        log: { progress: (describe) => print(describe()), info: print, warn: print },
        isUnknown: (value) => value === "unknown",
        read: () => Promise.resolve(outcome),
    };
    return { ...(await resource.plan(olds as Properties, news as Properties, context)), lines };
}

describe("a planned update of a gate says why", () => {
    const cases: [what: string, olds: object, news: object, answer: Answer, why: RegExp][] = [
        [
            "an instance has left the target",
            HELD,
            INPUTS,
            { "i-1": "Running", "i-2": "Stopped" },
            /no longer holds.*i-2 is Stopped \(wanted: Running\)/,
        ],
        [
            "a refresh saw an instance leave the target",
            { ...HELD, satisfied: false, statusById: { "i-1": "Running", "i-2": "Stopping" } },
            INPUTS,
            {},
            /did not hold at the last refresh.*i-2 is Stopping \(wanted: Running\)/,
        ],
        [
            "the last wait failed",
            { ...HELD, satisfied: false, reachedAt: undefined },
            INPUTS,
            {},
            /last wait of this gate failed or was skipped/,
        ],
        ["the endpoint has changed", HELD, { ...INPUTS, __endpoint: "other.example" }, {}, /endpoint.*other\.example/],
        [
            "ECS does not answer",
            HELD,
            INPUTS,
            new Error("no answer"),
            /cannot tell whether gates still hold.*no answer/,
        ],
        ["the state cannot be read", { ...HELD, instanceIds: 5 }, INPUTS, {}, /cannot tell.*instanceIds/],
    ];
    for (const [what, olds, news, answer, why] of cases) {
        it(`when ${what}`, async () => {
            const { changes, lines } = await planned(olds, news, answer);
            assert.equal(changes, true);
            assert.equal(lines.length, 1);
            assert.match(lines[0]!, why);
            // the engine plans in a refresh too, and a refresh waits for nothing
            assert.match(lines[0]!, /an update waits again/);
        });
    }

    it("but not where an argument has changed: the engine shows that", async () => {
        const { changes, diffs, lines } = await planned(HELD, { ...INPUTS, instanceIds: ["i-1"] });
        assert.deepEqual({ changes, diffs, lines }, { changes: true, diffs: ["instanceIds"], lines: [] });
    });

    it("and says nothing where it still holds", async () => {
        const { changes, lines } = await planned(HELD, INPUTS, { "i-1": "Running", "i-2": "Running" });
        assert.deepEqual({ changes, lines }, { changes: false, lines: [] });
    });
});

describe("a plan of a gate with a selector", () => {
    const SELECTED = { selector: { tags: { role: "web" } }, regionId: "cn-hangzhou", __endpoint: "ecs.example" };
    const HELD_SET = { ...HELD, ...SELECTED };
    const RUNNING = { "i-1": "Running", "i-2": "Running" };

    it("changes nothing while the set is the recorded one, in any order", async () => {
        const plan = await planned({ ...HELD_SET, instanceIds: ["i-2", "i-1"] }, SELECTED, RUNNING);
        assert.deepEqual(plan, { changes: false, diffs: [], lines: [] });
    });

    it("updates `instanceIds` when the set is another one, and says which came and which went", async () => {
        const plan = await planned(HELD_SET, SELECTED, { "i-2": "Running", "i-4": "Running", "i-3": "Running" });
        assert.deepEqual(plan, {
            changes: true,
            diffs: ["instanceIds"],
            lines: [
                "the selector of the gate finds other instances, an update waits again: i-3 joined, i-4 joined, i-1 left",
            ],
        });
    });

    it("names the first five changes of the set, and how many more there are", async () => {
        const seven = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`i-1${index}`, "Running"]));
        const { lines } = await planned(HELD_SET, SELECTED, { ...RUNNING, ...seven });
        assert.match(lines.join(), /i-10 joined, .*, i-14 joined, 2 more$/);
    });

    it('only warns of another set with onDrift: "warn"', async () => {
        const plan = await planned(HELD_SET, { ...SELECTED, onDrift: "warn" }, { "i-1": "Running" });
        assert.deepEqual([plan.changes, plan.diffs], [false, []]);
        assert.match(plan.lines.join(), /finds other instances, and onDrift is "warn": i-2 left/);
    });

    it("waits again when the set has too few, or a member has left the target", async () => {
        const few = await planned(
            { ...HELD_SET, minInstanceCount: 2 },
            { ...SELECTED, minInstanceCount: 2 },
            {
                "i-1": "Running",
            },
        );
        assert.deepEqual(few.diffs, ["satisfied"]);
        assert.match(
            few.lines.join(),
            /: i-2 left; 1 of at least 2 instances found with tag role=web \(wanted: Running\)/,
        );
        const none = await planned(HELD_SET, SELECTED, {});
        assert.match(none.lines.join(), /: i-1 left, i-2 left; 0 of at least 1 instance found with tag role=web/);
        const stopped = await planned(HELD_SET, SELECTED, { "i-1": "Stopped", "i-2": "Running" });
        assert.deepEqual(stopped.diffs, ["satisfied"]);
        assert.match(stopped.lines.join(), /: i-1 is Stopped \(wanted: Running\)/);
    });

    it("tells by the recorded rows what a refresh saw, with the health", async () => {
        const healthy = { ...SELECTED, targetHealth: ["Ok"] };
        const olds = { ...HELD_SET, ...healthy, healthById: { "i-1": "Ok", "i-2": "Impaired" }, satisfied: false };
        const { diffs, lines } = await planned(olds, healthy);
        assert.deepEqual(diffs, ["satisfied"]);
        assert.match(lines.join(), /at the last refresh.*: i-2 is Running, Impaired \(wanted: Running/);
    });

    it("compares selectors by what they mean", async () => {
        const olds = { ...HELD_SET, selector: { vswitchId: "vsw-1", tags: { a: "1", b: "2" }, zoneId: null } };
        const same = await planned(
            olds,
            { ...SELECTED, selector: { tags: { b: "2", a: "1" }, vswitchId: "vsw-1" } },
            RUNNING,
        );
        assert.deepEqual([same.changes, same.lines], [false, []]);
        const other = await planned(olds, { ...SELECTED, selector: { tags: { b: "2" }, vswitchId: "vsw-1" } });
        assert.deepEqual(other.diffs, ["selector"]);
    });

    it("compares minimums as they are given: how many follow from them is known only with the set", async () => {
        const { diffs } = await planned(HELD_SET, { ...SELECTED, minReachedPercent: 80 });
        assert.deepEqual(diffs, ["minReachedPercent"]);
        assert.deepEqual((await planned(HELD_SET, { ...SELECTED, minReached: 2 })).diffs, ["minReached"]);
        assert.deepEqual((await planned(HELD_SET, { ...SELECTED, minInstanceCount: 2 })).diffs, ["minInstanceCount"]);
        assert.deepEqual((await planned(HELD_SET, { ...SELECTED, targetHealth: ["Ok"] })).diffs, ["targetHealth"]);
    });

    it("updates when ids take the place of the selector, and the other way round", async () => {
        assert.deepEqual((await planned(HELD, SELECTED)).diffs, ["instanceIds", "selector"]);
        assert.deepEqual((await planned(HELD_SET, INPUTS)).diffs, ["instanceIds", "selector"]);
    });

    it("asks nothing and updates while a tag is not known", async () => {
        const unknown = { ...SELECTED, selector: { tags: { role: "unknown" } } };
        const plan = await planned(HELD_SET, unknown, new Error("it was asked"));
        assert.deepEqual(plan, { changes: true, diffs: [], lines: [] });
    });
});

describe("a planned update of statuses says why", () => {
    it("when ECS reports another status than recorded", async () => {
        const olds = {
            ...INPUTS,
            statuses: [{ instanceId: "i-1", status: "Running" }],
            statusById: { "i-1": "Running" },
            absentInstanceIds: [],
            totalCount: 1,
        };
        const { changes, lines } = await planned(olds, INPUTS, { "i-1": "Stopped" }, statusesResource);
        assert.equal(changes, true);
        assert.match(lines.join("\n"), /i-1 is Stopped, recorded as Running/);
    });

    it("when ECS reports another health, or a selector finds others", async () => {
        const inputs = { selector: { tags: { role: "web" } }, includeHealth: true, regionId: "cn-hangzhou" };
        const row = (instanceId: string, health: string): InstanceRow => ({ instanceId, status: "Running", health });
        const olds = {
            ...inputs,
            statuses: [row("i-1", "Ok"), row("i-2", "Ok")],
            statusById: { "i-1": "Running", "i-2": "Running" },
            healthById: { "i-1": "Ok", "i-2": "Ok" },
            absentInstanceIds: [],
            totalCount: 2,
        };
        const same = await planned(olds, inputs, olds.statuses, statusesResource);
        assert.deepEqual(same, { changes: false, diffs: [], lines: [] });
        const ill = await planned(olds, inputs, [row("i-1", "Ok"), row("i-2", "Impaired")], statusesResource);
        assert.deepEqual(ill.diffs, ["statuses", "healthById"]);
        assert.match(ill.lines.join(), /: i-2 is Running, Impaired, recorded as Running, Ok$/);
        const others = await planned(olds, inputs, [row("i-2", "Ok"), row("i-3", "Ok")], statusesResource);
        assert.deepEqual(others.diffs, ["statuses", "statusById", "healthById"]);
        assert.match(
            others.lines.join(),
            /: i-1 is absent, recorded as Running, Ok; i-3 is Running, Ok, recorded as absent$/,
        );
        const news = { ...inputs, selector: { tags: { role: "db" } } };
        assert.deepEqual((await planned(olds, news, [], statusesResource)).diffs, ["selector"]);
    });
});
