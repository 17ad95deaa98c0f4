import assert from "node:assert/strict";
import { EcsApiError } from "../../../provider/errors";
import { getInstanceStatus } from "../../../provider/functions/get-instance-status";
import { getInstanceStatuses } from "../../../provider/functions/get-instance-statuses";
import { manyIds } from "../../support/scripted-ecs-api";
import { onWire, type Wire } from "../../support/wire";
import { ask, ids, REGION } from "../../unit/sdk/testing/raw-client";

/** The statement of a RAM policy that a denial tells to add. */
async function statementOfDenial(wire: Wire): Promise<Record<string, unknown>> {
    wire.ecs.fault({ kind: "error", code: "Forbidden.RAM" });
    const error: unknown = await getInstanceStatuses({}, wire.sources).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof EcsApiError && error.kind === "denied", String(error));
    const statement = /\{.*\}/.exec(error.message)?.[0] ?? "";
    return JSON.parse(statement) as Record<string, unknown>;
}

describe("the API document: the operation and its authorization", () => {
    it(
        "O1 DescribeInstanceStatus: asks for instances by id and by filter, and the emulator refuses an unknown one",
        onWire({ instances: [{ instanceId: "i-1" }, { instanceId: "i-2" }] }, async (wire) => {
            await getInstanceStatus({ instanceId: "i-1" }, wire.sources);
            const { statusById } = await getInstanceStatuses({}, wire.sources);
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Running" });
            assert.deepEqual(
                wire.requests.map(({ headers }) => [headers["x-acs-action"], headers["x-acs-version"]]),
                Array(2).fill(["DescribeInstanceStatus", "2014-05-26"]),
            );
            const other = await ask(wire.ecs, { action: "DescribeRegions" });
            assert.deepEqual([other.status, other.json.Code], [403, "InvalidAction"]);
        }),
    );

    it("O2 states: follow the lifecycle of an instance, from its creation to its release", () => {
        let later = 0;
        const script = [
            ["Pending", "10s"],
            ["Starting", "10s"],
            ["Running", "10s"],
            ["Stopping", "10s"],
            ["Stopped", "10s"],
            ["Absent"],
        ] as const;
        return onWire(
            { instances: [{ instanceId: "i-1", script }], now: () => Date.now() + later },
            async ({ ecs, sources }) => {
                const seen: unknown[] = [];
                const answered: unknown[] = [];
                for (const [step] of script.entries()) {
                    later = step * 10_000;
                    const { status, absent } = await getInstanceStatus({ instanceId: "i-1" }, sources);
                    seen.push(absent ? "Absent" : status);
                    const { json } = await ask(ecs, { parameters: { ...REGION, ...ids("i-1") } });
                    answered.push(json.InstanceStatuses?.InstanceStatus[0]?.Status ?? "Absent");
                }
                assert.deepEqual(
                    seen,
                    script.map(([status]) => status),
                );
                assert.deepEqual(answered, seen);
            },
        )();
    });

    it(
        "O3 RAM action: a denial names ecs:DescribeInstanceStatus, in the answer and in the policy to add",
        onWire({}, async (wire) => {
            assert.equal((await statementOfDenial(wire))["Action"], "ecs:DescribeInstanceStatus");
            wire.ecs.fault({ kind: "error", code: "Forbidden.RAM" });
            const { status, json } = await ask(wire.ecs);
            const detail = json["AccessDeniedDetail"] as Record<string, unknown>;
            assert.deepEqual([status, detail["AuthAction"]], [403, "ecs:DescribeInstanceStatus"]);
        }),
    );

    it(
        "O4 access level list: lists without a single id, and changes nothing",
        onWire({ instances: manyIds(3).map((instanceId) => ({ instanceId })) }, async ({ ecs, sources }) => {
            const read = async () => (await getInstanceStatuses({}, sources)).statusById;
            const first = await read();
            assert.deepEqual(Object.keys(first), manyIds(3));
            assert.deepEqual(await read(), first);
            assert.equal((await ask(ecs)).json.TotalCount, 3);
        }),
    );

    it(
        "O5 resource type: the policy to add is for all resources",
        onWire({}, async (wire) => {
            assert.equal((await statementOfDenial(wire))["Resource"], "*");
        }),
    );

    it(
        "O6 condition key: the policy to add has no condition",
        onWire({}, async (wire) => {
            assert.deepEqual(Object.keys(await statementOfDenial(wire)).sort(), ["Action", "Effect", "Resource"]);
        }),
    );

    it(
        "O7 dependent action: no other action is asked for, whatever is read",
        onWire({ instances: manyIds(51).map((instanceId) => ({ instanceId })) }, async (wire) => {
            await getInstanceStatuses({}, wire.sources);
            await getInstanceStatuses({ instanceIds: [...manyIds(51), "i-absent"] }, wire.sources);
            const actions = wire.requests.map(({ headers }) => headers["x-acs-action"]);
            assert.deepEqual(actions, Array(4).fill("DescribeInstanceStatus"));
            // one action is all that has to be allowed
            assert.equal(typeof (await statementOfDenial(wire))["Action"], "string");
        }),
    );
});
