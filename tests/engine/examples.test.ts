import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EcsEmulator } from "../../sdk/testing";
import { EngineProject, type PulumiResult, skipWithoutEngine } from "../support/engine-project";
import { ALICLOUD_PACKAGE, EmulatedAlicloud } from "./examples/emulated-alicloud";
import { assertSuccess } from "./world";

const EXAMPLES = join(__dirname, "../../examples");

/** A project with the program of an example, unchanged. */
function createExample(
    name: string,
    ecs: EcsEmulator,
    { env, ...options }: Partial<Parameters<typeof EngineProject.create>[0]> = {},
): Promise<EngineProject> {
    const program = readFileSync(join(EXAMPLES, name, "index.ts"), "utf8");
    return EngineProject.create({ program, env: { ...ecs.env, CI: "true", ...env }, ...options });
}

describe("an example on the real engine", function () {
    before(skipWithoutEngine);

    describe("scaling-group", () => {
        let ecs: EcsEmulator;
        let alicloud: EmulatedAlicloud;
        let project: EngineProject;
        before(async () => {
            alicloud = await EmulatedAlicloud.start();
            ({ ecs } = alicloud);
            project = await createExample("scaling-group", ecs, {
                env: alicloud.env,
                path: [alicloud.bin],
                packages: { "@pulumi/alicloud": ALICLOUD_PACKAGE },
                config: { vswitchId: "vsw-bp1example", imageId: "aliyun_3", securityGroupId: "sg-bp1example" },
            });
        });
        after(async () => {
            project.remove();
            await alicloud.close();
        });

        const invoked = (): readonly string[] | undefined => alicloud.invocations.at(-1)?.instanceIds;
        const actions = (): Set<string | undefined> => new Set(ecs.requests.map(({ action }) => action));
        const up = async (): Promise<PulumiResult> => {
            const result = await project.up();
            assertSuccess(result);
            return result;
        };

        it("waits in its first up for instances that are launched only later, and deploys to them", async () => {
            await up();
            const ids = ["i-bp1web0001", "i-bp1web0002", "i-bp1web0003"];
            assert.deepEqual(project.outputs()["instanceIds"], ids);
            assert.deepEqual(invoked(), ids);
            const [first] = ecs.requests;
            assert.ok(first!.at < alicloud.launchedAt!, "the gate began after the instances were there");
            assert.deepEqual(actions(), new Set(["DescribeInstances", "DescribeInstancesFullStatus"]));
            const { satisfied, statusById, healthById } = project.resource("InstanceStatusGate")!.outputs!;
            assert.equal(satisfied, true);
            assert.deepEqual(Object.values(statusById as object), ["Running", "Running", "Running"]);
            assert.deepEqual(Object.values(healthById as object), ["Ok", "Ok", "Ok"]);
            assert.ok(alicloud.invocations[0]!.at >= ecs.requests.at(-1)!.at, "it deployed before the last answer");
        });

        it("changes nothing in the next up, which asks for the instances once and for their health once", async () => {
            const before = ecs.requests.length;
            const { stdout } = await up();
            assert.match(stdout, /6 unchanged/);
            assert.deepEqual(
                ecs.requests.slice(before).map(({ action }) => action),
                ["DescribeInstances", "DescribeInstancesFullStatus"],
            );
            assert.equal(alicloud.invocations.length, 1);
        });

        it("deploys again when the group has grown", async () => {
            alicloud.launch({ fleet: "web-dev" });
            await up();
            assert.deepEqual(invoked(), ["i-bp1web0001", "i-bp1web0002", "i-bp1web0003", "i-bp1web0004"]);
            assert.deepEqual(project.outputs()["instanceIds"], invoked());
        });

        it("deploys to those that are left when the group has shrunk", async () => {
            ecs.release("i-bp1web0002");
            await up();
            assert.deepEqual(invoked(), ["i-bp1web0001", "i-bp1web0003", "i-bp1web0004"]);
        });

        it("is destroyed without a request to ECS", async () => {
            const before = ecs.requests.length;
            assertSuccess(await project.destroy());
            assert.equal(ecs.requests.length, before);
            assert.deepEqual(project.state().resources, []);
        });
    });

    describe("fleet", () => {
        let ecs: EcsEmulator;
        let project: EngineProject;
        before(async () => {
            ecs = await EcsEmulator.start();
            for (let index = 0; index < 10; index += 1) {
                const zoneId = index < 5 ? "cn-hangzhou-b" : "cn-hangzhou-g";
                const late = { script: [["Starting", "2s"], ["Running"]] as [string, string?][] };
                const state = index < 2 ? { status: "Starting" } : index < 4 ? late : { status: "Running" };
                ecs.add({ instanceId: `i-${index}`, zoneId, tags: { service: "search" }, ...state });
            }
            ecs.add({ instanceId: "i-other", zoneId: "cn-hangzhou-b", status: "Pending" });
            project = await createExample("fleet", ecs);
        });
        after(async () => {
            project.remove();
            await ecs.close();
        });

        it("goes on when 80 % of the instances run, while the others still start", async () => {
            assertSuccess(await project.up());
            const { fleetIds, runningIds, statusById } = project.outputs() as Record<string, string[]>;
            assert.deepEqual(
                fleetIds,
                Array.from({ length: 10 }, (_, index) => `i-${index}`),
            );
            assert.deepEqual([...runningIds!].sort(), fleetIds.slice(2));
            assert.deepEqual(Object.keys(statusById!).sort(), fleetIds.slice(2));
            const [first] = ecs.requests;
            const dependent = ecs.requests.find(({ action }) => action === "DescribeInstanceStatus");
            assert.ok(dependent!.at - first!.at >= 2_000, "the dependent started before 80 % ran");
        });
    });

    describe("health", () => {
        let ecs: EcsEmulator;
        let project: EngineProject;
        before(async () => {
            ecs = await EcsEmulator.start();
            ecs.add({ instanceId: "i-1" });
            ecs.add({ instanceId: "i-2", healthScript: [["Initializing", "3s"], ["Ok"]] });
            project = await createExample("health", ecs, { config: { instanceIds: ["i-1", "i-2"] } });
        });
        after(async () => {
            project.remove();
            await ecs.close();
        });

        it("waits until ECS reports that the operating systems run", async () => {
            assertSuccess(await project.up());
            const { healthById, recordedHealth, healthNow, waitedMs } = project.outputs();
            const ok = { "i-1": "Ok", "i-2": "Ok" };
            assert.deepEqual([healthById, recordedHealth, healthNow], [ok, ok, ok]);
            assert.ok(Number(waitedMs) >= 3_000, "it ended before the system ran");
            assert.deepEqual(
                new Set(ecs.requests.map(({ action }) => action)),
                new Set(["DescribeInstancesFullStatus"]),
            );
        });
    });
});
