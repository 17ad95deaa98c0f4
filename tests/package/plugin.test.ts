import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import proto from "@pulumi/pulumi/proto/provider_pb";
import type plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import schema from "../../provider/cmd/pulumi-resource-alicloud-instance-status/schema.json";
import { VERSION } from "../../provider/version";
import { ensureArchive } from "../../scripts/plugin/archive";
import { ensureExecutable } from "../../scripts/plugin/executable";
import { EcsEmulator } from "../../sdk/testing";
import { EngineProject, skipWithoutEngine } from "../support/engine-project";
import { PluginProcess } from "../support/plugin-process";

/** The build downloads Node once, perhaps over a slow network. */
const BUILT_WITHIN_MS = 10 * 60_000;

describe("the native plugin as one executable", () => {
    let folder: string;
    let executable: string;
    let ecs: EcsEmulator | undefined;
    /** The address and keys of the emulator, and no PATH with a Node. */
    let env: Record<string, string>;

    before(async function () {
        this.timeout(BUILT_WITHIN_MS);
        folder = mkdtempSync(join(tmpdir(), "plugin-test-"));
        const built = await ensureExecutable();
        // a folder without node_modules beside it or above it
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
        // flags of the engine, some of which are flags of Node too
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
            await plugin.client.handshake();
            const info = await plugin.client.call<plugin.PluginInfo>("getPluginInfo", new Empty());
            assert.equal(info.getVersion(), VERSION);
            const request = new proto.GetSchemaRequest();
            const answer = await plugin.client.call<proto.GetSchemaResponse>("getSchema", request);
            assert.deepEqual(JSON.parse(answer.getSchema()), JSON.parse(JSON.stringify(schema)));
        });
    });

    it("says what is wrong with its configuration", async () => {
        await started(async (plugin) => {
            const { failures } = await plugin.client.checkConfig({ regoin: "cn-hangzhou" });
            assert.deepEqual(Object.keys(failures), ["regoin"]);
        });
    });

    it("asks ECS, and writes nothing but its port", async () => {
        await started(async (plugin) => {
            await plugin.client.handshake();
            await plugin.client.configure({});
            const { result } = await plugin.client.invoke("getInstanceStatuses", { instanceIds: ["i-1", "i-2"] });
            assert.deepEqual(result["statusById"], { "i-1": "Running", "i-2": "Stopped" });
            assert.match(plugin.stdout, /^\d+\n$/);
            assert.equal(plugin.stderr, "");
        });
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
        plugin.signal("SIGTERM");
        assert.deepEqual(await plugin.exited, { code: 0, signal: null });
        assert.ok(performance.now() - startedAt < 2_000);
    });

    describe("in its archive", () => {
        before(skipWithoutEngine);

        let project: EngineProject | undefined;
        let archive: string;
        before(async function () {
            this.timeout(BUILT_WITHIN_MS);
            archive = await ensureArchive();
            project = await EngineProject.create({ program: "" });
        });
        after(() => project?.remove());

        it("is installed by the CLI without a network, and found", async () => {
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

        it("has the name that the CLI downloads, and holds the licences too", () => {
            const os = process.platform === "win32" ? "windows" : process.platform;
            const architecture = process.arch === "x64" ? "amd64" : process.arch;
            const name = `pulumi-resource-alicloud-instance-status-v${VERSION}-${os}-${architecture}.tar.gz`;
            assert.equal(basename(archive), name);
            const files = execFileSync("tar", ["-tzf", archive], { encoding: "utf8" }).trim().split("\n");
            assert.deepEqual(files, [basename(executable), "LICENSE", "LICENSES-OF-OTHERS", "README.md"]);
        });

        it("holds the licence of each package and of the Node inside", () => {
            const texts = execFileSync("tar", ["-xzOf", archive, "LICENSES-OF-OTHERS"], { encoding: "utf8" });
            const chapters = [...texts.matchAll(/^={80}\n(.+) \d+\.\d+\.\d+\n={80}$/gm)].map(([, name]) => name);
            for (const name of ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"]) {
                assert.ok(chapters.includes(name), name);
            }
            assert.match(chapters.at(-1) ?? "", /^node-/);
            assert.match(texts, /Copyright Node\.js contributors/);
        });
    });
});
