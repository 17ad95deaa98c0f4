import assert from "node:assert/strict";
import { skipWithoutEngine } from "../support/engine-project";
import { assertFailure, assertSuccess, type World } from "./world";

/** One form of the package, dynamic or native. */
export interface Form {
    readonly name: string;
    /** A program in which `Gate` and `Statuses` are the resources of this form. */
    program(text: string): string;
    create(text: string): Promise<World>;
    /** How often a plan looks at a resource: the native form reads it at the start of a run too. */
    readonly looks: number;
}

const SELECTOR = `{ tags: { role: "web" } }`;
const HEALTHY = `selector: ${SELECTOR}, minInstanceCount: 2, targetHealth: ["Ok"], initialDelay: "1s"`;

/** A stack whose instances are chosen by a tag. */
function fleet(gate = HEALTHY, opts = `{ aliases: [{ name: "before" }] }`, name = "gate"): string {
    return `
const selector = ${SELECTOR};
const gate = new Gate("${name}", { ${gate} }, ${opts});
new Gate("warning", { selector, minInstanceCount: 2, initialDelay: "1s", onDrift: "warn" });
new Gate("ignoring", { selector, minInstanceCount: 2, initialDelay: "1s", onDrift: "ignore" });
const statuses = new Statuses("statuses", { selector, includeHealth: true }, { dependsOn: [gate] });
new Application("app", { ids: gate.instanceIds, health: gate.healthById, now: statuses.statusById });
export const ids = gate.instanceIds;`;
}

/** The requests of one look at all resources of the stack: a listing for each, and the health for two of them. */
const REQUESTS = 5;

