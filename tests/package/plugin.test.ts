import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import proto from "@pulumi/pulumi/proto/provider_pb";
import type plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import schema from "../../provider/cmd/pulumi-resource-alicloud-instance-status/schema.json";
import { VERSION } from "../../provider/version";
import { ensureExecutable } from "../../scripts/plugin/ensure-executable";
import { archiveNameOf, makeArchives } from "../../scripts/plugin/make-archives";
import { check, configure, handshake, invoke } from "../../scripts/plugin/messages";
import { thisPlatform } from "../../scripts/plugin/platforms";
import { PluginProcess } from "../../scripts/plugin/plugin-process";
import { EcsEmulator } from "../../sdk/testing";
import { EngineProject, skipWithoutEngine } from "../support/engine-project";

/** Building it fetches Node once, on a slow network perhaps. */
const BUILT_WITHIN_MS = 10 * 60_000;

describe("the native plugin as one executable", function () {
    this.timeout(60_000);

    let folder: string;
    let executable: string;
    let ecs: EcsEmulator | undefined;
    /** Nothing but the emulator's address and keys: no PATH on which there could be a Node. */
    let env: Record<string, string>;

    before(async function () {
        this.timeout(BUILT_WITHIN_MS);
        folder = mkdtempSync(join(tmpdir(), "plugin-test-"));
        const built = await ensureExecutable();
        // alone: no node_modules beside it or above it
        executable = join(folder, basename(built));
        copyFileSync(built, executable);
        ecs = await EcsEmulator.start({
            instances: [{ instanceId: "i-1" }, { instanceId: "i-2", status: "Stopped" }],
        });
        env = { PATH: "", ...ecs.env };
    });
    after(async () => {
        await ecs?.close();
        rmSync(folder, { recursive: true, force: true });
    });

    function start(extra: Record<string, string> = {}): Promise<PluginProcess> {
        // the engine's own flags, some of which are flags of Node too
        return PluginProcess.start(executable, ["--logtostderr", "-v=9", "--tracing", "file:trace"], {
            env: { ...env, ...extra },
            cwd: folder,
        });
    }

    async function started<T>(work: (plugin: PluginProcess) => Promise<T>, extra?: Record<string, string>): Promise<T> {
        const plugin = await start(extra);
        try {
            return await work(plugin);
        } finally {
            await plugin.kill();
        }
    }

    it("says its version", () => {
        assert.equal(execFileSync(executable, ["--version"], { env: { PATH: "" }, encoding: "utf8" }), `${VERSION}\n`);
    });

    it("introduces itself as the engine expects it", async () => {
        await started(async (plugin) => {
            await plugin.ask((client, done) => client.handshake(handshake(""), done));
            const info = await plugin.ask<plugin.PluginInfo>((client, done) => client.getPluginInfo(new Empty(), done));
            assert.equal(info.getVersion(), VERSION);
            const answer = await plugin.ask<proto.GetSchemaResponse>((client, done) =>
                client.getSchema(new proto.GetSchemaRequest(), done),
            );
            assert.deepEqual(JSON.parse(answer.getSchema()), JSON.parse(JSON.stringify(schema)));
        });
    });

    it("says what is wrong with its configuration", async () => {
        await started(async (plugin) => {
            const answer = await plugin.ask<proto.CheckResponse>((client, done) =>
                client.checkConfig(check("", { regoin: "cn-hangzhou" }), done),
            );
            assert.deepEqual(
                answer.getFailuresList().map((failure) => failure.getProperty()),
                ["regoin"],
            );
        });
    });

    it("asks ECS, and writes nothing but its port", async () => {
        await started(async (plugin) => {
            await plugin.ask((client, done) => client.handshake(handshake(""), done));
            await plugin.ask((client, done) => client.configure(configure({}), done));
            const request = invoke("getInstanceStatuses", { instanceIds: ["i-1", "i-2"] });
            const answer = await plugin.ask<proto.InvokeResponse>((client, done) => client.invoke(request, done));
            const { statusById } = answer.getReturn()?.toJavaScript() as { statusById: object };
            assert.deepEqual(statusById, { "i-1": "Running", "i-2": "Stopped" });
            assert.match(plugin.stdout, /^\d+\n$/);
            assert.equal(plugin.stderr, "");
        });
    });

    it("is not compiled again when it starts", async () => {
        await started(
            async (plugin) => {
                await plugin.ask((client, done) =>
                    client.invoke(invoke("getInstanceStatus", { instanceId: "i-1" }), done),
                );
                const lines = plugin.stderr.match(/(?:start|later): code cache .*/g);
                assert.deepEqual(lines, ["start: code cache used", "later: code cache used"]);
            },
            { NODE_DEBUG: "plugin" },
        );
    });

    it("takes no options that are meant for the Node of the program", async () => {
        const hook = join(folder, "hook.cjs");
        writeFileSync(hook, 'console.log("not a port");');
        await started((plugin) => Promise.resolve(assert.match(plugin.stdout, /^\d+\n$/)), {
            NODE_OPTIONS: `--require ${hook} --max-old-space-size=100`,
        });
    });

    it("ends soon when it is told to", async () => {
        const plugin = await start();
        const startedAt = performance.now();
        plugin.process.kill("SIGTERM");
        assert.deepEqual(await plugin.exited, { code: 0, signal: null });
        assert.ok(performance.now() - startedAt < 2_000);
    });

    describe("in its archive", function () {
        before(skipWithoutEngine);

        let project: EngineProject | undefined;
        let archives: string;
        before(async function () {
            this.timeout(BUILT_WITHIN_MS);
            archives = join(folder, "archives");
            await makeArchives([thisPlatform()], () => undefined, archives);
            project = await EngineProject.create({ program: "" });
        });
        after(() => project?.remove());

        it("is installed by the CLI without a network, and found", async () => {
            const archive = join(archives, archiveNameOf(thisPlatform()));
            const name = "alicloud-instance-status";
            const run = (args: string[]) => (project as EngineProject).run(args);
            const install = ["plugin", "install", "resource", name, `v${VERSION}`, "--file", archive];
            const { code, stdout, stderr } = await run(install);
            assert.equal(code, 0, stdout + stderr);
            const list = await run(["plugin", "ls", "--json"]);
            const [installed] = JSON.parse(list.stdout) as { name: string; kind: string; version: string }[];
            assert.deepEqual([installed?.name, installed?.kind, installed?.version], [name, "resource", VERSION]);
            const shown = await run(["package", "get-schema", `${name}@${VERSION}`]);
            assert.equal((JSON.parse(shown.stdout) as { name: string }).name, name, shown.stderr);
        });

        it("is listed with its checksum, and lies there with the licences", () => {
            const list = readFileSync(join(archives, "SHA256SUMS"), "utf8");
            assert.match(list, new RegExp(`^[0-9a-f]{64}  ${archiveNameOf(thisPlatform())}\n$`));
            const names = execFileSync("tar", ["-tzf", join(archives, archiveNameOf(thisPlatform()))], {
                encoding: "utf8",
            });
            assert.deepEqual(names.trim().split("\n"), [
                basename(executable),
                "LICENSE",
                "LICENSES-OF-OTHERS",
                "README.md",
            ]);
        });
    });
});
