import assert from "node:assert/strict";

import { HELP_TEXT } from "../../../../../sdk/testing/command/help-text";
import { COMMAND_OPTIONS, readCommandLine } from "../../../../../sdk/testing/command/read-command-line";

function optionsOf(...args: string[]): Record<string, unknown> {
    const command = readCommandLine(args);
    assert.equal(command.does, "serve");
    const given = Object.entries(command.options).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given);
}

describe("the arguments of the command", () => {
    it("can all be left out", () => {
        assert.deepEqual(optionsOf(), {
            instances: [
                {
                    instanceId: "i-example",
                    regionId: undefined,
                    zoneId: undefined,
                    script: [["Pending", "5s"], ["Starting", "5s"], ["Running"]],
                },
            ],
            allowUnsigned: true,
        });
    });

    it("are handed to the emulator", () => {
        const { instances, ...others } = optionsOf(
            ...["--port", "4010", "--region=eu-central-1", "--access-key", "ak", "--secret-key", "sk", "--signed-only"],
            ...["--quota-per-minute", "100", "--latency", "1s500ms", "--instance", "i-1", "--instance", "i-2=Stopped"],
        );
        assert.deepEqual(others, {
            port: 4010,
            regionId: "eu-central-1",
            accessKey: "ak",
            secretKey: "sk",
            allowUnsigned: false,
            quotaPerMinute: 100,
            latencyMs: 1_500,
        });
        assert.deepEqual(
            (instances as { instanceId: string }[]).map(({ instanceId }) => instanceId),
            ["i-1", "i-2"],
        );
    });

    it("may say a latency in any unit: it is rounded to what a timer can wait", () => {
        assert.equal(optionsOf("--latency", "1.1s")["latencyMs"], 1_100);
        assert.equal(optionsOf("--latency", "0.4ms")["latencyMs"], 0);
    });

    it("are all in the help, each with what it does", () => {
        const named = [...HELP_TEXT.matchAll(/^ {2}(?:-\w, )?--([\w-]+)(?: [A-Z]+)? {2,}\S/gm)].map(([, name]) => name);
        assert.deepEqual(named.sort(), Object.keys(COMMAND_OPTIONS).sort());
    });

    it("may ask for help or the version instead, whatever else is given", () => {
        assert.deepEqual(readCommandLine(["--port", "x", "--help"]), { does: "help" });
        assert.deepEqual(readCommandLine(["-h"]), { does: "help" });
        assert.deepEqual(readCommandLine(["--version", "--instance", "i-1"]), { does: "version" });
    });

    function refusalOf(...args: string[]): string {
        try {
            readCommandLine(args);
        } catch (error) {
            assert.ok(error instanceof TypeError, String(error));
            return error.message;
        }
        throw new Error(`${args.join(" ")} was not refused`);
    }

    for (const [args, message] of [
        [["--port", "http"], /^--port: expected an integer from 0 to 65535, got "http"$/],
        [["--port", "65536"], /^--port: .* got 65536$/],
        [["--port", ""], /^--port: .* got ""$/],
        [["--port", "-1"], /--port/],
        [["--port"], /--port.*missing/],
        [["--instance"], /--instance.*missing/],
        [["--instance", "i-1", "--instance", "i-1=Stopped"], /^--instance: expected a unique id, got "i-1=Stopped"$/],
        [
            ["--instance", "i-1@cn-beijing", "--instance", "i-1@cn-shanghai/cn-shanghai-a=Stopped"],
            /^--instance: expected a unique id, got "i-1@cn-shanghai\/cn-shanghai-a=Stopped"$/,
        ],
        [
            ["--instance", "i-1", "--instance", "i-2", "--instance", "i-1@cn-hangzhou"],
            /^--instance: expected a unique id, got "i-1@cn-hangzhou"$/,
        ],
        [["--region", "Hangzhou"], /^--region: expected a region such as "cn-hangzhou", got "Hangzhou"$/],
        [["--access-key", ""], /^--access-key: expected a non-empty string without whitespace at its ends/],
        [["--secret-key="], /^--secret-key: expected [^"]*$/],
        [["--secret-key", "made-up "], /^--secret-key: expected [^"]*$/],
        [["--quota-per-minute", "1.5"], /^--quota-per-minute: expected an integer >= 0, or Infinity, got "1.5"$/],
        [["--latency", "300"], /^--latency: expected a duration such as "500ms", .* got "300"$/],
        [["--latency", "600h"], /^--latency: expected a duration of at most 24 days, got "600h"$/],
        [["--signed-only=no"], /--signed-only.*does not take an argument/],
        [["--prot", "1"], /^Unknown option '--prot'$/],
        [["i-1"], /^Unexpected argument 'i-1'\. This command does not take positional arguments$/],
    ] as const) {
        it(`are refused when they are ${args.join(" ")}`, () => {
            assert.match(refusalOf(...args), message);
        });
    }
});