/** What selectors and health promise in each form of the package. */
export function tellOfSelectors(form: Form): void {
    describe(`a stack that chooses its instances by a tag, in the ${form.name} form, on the real engine`, () => {
        before(skipWithoutEngine);

        let world: World;
        before(async () => {
            world = await form.create(form.program(fleet(HEALTHY, "{}", "before")));
            for (const instanceId of ["i-2", "i-1"]) {
                world.ecs.add({
                    instanceId,
                    tags: { role: "web" },
                    visibleAfter: "2s",
                    script: [["Pending", "2s"], ["Starting", "500ms"], ["Running"]],
                    healthScript: [["Initializing", "4s"], ["Ok"]],
                });
            }
            world.ecs.add({ instanceId: "i-db", tags: { role: "db" }, status: "Stopped" });
        });
        after(() => world.remove());

        const actions = (from: number): string[] =>
            [...new Set(world.ecs.requests.slice(from).map(({ action = "" }) => action))].sort();

        it("sends no request in its first preview, where the set is unknown and dependents are planned", async () => {
            const { result, requests, text } = await world.count(() => world.project.preview());
            assertSuccess(result);
            assert.equal(requests, 0);
            assert.match(text, /Application app create/);
            assert.match(text, /ids *: \[unknown\]/);
        });

        it("passes in one up although its instances come later, when ECS reports that their systems run", async () => {
            const { result, text } = await world.count(() => world.project.up());
            assertSuccess(result);
            assert.match(text, /InstanceStatusGate before creating .*0 of at least 2 instances found/);
            const both = { "i-1": "Running", "i-2": "Running" };
            const ok = { "i-1": "Ok", "i-2": "Ok" };
            const { instanceIds, reachedInstanceIds, statusById, healthById, satisfied } = world.gate("before");
            assert.deepEqual(
                [instanceIds, [...(reachedInstanceIds as string[])].sort()],
                Array(2).fill(["i-1", "i-2"]),
            );
            assert.deepEqual([statusById, healthById, satisfied], [both, ok, true]);
            const [first] = world.ecs.requests;
            const last = world.ecs.requests.at(-1);
            assert.ok(last!.at - first!.at >= 4_000, "it passed before the systems ran");
            assert.ok(Number(world.startOf()) >= last!.at, "the dependent started before the last answer");
            const { ids, health, now } = world.gate("app");
            assert.deepEqual([ids, health, now], [["i-1", "i-2"], ok, both]);
            assert.deepEqual(world.gate("statuses")["statuses"], [
                { instanceId: "i-1", status: "Running", health: "Ok" },
                { instanceId: "i-2", status: "Running", health: "Ok" },
            ]);
            assert.deepEqual(actions(0), ["DescribeInstances", "DescribeInstancesFullStatus"]);
        });

        it("looks once and changes nothing when nothing has changed, also under another name with an alias", async () => {
            const startedAt = world.startOf();
            world.project.writeProgram(form.program(fleet()));
            const { result, requests, text } = await world.count(() => world.project.up());
            assertSuccess(result);
            assert.match(text, /6 unchanged/);
            assert.equal(requests, form.looks * REQUESTS);
            assert.equal(world.startOf(), startedAt);
            assert.equal(world.project.resource("before"), undefined);
        });

        it("plans an update with the reason when the set has changed, and only warns where that is asked for", async () => {
            world.ecs.add({ instanceId: "i-4", tags: { role: "web" } });
            world.ecs.release("i-1");
            const { result, text } = await world.count(() => world.project.preview());
            assertSuccess(result);
            assert.match(text, /InstanceStatusGate gate update/);
            assert.match(text, /finds other instances, an update waits again: i-4 joined, i-1 left/);
            assert.match(text, /warning: the selector .* onDrift is "warn": i-4 joined, i-1 left/);
            assert.match(text, /InstanceStatuses statuses update/);
            assert.match(text, /Application app update/);
            assert.match(text, /3 to update\s+3 unchanged/);
        });

        it("gives the true set to dependents in the up", async () => {
            assertSuccess(await world.project.up());
            const ok = { "i-2": "Ok", "i-4": "Ok" };
            const { ids, health, now } = world.gate("app");
            assert.deepEqual([ids, health], [["i-2", "i-4"], ok]);
            assert.deepEqual(now, { "i-2": "Running", "i-4": "Running" });
            assert.deepEqual(world.gate("statuses")["healthById"], ok);
            assert.deepEqual(world.gate("warning")["instanceIds"], ["i-1", "i-2"]);
            assert.deepEqual(world.gate("ignoring")["instanceIds"], ["i-1", "i-2"]);
        });

        it("records in a refresh that a system is impaired; the next up waits again, with ids in place of the selector", async () => {
            world.ecs.setHealth("i-4", "Impaired");
            assertSuccess(await world.project.refresh());
            const impaired = { "i-2": "Ok", "i-4": "Impaired" };
            const { satisfied, healthById, instanceIds } = world.gate();
            assert.deepEqual([satisfied, healthById, instanceIds], [false, impaired, ["i-2", "i-4"]]);
            assert.deepEqual(world.gate("statuses")["healthById"], impaired);

            world.ecs.setHealth("i-4", "Ok");
            world.project.writeProgram(form.program(fleet(`instanceIds: ["i-4"], targetHealth: ["Ok"]`)));
            const before = world.ecs.requests.length;
            assertSuccess(await world.project.up());
            const byIds = world.gate();
            assert.deepEqual([byIds["satisfied"], byIds["instanceIds"], byIds["selector"]], [true, ["i-4"], undefined]);
            assert.deepEqual([byIds["statusById"], byIds["healthById"]], [{ "i-4": "Running" }, { "i-4": "Ok" }]);
            assert.ok(world.ecs.requests.slice(before).some(({ instanceIds: ids }) => ids.join() === "i-4"));
            assert.deepEqual(world.gate("app")["ids"], ["i-4"]);
        });

        it("plans an update for a selector in place of ids, and asks nothing for it while a tag is unknown", async () => {
            const tagged = `selector: { tags: { role: new Application("role", {}).startedAt } }`;
            world.project.writeProgram(form.program(fleet(tagged)));
            const { result, requests, text } = await world.count(() => world.project.preview());
            assertSuccess(result);
            assert.match(text, /InstanceStatusGate gate update/);
            assert.match(text, /Application app update \[diff: ~.*\bids/, "the dependent does not know the set yet");
            // at the warning gate and the statuses; in the native form at the ids of before too, but in Read alone
            assert.equal(requests, form.looks * 3);
        });
    });

    describe(`a gate whose selector finds too few, in the ${form.name} form, on the real engine`, () => {
        before(skipWithoutEngine);

        let world: World;
        /** @param image - what the second application is made of */
        const few = (image: string): string =>
            form.program(`
const few = { minInstanceCount: 3, initialDelay: "500ms", timeout: "2s" };
const gate = new Gate("gate", { ...few, selector: ${SELECTOR}, targetHealth: ["Ok"] });
new Gate("hidden", { ...few, selector: { tags: { role: pulumi.secret("web-of-the-moon") } } });
new Application("app", { ids: gate.instanceIds });
new Application("other", { image: ${image} });`);
        before(async () => {
            world = await form.create(few(`"v1"`));
            world.ecs.add({ instanceId: "i-1", tags: { role: "web" } });
            world.ecs.add({
                instanceId: "i-2",
                tags: { role: "web" },
                health: "Impaired",
                events: [{ type: "SystemMaintenance.Reboot", notBefore: "2026-11-26T10:00:00Z" }],
            });
            world.ecs.add({ instanceId: "i-3", tags: { role: "web-of-the-moon" }, status: "Starting" });
        });
        after(() => world.remove());

        async function failingUp(): Promise<string> {
            const { result, text } = await world.count(() => world.project.up({ args: ["--continue-on-error"] }));
            assertFailure(result);
            assert.equal(world.startOf(), undefined);
            assert.doesNotMatch(text, /of-the-moon/, "a secret tag is in the output");
            assert.doesNotMatch(world.project.rawState(), /of-the-moon/, "a secret tag is in the state");
            return text;
        }

        function assertKept(): void {
            const { satisfied, instanceIds, statusById, healthById, reachedInstanceIds } = world.gate();
            assert.equal(satisfied, false);
            assert.deepEqual([instanceIds, reachedInstanceIds], [["i-1", "i-2"], ["i-1"]]);
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Running" });
            assert.deepEqual(healthById, { "i-1": "Ok", "i-2": "Impaired" });
        }

        it("is kept as not satisfied with the members so far, and names them, their health and events", async () => {
            const text = await failingUp();
            assert.match(text, /\[timed out\] only 2 of at least 3 instances found with tag role=web after 2s/);
            assert.match(text, /i-2 .*Impaired/);
            assert.match(text, /SystemMaintenance\.Reboot, not before 2026-11-26T10:00:00Z/);
            assertKept();
            assert.equal(world.project.resource("gate")?.initErrors?.length, 1);
        });

        it("waits again after a refresh; a denial of the health names its action, and what was seen is kept", async () => {
            assertSuccess(await world.project.refresh());
            assert.equal(world.project.resource("gate")?.initErrors, undefined, "the engine has not forgotten");
            assertKept();
            world.ecs.fault({
                kind: "error",
                code: "Forbidden.RAM",
                action: "DescribeInstancesFullStatus",
                forMs: 600_000,
            });
            const text = await failingUp();
            assert.match(text, /"Action": "ecs:DescribeInstancesFullStatus"/);
            assert.doesNotMatch(text, /"Action": "ecs:DescribeInstances"/);
            assertKept();
        });

        it("names the action of a denied listing too", async () => {
            world.ecs.clearFaults();
            world.ecs.fault({ kind: "error", code: "Forbidden.RAM", action: "DescribeInstances", forMs: 600_000 });
            const text = await failingUp();
            assert.match(text, /"Action": "ecs:DescribeInstances"/);
            assert.doesNotMatch(text, /"Action": "ecs:DescribeInstancesFullStatus"/);
            assertKept();
            world.ecs.clearFaults();
        });

        it("is passed over by --target of a dependent, which gets the members so far", async () => {
            world.project.writeProgram(few("gate.instanceIds"));
            assertSuccess(await world.project.up({ args: ["--target", world.project.resource("other")!.urn] }));
            assert.deepEqual(world.gate("other")["image"], ["i-1", "i-2"]);
            assertKept();
        });

        it("is destroyed from that state", async () => {
            const { result, requests } = await world.count(() => world.project.destroy());
            assertSuccess(result);
            if (form.looks === 1) {
                assert.equal(requests, 0, "no handler is called but an empty one");
            }
            assert.deepEqual(world.project.state().resources, []);
        });
    });

    describe(`a gate with an invalid selector, in the ${form.name} form, on the real engine`, () => {
        before(skipWithoutEngine);

        it("is refused at each argument before any request", async () => {
            const tags = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`tag-${index}`, "x"]));
            const world = await form.create(
                form.program(`
new Gate("gate", {
    instanceIds: ["i-1"], absentGrace: "5s", targetHealth: [],
    selector: { tags: ${JSON.stringify(tags)}, vpcid: "vpc-1" } as any,
});`),
            );
            try {
                const { result, requests, text } = await world.count(() => world.project.preview());
                assertFailure(result);
                assert.equal(requests, 0);
                assert.match(text, /property instanceIds .* left out when `selector` is given/);
                assert.match(text, /property absentGrace .* left out when `selector` is given/);
                assert.match(text, /property targetHealth .* must be a list of/);
                assert.match(text, /`selector\.tags` must be an object with 1 to 20 tags/);
                assert.match(text, /unknown argument `selector\.vpcid`: did you mean `vpcId`\?/);
                assert.doesNotMatch(text, /\n +at /, "a stack trace");
            } finally {
                await world.remove();
            }
        });
    });
}
