import assert from "node:assert/strict";

import { EcsEmulator, type EcsEmulatorOptions } from "../../../../sdk/testing";
import { withEmulator } from "./with-emulator";

/** What a program without types may hand over, and what it is told. */
async function refusalOf(options: unknown): Promise<string> {
    const started = await EcsEmulator.start(options as EcsEmulatorOptions).catch((error: unknown) => error);
    if (started instanceof EcsEmulator) {
        await started.close();
        throw new Error("it was not refused");
    }
    assert.ok(started instanceof TypeError, String(started));
    return started.message;
}

describe("the options of the emulator", () => {
    for (const [options, message] of [
        [{ regionId: "Foo Bar" }, 'regionId: expected a region such as "cn-hangzhou", got "Foo Bar"'],
        [{ regionId: "" }, 'regionId: expected a region such as "cn-hangzhou", got ""'],
        [{ regionId: null }, 'regionId: expected a region such as "cn-hangzhou", got null'],
        [{ regions: "cn-beijing" }, 'regions: expected a list of regions such as "cn-hangzhou", got "cn-beijing"'],
        [{ regions: ["Beijing"] }, "regions: expected a list of regions such as \"cn-hangzhou\", got [ 'Beijing' ]"],
        [{ zones: [""] }, "zones: expected a list of zones such as \"cn-hangzhou-a\", got [ '' ]"],
        [{ quotaPerMinute: NaN }, "quotaPerMinute: expected an integer >= 0, or Infinity, got NaN"],
        [{ quotaPerMinute: -1 }, "quotaPerMinute: expected an integer >= 0, or Infinity, got -1"],
        [{ quotaPerMinute: 1.5 }, "quotaPerMinute: expected an integer >= 0, or Infinity, got 1.5"],
        [{ quotaPerMinute: "100" }, 'quotaPerMinute: expected an integer >= 0, or Infinity, got "100"'],
        [{ latencyMs: "3s" }, 'latencyMs: expected a number from 0 to 2147483647, got "3s"'],
        [{ latencyMs: -1 }, "latencyMs: expected a number from 0 to 2147483647, got -1"],
        [{ latencyMs: 2 ** 31 }, "latencyMs: expected a number from 0 to 2147483647, got 2147483648"],
        [{ port: 65_536 }, "port: expected an integer from 0 to 65535, got 65536"],
        [{ port: "4010" }, 'port: expected an integer from 0 to 65535, got "4010"'],
        [{ accessKeyNotFoundStatus: 403 }, "accessKeyNotFoundStatus: expected 400 or 404, got 403"],
        [{ allowUnsigned: "yes" }, 'allowUnsigned: expected true or false, got "yes"'],
        [{ verifySignatures: 0 }, "verifySignatures: expected true or false, got 0"],
        [{ retryAfterHeader: 1n }, "retryAfterHeader: expected true or false, got 1n"],
        [{ onRequest: "log" }, 'onRequest: expected a function, got "log"'],
        [{ now: 5 }, "now: expected a function, got 5"],
        [{ instances: "i-1" }, 'instances: expected a list of instances, got "i-1"'],
        [{ instances: [null] }, "instances[0]: expected an object, got null"],
        [
            { instances: [{ instanceId: "i-1" }, { instanceId: "i-2", regionId: "Foo" }] },
            'instances[1].regionId: expected a region such as "cn-hangzhou", got "Foo"',
        ],
        ["cn-hangzhou", 'options: expected an object, got "cn-hangzhou"'],
        [null, "options: expected an object, got null"],
        [[], "options: expected an object, got []"],
    ] as const) {
        it(`are refused when they are ${JSON.stringify(options, bigIntAsText)}`, async () => {
            assert.equal(await refusalOf(options), message);
        });
    }

    it("are refused with a name that there is not, which would do nothing", async () => {
        assert.match(
            await refusalOf({ quotaPerMin: 5 }),
            /^unknown property `quotaPerMin` \(known: instances, regionId, .*, now\)$/,
        );
    });

    for (const name of ["accessKey", "secretKey", "securityToken"]) {
        it(`are refused with a value of ${name} that no request can bring, and do not show it`, async () => {
            for (const value of [
                "",
                " made-up-key",
                "made-up-key\n",
                "made-up\u0000key",
                { key: "made-up-key" },
                null,
            ]) {
                assert.equal(
                    await refusalOf({ [name]: value }),
                    `${name}: expected a non-empty string without whitespace at its ends and without control characters, got (hidden)`,
                );
            }
        });
    }

    it(
        "may be fractions of a millisecond, and no quota at all",
        withEmulator({ quotaPerMinute: Infinity, latencyMs: 0.5 }, (ecs) => {
            assert.equal(ecs.requests.length, 0);
            return Promise.resolve();
        }),
    );

    it("are refused when a list has holes", async () => {
        // eslint-disable-next-line no-sparse-arrays -- a slip in a JavaScript program
        assert.match(await refusalOf({ regions: [, "cn-hangzhou"] }), /^regions: expected a list of regions/);
    });

    it(
        "may be undefined, which is as good as left out",
        withEmulator(
            { quotaPerMinute: undefined, port: undefined, instances: undefined, accessKey: undefined, now: undefined },
            (ecs) => {
                assert.equal(ecs.env["ALICLOUD_REGION"], "cn-hangzhou");
                return Promise.resolve();
            },
        ),
    );

    it(
        "are checked again where a key is exchanged",
        withEmulator({}, (ecs) => {
            const credentials = { accessKey: "made-up-key", secretKey: "made-up-secret " };
            assert.throws(() => ecs.setCredentials(credentials), {
                name: "TypeError",
                message:
                    "secretKey: expected a non-empty string without whitespace at its ends and without control characters, got (hidden)",
            });
            assert.throws(
                () => ecs.setCredentials({ accessKey: "key" } as typeof credentials),
                /^TypeError: secretKey: /,
            );
            assert.equal(ecs.env["ALICLOUD_ACCESS_KEY"], "emulator-access-key");
            return Promise.resolve();
        }),
    );
});

function bigIntAsText(_name: string, value: unknown): unknown {
    return typeof value === "bigint" || Number.isNaN(value) ? String(value) : value;
}
