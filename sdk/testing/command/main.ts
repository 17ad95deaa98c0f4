#!/usr/bin/env node
import { readFileSync } from "node:fs";

import { CommandLineError } from "./command-line-error";
import { HELP_TEXT } from "./help-text";
import { readCommandLine } from "./read-command-line";
import { requestLine } from "./request-line";
import { startText } from "./start-text";
import { EcsEmulator } from "../ecs-emulator";
import type { EcsEmulatorOptions } from "../emulator-options";

/** The command `alicloud-ecs-emulator`: an emulator to look at, with curl or with whatever asks ECS. */
async function main(args: readonly string[]): Promise<void> {
    const command = readCommandLine(args);
    if (command.does === "help") {
        print(HELP_TEXT);
    } else if (command.does === "version") {
        print(`${version()}\n`);
    } else {
        await serve(command.options);
    }
}

async function serve(options: EcsEmulatorOptions): Promise<void> {
    const ecs = await start({ ...options, onRequest: (request) => print(`${requestLine(request)}\n`) });
    const close = (): void => void ecs.close();
    // nothing else keeps the process alive, so it ends by itself, with 0; a second Ctrl-C need not wait for that
    process.once("SIGINT", close).once("SIGTERM", close);
    // whoever read the output is gone, as `head` is after its lines: then nobody looks at the emulator either
    process.stdout.once("error", close);
    print(startText(ecs, options));
}

async function start(options: EcsEmulatorOptions): Promise<EcsEmulator> {
    try {
        return await EcsEmulator.start(options);
    } catch (error) {
        const { code, syscall } = error as NodeJS.ErrnoException;
        if (syscall !== "listen") {
            throw error;
        }
        const why = code === "EADDRINUSE" ? "is in use already" : `cannot be listened on (${code ?? "unknown"})`;
        throw new CommandLineError(
            `--port: ${options.port ?? 0} of 127.0.0.1 ${why}; name another one, or none for any that is free`,
            1,
        );
    }
}

/** By the package's own name, for this file is compiled into another folder. */
function version(): string {
    const file = require.resolve("pulumi-alicloud-instance-status/package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function print(text: string): void {
    process.stdout.write(text);
}

main(process.argv.slice(2)).catch((error: unknown) => {
    if (!(error instanceof CommandLineError)) {
        throw error;
    }
    console.error(error.message);
    if (error.exitCode === 2) {
        console.error("`alicloud-ecs-emulator --help` shows all options.");
    }
    process.exitCode = error.exitCode;
});
