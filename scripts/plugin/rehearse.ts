import proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EcsEmulator } from "../../sdk/testing";
import { check, configure, create, diff, GATE, handshake, invoke, read } from "./messages";
import { PluginProcess } from "./plugin-process";
import { SilentEngine } from "./silent-engine";

/**
 * Takes a plugin through what a run of the engine asks of it, so that all of it has been compiled once.
 *
 * @param end - called when it has answered all; it has to end by that
 */
export async function rehearse(
    command: string,
    args: readonly string[],
    end: (plugin: PluginProcess) => void,
): Promise<void> {
    const ecs = await EcsEmulator.start({ instances: [{ instanceId: "i-1" }] });
    const engine = await SilentEngine.start();
    try {
        // nothing of the machine's own settings: all plugins are compiled by the same calls
        const env = { ...ecs.env };
        const plugin = await PluginProcess.start(command, [...args, engine.address], { env, messages: true });
        try {
            await askAll(plugin, engine.address);
            end(plugin);
            const { code, signal } = await plugin.exited;
            if (code !== 0) {
                throw new Error(`The plugin ended with ${code ?? signal}:\n${plugin.stderr}`);
            }
        } finally {
            await plugin.kill();
        }
    } finally {
        engine.close();
        await ecs.close();
    }
}

async function askAll(plugin: PluginProcess, engineAddress: string): Promise<void> {
    await plugin.ask((client, done) => client.handshake(handshake(engineAddress), done));
    await plugin.ask((client, done) => client.getPluginInfo(new Empty(), done));
    await plugin.ask((client, done) => client.getSchema(new proto.GetSchemaRequest(), done));
    await plugin.ask((client, done) => client.checkConfig(check("", {}), done));
    await plugin.ask((client, done) => client.configure(configure({}), done));
    const one = invoke("getInstanceStatus", { instanceId: "i-1" });
    await plugin.ask((client, done) => client.invoke(one, done));
    const several = invoke("getInstanceStatuses", { instanceIds: ["i-1"] });
    await plugin.ask((client, done) => client.invoke(several, done));
    const checked = await plugin.ask<proto.CheckResponse>((client, done) =>
        client.check(check(GATE, { instanceIds: ["i-1"] }), done),
    );
    const inputs = checked.getInputs();
    await plugin.ask((client, done) => client.create(create(GATE, inputs, true), done));
    const created = await plugin.ask<proto.CreateResponse>((client, done) =>
        client.create(create(GATE, inputs, false), done),
    );
    const [id, outputs] = [created.getId(), created.getProperties()];
    await plugin.ask((client, done) => client.read(read(GATE, id, inputs, outputs), done));
    await plugin.ask((client, done) => client.diff(diff(GATE, id, inputs, outputs), done));
}
