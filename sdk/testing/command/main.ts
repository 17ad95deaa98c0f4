#!/usr/bin/env node
import { readFileSync } from "node:fs";

import { EcsEmulator } from "../ecs-emulator";
import type { EcsEmulatorOptions } from "../emulator-options";
import { HELP_TEXT } from "./help-text";
import { readCommandLine, type Command } from "./read-command-line";
import { requestLine } from "./request-line";
import { startText } from "./start-text";

/** The command `alicloud-ecs-emulator`: an emulator for curl and for programs in any language. */
async function main(args: readonly string[]): Promise<void> {
    const command = commandOf(args);
    switch (command?.does) {
        case "help":
            return print(HELP_TEXT);
        case "version":
            return print(`${version()}\n`);
        case "serve":
            return serve(command.options);
        case undefined:
    }
}

function commandOf(args: readonly string[]): Command | undefined {
    try {
        return readCommandLine(args);
    } catch (error) {
        if (!(error instanceof TypeError)) {
            throw error;
        }
        fail(2, `${error.message}\nRun \`alicloud-ecs-emulator --help\` for all options.`);
        return undefined;
    }
}

async function serve(options: EcsEmulatorOptions): Promise<void> {
    const ecs = await start({ ...options, onRequest: (request) => print(`${requestLine(request)}\n`) });
    if (ecs === undefined) {
        return;
    }
    const close = (): void => void ecs.close();
    // a closed emulator does not keep the process alive: it ends with 0; a second Ctrl-C ends it at once
    process.once("SIGINT", close).once("SIGTERM", close);
    // the reader of the output has ended, as in `… | head`
    process.stdout.once("error", close);
    print(startText(ecs, options));
}

async function start(options: EcsEmulatorOptions): Promise<EcsEmulator | undefined> {
    try {
        return await EcsEmulator.start(options);
    } catch (error) {
        const { code, syscall } = error as NodeJS.ErrnoException;
        if (syscall !== "listen") {
            throw error;
        }
        const reason = code === "EADDRINUSE" ? "it is in use" : (code ?? "unknown error");
        fail(
            1,
            `--port: cannot listen on port ${options.port ?? 0} of 127.0.0.1: ${reason}. Omit --port for a free port.`,
        );
        return undefined;
    }
}

function fail(exitCode: 1 | 2, text: string): void {
    console.error(text);
    process.exitCode = exitCode;
}

/** Found by the package's name, because the compiled file has another path. */
function version(): string {
    const file = require.resolve("pulumi-alicloud-instance-status/package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function print(text: string): void {
    process.stdout.write(text);
}

void main(process.argv.slice(2));
