import assert from "node:assert/strict";
import { gateResource, statusesResource } from "../../../../provider";
import type { Properties, Resource, ResourceContext, ResourcePlan } from "../../../../provider";
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

/** Plans with these statuses as the answer of ECS, and keeps what is printed. */
async function planned(
    olds: object,
    news: object,
    statuses: Record<string, string> | Error = {},
    resource: Resource = gateResource,
): Promise<ResourcePlan & { lines: string[] }> {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    const rows = Object.entries(statuses).map(([instanceId, status]) => ({ instanceId, status: String(status) }));
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
    const cases: [what: string, olds: object, news: object, answer: Record<string, string> | Error, why: RegExp][] = [
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
});
