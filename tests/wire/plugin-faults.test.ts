import proto from "@pulumi/pulumi/proto/provider_pb";
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { faultTrace } from "../../provider/cmd/pulumi-resource-alicloud-instance-status/fault-trace";
import { pluginFolder } from "../support/plugin";
import { PluginClient } from "../support/plugin-client";

/** What the plugin writes to stderr when a call fails. */
async function stderrOfFailingCall(env: Record<string, string>): Promise<string> {
    const file = join(await pluginFolder(), "pulumi-resource-alicloud-instance-status");
    const plugin: ChildProcess = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    plugin.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const [port] = (await once(plugin.stdout!.setEncoding("utf8"), "data")) as [string];
    const client = new PluginClient(Number(port));
    try {
        const request = new proto.ReadRequest();
        request.setUrn("urn:pulumi:dev::test::alicloud-instance-status:index:Nothing::a");
        await assert.rejects(client.call("read", request), /there is no resource/);
    } finally {
        client.close();
        plugin.kill("SIGTERM");
        await once(plugin, "close");
    }
    return stderr;
}

describe("the trace of a failing call of the plugin", function () {
    this.timeout(60_000);

    it("is not written unless it is asked for", async () => {
        assert.equal(await stderrOfFailingCall({}), "");
    });

    it("is written to stderr with NODE_DEBUG=alicloud-instance-status", async () => {
        const stderr = await stderrOfFailingCall({ NODE_DEBUG: "alicloud-instance-status" });
        assert.match(stderr, /ALICLOUD-INSTANCE-STATUS \d+: Error: there is no resource[^\n]*\n\s+at /);
    });

    it("shows where, with all causes, and nothing that is secret", () => {
        const cause = new TypeError("bad answer: StringToSign=GET&made-up-token\nmade-up-line");
        const error = new Error("it failed for i-hidden", { cause });
        const trace = faultTrace(error, (text) => text.replaceAll("i-hidden", "[secret]"));
        assert.match(trace, /^Error: it failed for \[secret\]\n\s+at .*plugin-faults/);
        assert.match(trace, /\ncaused by TypeError: bad answer:\n\s+at .*plugin-faults/);
        assert.doesNotMatch(trace, /hidden|made-up/);
    });

    it("is that of whatever was thrown", () => {
        assert.equal(faultTrace("a text"), "a text");
        assert.equal(faultTrace(undefined), "undefined");
    });
});
