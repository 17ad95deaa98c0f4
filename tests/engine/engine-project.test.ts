import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { processesOf } from "../../scripts/engine/leftovers";
import { endsWithin } from "../support/ends-within";
import { EngineProject, skipWithoutEngine, waitForOutput } from "../support/engine-project";

/** A dynamic resource that takes its time, by the plain means of the SDK: what is tested here is the test equipment. */
const SLOW_RESOURCE = `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
const provider: pulumi.dynamic.ResourceProvider = {
    async create(inputs) {
        console.log("creating in", process.pid);
        await new Promise((resolve) => setTimeout(resolve, inputs.ms));
        return { id: "slow-1", outs: { ...inputs, endpoint: process.env.SOME_ENDPOINT } };
    },
};
class Slow extends pulumi.dynamic.Resource {
    declare readonly endpoint: pulumi.Output<string>;
    constructor(name: string, ms: number) {
        super(provider, name, { ms, endpoint: undefined, word: config.getSecret("word") }, {}, "test", "Slow");
    }
}
console.log("list of", config.requireObject<string[]>("list").length);
export const endpoint = new Slow("slow", config.requireNumber("ms")).endpoint;
`;

/** Such processes end by themselves, but not at once. */
function expectNoProcessOf(root: string): Promise<void> {
    return endsWithin(2_000, `the processes of ${root}`, () => processesOf(root).length === 0);
}

describe("EngineProject", () => {
    before(skipWithoutEngine);

    let project: EngineProject | undefined;
    afterEach(() => project?.remove());

    async function createProject(ms: number, program = SLOW_RESOURCE): Promise<EngineProject> {
        return (project = await EngineProject.create({
            program,
            config: { ms, list: ["a", "b"] },
            secretConfig: { word: "not-to-be-seen" },
            env: { SOME_ENDPOINT: "127.0.0.1:1" },
        }));
    }

    it("takes a program through up, preview, refresh and destroy", async () => {
        const { up, preview, refresh, destroy } = await createProject(0).then(async (created) => ({
            up: await created.up(),
            state: created.state(),
            preview: await created.preview(),
            refresh: await created.refresh(),
            destroy: await created.destroy(),
        }));
        for (const { code, stdout, stderr } of [up, preview, refresh, destroy]) {
            assert.equal(code, 0, stdout + stderr);
        }
        assert.match(up.stdout, /list of 2/);
        assert.match(preview.stdout, /2 unchanged/);
        assert.ok(up.endedAt - up.startedAt > 100);
        assert.deepEqual(project?.state().resources, []);
    });

    it("reads resources, outputs and whether a secret got out from the state", async () => {
        const created = await createProject(0);
        await created.up();
        assert.equal(created.resource("slow")?.id, "slow-1");
        assert.equal(created.resource("Slow")?.type, "pulumi-nodejs:dynamic/test:Slow");
        assert.equal(created.resource("other"), undefined);
        assert.deepEqual(created.outputs(), { endpoint: "127.0.0.1:1" });
        assert.match(created.rawState(), /slow-1/);
        assert.doesNotMatch(created.rawState() + created.rawLogs(), /not-to-be-seen/);
    });

    it("says what a failing program said", async () => {
        const { code, stdout } = await (await createProject(0, "throw new Error('no good');")).up();
        assert.notEqual(code, 0);
        assert.match(stdout, /Error: no good/);
    });

    it("ends a program that never ends at the first signal", async () => {
        const created = await createProject(0, "console.log('begun'); setInterval(() => undefined, 1000);");
        const up = created.startUp();
        await waitForOutput(up, /begun/);
        up.signal("SIGINT");
        await endsWithin(1_000, "the run", () => !up.isRunning);
        const { code } = await up.exited;
        assert.notEqual(code, 0);
        await expectNoProcessOf(created.folder.root);
    });

    it("ends a waiting dynamic resource at the second signal", async () => {
        const created = await createProject(60_000);
        const up = created.startUp();
        await waitForOutput(up, /creating in/);
        up.signal("SIGINT");
        await waitForOutput(up, /received; cancelling/);
        await sleep(500);
        assert.ok(up.isRunning);
        up.signal("SIGINT");
        const { code } = await up.exited;
        assert.notEqual(code, 0);
        assert.equal(created.state().pending_operations[0]?.resource.type, "pulumi-nodejs:dynamic/test:Slow");
        await expectNoProcessOf(created.folder.root);
    });

    it("leaves no process and no folder, even when the CLI was killed outright", async () => {
        const created = await createProject(60_000);
        const up = created.startUp();
        await waitForOutput(up, /creating in/);
        up.signal("SIGKILL");
        await up.exited;
        assert.notDeepEqual(processesOf(created.folder.root), [], "the provider process lives on by itself");
        created.remove();
        await expectNoProcessOf(created.folder.root);
        assert.ok(!existsSync(created.folder.root));
    });
});
