#!/usr/bin/env node
import { readFileSync } from "node:fs";

import { EcsEmulator } from "../ecs-emulator";
import type { EcsEmulatorOptions } from "../emulator-options";
import { HELP_TEXT } from "./help-text";
import { readCommandLine } from "./read-command-line";
import type { Command } from "./read-command-line";
import { requestLine } from "./request-line";
import { startText } from "./start-text";

/** The command `alicloud-ecs-emulator`: an emulator for curl and for programs in any language. */
function main(args: readonly string[]): Promise<void> | void {
    let command: Command;
    try {
        command = readCommandLine(args);
    } catch (error) {
        return fail(2, `${(error as Error).message}\nRun \`alicloud-ecs-emulator --help\` for all options.`);
    }
    if (command.does === "help") {
        return print(HELP_TEXT);
    }
    return command.does === "version" ? print(`${version()}\n`) : serve(command.options);
}

async function serve(options: EcsEmulatorOptions): Promise<void> {
    let ecs: EcsEmulator;
    try {
        ecs = await EcsEmulator.start({ ...options, onRequest: (request) => print(`${requestLine(request)}\n`) });
    } catch (error) {
        const { code, syscall } = error as NodeJS.ErrnoException;
        if (syscall !== "listen") {
            throw error;
        }
        const reason = code === "EADDRINUSE" ? "it is in use" : (code ?? "unknown error");
        return fail(
            1,
            `--port: cannot listen on port ${options.port ?? 0} of 127.0.0.1: ${reason}. Omit --port for a free port.`,
        );
    }
    const close = (): void => void ecs.close();
    // a closed emulator does not keep the process alive: it ends with 0; a second Ctrl-C ends it at once
    process.once("SIGINT", close).once("SIGTERM", close);
    // the reader of the output has ended, as in `… | head`
    process.stdout.once("error", close);
    print(startText(ecs, options));
}

/** Found by the package's name, because the compiled file has another path. */
function version(): string {
    const file = require.resolve("pulumi-alicloud-instance-status/package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function print(text: string): void {
    process.stdout.write(text);
}

function fail(exitCode: 1 | 2, text: string): void {
    console.error(text);
    process.exitCode = exitCode;
}

void main(process.argv.slice(2));
