import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";

import { EcsEmulator } from "../../../../../sdk/testing";
import { CommandProcess } from "../../../../support/command-process";
import { setVariables } from "../../../../support/wire";
import { ask, send, statuses, type RawAnswer } from "../raw-client";

const ROOT = join(__dirname, "../../../../..");

/** The rest of its first output has come when this has. */
const STARTED = /curl '(http:\/\/127\.0\.0\.1:\d+(\/.*))'\n|without a signature are refused/;

describe("the command alicloud-ecs-emulator", () => {
    const started: CommandProcess[] = [];

    function run(...args: string[]): CommandProcess {
        const command = ["-r", "ts-node/register/transpile-only", "sdk/testing/command/main.ts", ...args];
        const emulator = new CommandProcess(process.execPath, command, ROOT);
        started.push(emulator);
        return emulator;
    }

    async function end(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
        const emulator = run(...args);
        const { code } = await emulator.exited;
        return { code, stdout: emulator.stdout, stderr: emulator.stderr };
    }

    afterEach(async () => {
        for (const emulator of started.splice(0)) {
            emulator.signal("SIGKILL");
            await emulator.exited;
        }
    });

    /** Does what the printed line for curl says. */
    async function askAsPrinted(emulator: CommandProcess): Promise<RawAnswer> {
        const [, url = ""] = await emulator.wrote(STARTED);
        const { host, pathname, search } = new URL(url);
        return send({ endpoint: host }, "GET", pathname + search, {}, "");
    }

    it("answers the line for curl that it prints, and prints the request", async () => {
        const emulator = run("--instance", "i-1=Stopped", "--instance", "i-2=Pending:1h,Running");
        const answer = await askAsPrinted(emulator);
        assert.deepEqual(statuses(answer), { "i-1": "Stopped", "i-2": "Pending" });
        await emulator.wrote(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}200 {2}cn-hangzhou {2}all instances$/m);
    });

    it("has instances with tags and health from JSON, and says so", async () => {
        const instance = {
            instanceId: "i-1",
            status: "Running",
            healthScript: [["Initializing", "40s"], ["Ok"]],
            tags: { role: "web", env: "prod" },
        };
        const emulator = run("--instance", JSON.stringify(instance));
        const [, url = ""] = await emulator.wrote(STARTED);
        assert.match(
            emulator.stdout,
            /^ {2}i-1 in cn-hangzhou: Running; health: Initializing for 40s, then Ok; tags: role=web, env=prod$/m,
        );
        const { host } = new URL(url);
        const query = "/?Version=2014-05-26&RegionId=cn-hangzhou&Format=JSON&Action=";
        const health = await send({ endpoint: host }, "GET", `${query}DescribeInstancesFullStatus`, {}, "");
        assert.match(health.body, /"HealthStatus":\{"Code":\d+,"Name":"Initializing"\}/);
        const listed = await send({ endpoint: host }, "GET", `${query}DescribeInstances&Tag.1.Key=role`, {}, "");
        assert.equal(listed.json.TotalCount, 1);
        await emulator.wrote(/ {2}200 {2}DescribeInstances {2}cn-hangzhou {2}role$/m);
    });

    it("has something to show when no instance is named", async () => {
        assert.deepEqual(statuses(await askAsPrinted(run())), { "i-example": "Pending" });
    });

    it("prints variables that a shell reads back as they are meant", async () => {
        const emulator = run("--access-key", "it's", "--secret-key", "$HOME `id`", "--region", "eu-central-1");
        await emulator.wrote(STARTED);
        const exports = emulator.stdout.split("\n").filter((line) => line.startsWith("export "));
        const script = `${exports.join("\n")}\nexec "$0" -p 'JSON.stringify(process.env)'`;
        const env = JSON.parse(
            execFileSync("sh", ["-c", script, process.execPath], { env: {}, encoding: "utf8" }),
        ) as Record<string, string>;
        const endpoint = env["ALIBABA_CLOUD_ENDPOINT_ECS"] ?? "";
        const twin = await EcsEmulator.start({ accessKey: "it's", secretKey: "$HOME `id`", regionId: "eu-central-1" });
        // the command has nothing of this process's environment, and so no exceptions from a proxy either
        const giveBack = setVariables({ NO_PROXY: undefined, no_proxy: undefined });
        const expected = Object.entries(twin.env).map(([name, value]) => [
            name,
            value.replace(twin.endpoint, endpoint),
        ]);
        giveBack();
        await twin.close();
        for (const [name = "", value] of expected) {
            assert.equal(env[name], value, name);
        }
        const signed = await ask({ endpoint, env } as unknown as EcsEmulator);
        assert.equal(signed.status, 200);
    });

    it("checks the signature of what is signed", async () => {
        const emulator = run("--secret-key", "right");
        const [, url = ""] = await emulator.wrote(STARTED);
        const ecs = { endpoint: new URL(url).host, env: { ALICLOUD_ACCESS_KEY: "emulator-access-key" } };
        const answer = await ask(ecs as unknown as EcsEmulator, { secretKey: "wrong" });
        assert.equal(answer.json.Code, "SignatureDoesNotMatch");
        await emulator.wrote(/ {2}400 SignatureDoesNotMatch {2}/);
    });

    it("refuses what is not signed when told to, and then prints no line for curl", async () => {
        const emulator = run("--signed-only");
        await emulator.wrote(STARTED);
        assert.doesNotMatch(emulator.stdout, /curl/);
        const [endpoint = ""] = /127\.0\.0\.1:\d+/.exec(emulator.stdout) ?? [];
        assert.equal((await send({ endpoint }, "GET", "/?Format=JSON", {}, "")).json.Code, "MissingParameter");
    });

    it("throttles and takes its time when told to", async () => {
        const emulator = run("--quota-per-minute", "0", "--latency", "50ms");
        await emulator.wrote(STARTED);
        const before = performance.now();
        assert.equal((await askAsPrinted(emulator)).json.Code, "Throttling.User");
        assert.ok(performance.now() - before >= 49);
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`ends with 0 on ${signal}, also while a client is connected and waits`, async () => {
            const emulator = run("--latency", "1h");
            const [, url = ""] = await emulator.wrote(STARTED);
            const client = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined);
            const closed = new Promise((resolve) => client.once("close", resolve)); // by a reset, or in order
            await once(client, "connect");
            client.write("GET / HTTP/1.1\r\nhost: ecs\r\n\r\n");
            emulator.signal(signal);
            assert.deepEqual(await emulator.exited, { code: 0, signal: null });
            assert.equal(emulator.stderr, "");
            await closed;
        });
    }

    it("ends without a word when nobody reads what it prints any more", async () => {
        const emulator = run();
        const [, url = ""] = await emulator.wrote(STARTED);
        emulator.stopReading();
        const { host, pathname, search } = new URL(url);
        await send({ endpoint: host }, "GET", pathname + search, {}, "").catch(() => undefined); // makes it print a line
        assert.deepEqual(await emulator.exited, { code: 0, signal: null });
        assert.equal(emulator.stderr, "");
    });

    it("says which port is in use, and ends with 1", async () => {
        const other = await new Promise<Server>((resolve) => {
            const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
        });
        const { port } = other.address() as AddressInfo;
        const { code, stdout, stderr } = await end(["--port", String(port)]);
        other.close();
        assert.deepEqual([code, stdout], [1, ""]);
        assert.equal(
            stderr,
            `--port: cannot listen on port ${port} of 127.0.0.1: it is in use. Omit --port for a free port.\n`,
        );
    });

    it("takes the port that it is told", async () => {
        const first = await EcsEmulator.start();
        await first.close();
        const emulator = run("--port", first.endpoint.split(":")[1] ?? "");
        assert.equal((await emulator.wrote(/http:\/\/([\d.:]+),/))[1], first.endpoint);
    });

    it("ends with 2 for arguments that it cannot understand, and tells where to read about them", async () => {
        const { code, stdout, stderr } = await end(["--instance", "web"]);
        assert.deepEqual([code, stdout], [2, ""]);
        assert.match(stderr, /^--instance: expected id.*, got "web"\n.*--help.*\n$/);
    });

    it("prints its help, and the version of the package", async () => {
        const help = await end(["--help"]);
        assert.deepEqual([help.code, help.stderr], [0, ""]);
        assert.match(help.stdout, /^Usage: alicloud-ecs-emulator/);
        const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
        assert.deepEqual(await end(["--version"]), { code: 0, stdout: `${version}\n`, stderr: "" });
    });
});
