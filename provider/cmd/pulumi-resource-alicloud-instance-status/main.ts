#!/usr/bin/env node
import { credentials } from "@grpc/grpc-js";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb";
import engineMessages from "@pulumi/pulumi/proto/engine_pb";
import { connectToEngine, engineAddress, type EngineClient } from "../../engine/engine-client";
import { watchEngine } from "../../engine/watch-engine";
import { redact } from "../../ecs/redact";
import { VERSION } from "../../version";
import { traceFault } from "./fault-trace";
import { ResourceProvider } from "./resource-provider";
import schema from "./schema.json";
import { serve } from "./server";

/*
 * The plugin: the engine starts it with its own address as the last argument, and reads the port of this server from the
 * first line of stdout. Nothing else is ever printed there.
 */

/** One connection to each engine: the command line, the handshake and the watch name the same one. */
function connections(): (address: string) => EngineClient | undefined {
    const engines = new Map<string, EngineClient | undefined>();
    return (address) => {
        if (!engines.has(address)) {
            const client = connectToEngine(address, () => ({
                EngineClient: engineService.EngineClient,
                messages: engineMessages,
                createInsecure: () => credentials.createInsecure(),
            }));
            engines.set(address, client);
        }
        return engines.get(address);
    };
}

async function main(args: readonly string[]): Promise<void> {
    if (args.includes("--version")) {
        console.log(VERSION);
        return;
    }
    if (args.includes("--help") || args.includes("-h")) {
        console.log(
            "The plugin of the Pulumi provider alicloud-instance-status. The Pulumi CLI starts it; install it with\n" +
                `  pulumi plugin install resource alicloud-instance-status v${VERSION} --file <archive>`,
        );
        return;
    }
    const address = engineAddress(args);
    const connect = connections();
    const provider = new ResourceProvider(
        { env: process.env, schema: () => JSON.stringify(schema), connectToEngine: connect },
        address,
    );
    const { port, answered } = await serve(provider);
    const end = (): void => {
        provider.cancel();
        void answered().then(() => process.exit(0));
        setTimeout(() => process.exit(0), 1_000); // what has not answered by then, nobody waits for
    };
    process.on("SIGTERM", end);
    process.on("SIGINT", end);
    // a CLI that is killed tells nobody: no process of this plugin may outlive it
    watchEngine(address === undefined ? undefined : connect(address), () => process.exit(1));
    console.log(port);
}

/** To the engine's log: what it was, without what it carries; that may be a request with its signature. */
function report(error: unknown): void {
    traceFault(error);
    console.error(error instanceof Error ? `${error.name}: ${redact(error.message)}` : "a fault without a message");
}

// a fault outside of any call must not take the other calls with it
process.on("unhandledRejection", report);
process.on("uncaughtException", report);

main(process.argv.slice(2)).catch((error: unknown) => {
    report(error);
    process.exit(1);
});
