import { ResourceProvider } from "../../provider/cmd/pulumi-resource-alicloud-instance-status/resource-provider";
import { serve } from "../../provider/cmd/pulumi-resource-alicloud-instance-status/server";
import type { EcsEmulator } from "../../sdk/testing";
import { PluginClient } from "./plugin-client";
import { onWire } from "./wire";

/** Stands for an unknown value in the messages between engine and plugin. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Marks a secret there: `{ ...SECRET, value }`. */
export const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Runs a test with the native plugin, which is configured, and an emulated ECS with the instance `i-1`. */
export function withPlugin(
    test: (plugin: PluginClient, ecs: EcsEmulator) => Promise<void>,
    { env, ...options }: { readsFirst?: boolean; env?: Record<string, string> } = {},
): () => Promise<void> {
    return onWire({ instances: [{ instanceId: "i-1", status: "Running" }] }, async ({ ecs }) => {
        const provider = new ResourceProvider({
            env: env ?? ecs.env,
            schema: () => '{"name":"alicloud-instance-status"}',
            connectToEngine: () => undefined,
        });
        const served = await serve(provider);
        const plugin = new PluginClient(served.port);
        try {
            await plugin.handshake(options);
            await plugin.configure({});
            await test(plugin, ecs);
        } finally {
            plugin.close();
            served.stop();
        }
    });
}
