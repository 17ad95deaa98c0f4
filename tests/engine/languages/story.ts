import assert from "node:assert/strict";
import { EcsEmulator } from "../../../sdk/testing";
import { endsWithin } from "../../support/ends-within";
import { type EngineProject, type PulumiResult, skipWithoutEngine } from "../../support/engine-project";
import type { PulumiProcess } from "../../support/pulumi-process";
import { assertFailure, assertSuccess } from "../world";

const SET_UP_MS = 600_000;

/**
 * What a native gate promises in every language, told by the quickstart of the language on the real engine.
 *
 * @param create - a stack of the quickstart, configured with these instances
 */
export function tellTheStory(
    language: string,
    create: (instanceIds: readonly string[], env: Readonly<Record<string, string>>) => Promise<EngineProject>,
): void {
    describe(`the quickstart in ${language}, on the real engine`, () => {
        before(skipWithoutEngine);

        let ecs: EcsEmulator;
        let project: EngineProject;
        before(async function () {
            this.timeout(SET_UP_MS);
            ecs = await EcsEmulator.start();
            project = await create(["i-1", "i-2"], { ...ecs.env, CI: "true" });
        });
        after(async () => {
            project.remove();
            await ecs.close();
        });

        const running = (): Record<string, unknown> => project.resource("running")?.outputs ?? {};

        async function run(
            command: "preview" | "up" | "refresh" | "destroy",
        ): Promise<PulumiResult & { asked: number }> {
            const before = ecs.requests.length;
            const result = await project[command]();
            return { ...result, asked: ecs.requests.length - before };
        }

        async function untilAsked(up: PulumiProcess, times: number): Promise<void> {
            while (ecs.requests.length < times) {
                assert.ok(up.isRunning, up.output);
                await new Promise((resolve) => setTimeout(resolve, 20));
            }
        }

        it("calls its functions in a preview, and waits for nothing there", async () => {
            ecs.add({ instanceId: "i-1", status: "Running" });
            ecs.add({ instanceId: "i-2", status: "Starting" });
            const preview = await run("preview");
            assertSuccess(preview);
            assert.equal(preview.asked, 2, "one request for each function");
            assert.match(preview.stdout, /InstanceStatusGate running create/);
        });

        it("holds the dependent back until all instances are Running", async () => {
            const before = ecs.requests.length;
            const up = project.startUp();
            await untilAsked(up, before + 3); // two functions, and the gate
            ecs.set("i-2", "Running");
            assertSuccess(await up.exited);
            assert.equal(running()["satisfied"], true);
            assert.ok(Number(running()["elapsedMs"]) >= 1_000, "it did not wait");
            const recorded = project.resource("recorded")?.outputs;
            assert.deepEqual(recorded?.["statusById"], { "i-1": "Running", "i-2": "Running" });
            assert.equal(project.outputs()["firstIsAbsent"], false);
            assert.ok(Number(project.outputs()["waitedMs"]) >= 1_000);
        });

        it("passes when nothing has changed", async () => {
            const up = await run("up");
            assertSuccess(up);
            assert.match(up.stdout, /3 unchanged/);
        });

        it("waits again when an instance has left Running, and keeps a wait that timed out", async () => {
            ecs.set("i-2", "Starting");
            const up = await run("up");
            assertFailure(up);
            assert.match(up.stdout + up.stderr, /\[timed out\] 1 of 2 instances is not Running after 5s/);
            assert.equal(running()["satisfied"], false);
            assert.deepEqual(running()["statusById"], { "i-1": "Running", "i-2": "Starting" });
        });

        it("waits again after that, also with a refresh in between, and is over with Ctrl-C", async () => {
            assertSuccess(await run("refresh"));
            const before = ecs.requests.length;
            const up = project.startUp();
            await untilAsked(up, before + 5); // two functions, two resources that are read, and the gate itself
            up.signal("SIGINT");
            await endsWithin(1_000, "the run", () => !up.isRunning);
            const result = await up.exited;
            assertFailure(result);
            assert.match(result.stdout + result.stderr, /\[aborted\]/);
            assert.equal(running()["satisfied"], false);
            assert.deepEqual(project.state().pending_operations, []);
        });

        it("is satisfied once they are all Running again", async () => {
            ecs.set("i-2", "Running");
            assertSuccess(await run("up"));
            assert.equal(running()["satisfied"], true);
        });

        it("is destroyed, with nothing left", async () => {
            assertSuccess(await run("destroy"));
            assert.deepEqual(project.state().resources, []);
        });
    });
}
