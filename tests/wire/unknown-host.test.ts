import assert from "node:assert/strict";
import { AlicloudEcsApi } from "../../provider/ecs/alicloud-ecs-api";
import { findCredentials } from "../../provider/ecs/credentials/find-credentials";
import { resolveConnection } from "../../provider/ecs/resolve-connection";
import { EcsApiError } from "../../provider/errors";
import { waitForInstanceStatus } from "../../provider/functions/wait-for-instance-status";
import { EcsEmulator } from "../../sdk/testing";
import { withFakeClock } from "../support/fake-clock";
import { knowNoNames } from "../support/no-names";
import { onWire } from "../support/wire";

const KEY = { accessKey: "made-up-key", secretKey: "made-up-secret" };
const REQUEST = { regionId: "cn-hangzou", instanceIds: ["i-1"] };

/** Runs a test in a world in which every host is unknown. */
function withoutNames(
    test: () => Promise<void>,
    addressOf?: (host: string) => string | undefined,
): () => Promise<void> {
    return onWire({}, async () => {
        const knowNamesAgain = knowNoNames(addressOf);
        try {
            await test();
        } finally {
            knowNamesAgain();
        }
    });
}

function misspelt(): AlicloudEcsApi {
    return new AlicloudEcsApi(resolveConnection("cn-hangzou", { settings: KEY, env: {} }));
}

async function failure(asked: Promise<unknown>): Promise<EcsApiError> {
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    assert.ok(error instanceof EcsApiError, String(error));
    return error;
}

describe("a host name that does not resolve", () => {
    it(
        "is named as it was looked up, with what to check",
        withoutNames(async () => {
            const { message } = await failure(misspelt().describeInstanceStatus(REQUEST));
            assert.deepEqual(message.split("\n"), [
                "[transient] ENOTFOUND: the host ecs.cn-hangzou.aliyuncs.com is unknown",
                "  try      check the region, the endpoint and the network of this machine: this name could not be looked up",
            ]);
        }),
    );

    it(
        "is a passing fault for 30 s, and invalid after that",
        withoutNames(() =>
            withFakeClock(async (clock) => {
                const api = misspelt();
                const kinds: string[] = [];
                for (const pause of [0, 15_000, 14_999, 1, 10_000]) {
                    clock.tick(pause);
                    kinds.push((await failure(api.describeInstanceStatus(REQUEST))).kind);
                }
                assert.deepEqual(kinds, ["transient", "transient", "transient", "invalid", "invalid"]);
            }),
        ),
    );

    it(
        "is a passing fault again when it was not looked up for a while",
        withoutNames(() =>
            withFakeClock(async (clock) => {
                const api = misspelt();
                await failure(api.describeInstanceStatus(REQUEST));
                clock.tick(3_600_000);
                assert.equal((await failure(api.describeInstanceStatus(REQUEST))).kind, "transient");
            }),
        ),
    );

    it("does not end a wait when it resolves in time", async () => {
        const ecs = await EcsEmulator.start({ instances: [{ instanceId: "i-1", status: "Running" }] });
        let resolves = false;
        const test = withoutNames(
            () =>
                withFakeClock(async (clock) => {
                    const endpoint = ecs.endpoint.replace("127.0.0.1", "ecs.later.invalid");
                    const sources = { settings: { endpoint, protocol: "http" }, env: ecs.env };
                    const state = { done: false };
                    const wait = waitForInstanceStatus({ instanceIds: ["i-1"] }, sources).finally(
                        () => (state.done = true),
                    );
                    // the wait asks again and again; the name resolves from 20 s on
                    for (let elapsed = 0; !state.done; elapsed += 100) {
                        resolves = elapsed >= 20_000;
                        await clock.tickAsync(100);
                    }
                    assert.deepEqual((await wait).reachedInstanceIds, ["i-1"]);
                }),
            (host) => (resolves && host === "ecs.later.invalid" ? "127.0.0.1" : undefined),
        );
        try {
            await test();
        } finally {
            await ecs.close();
        }
    });

    it(
        "ends a wait after 30 s and some, when it never resolves",
        withoutNames(() =>
            withFakeClock(async (clock) => {
                const sources = { settings: { ...KEY, region: "cn-hangzou" }, env: {} };
                const startedAt = performance.now();
                const state = { endedAt: 0 };
                const wait = failure(waitForInstanceStatus({ instanceIds: ["i-1"] }, sources)).finally(
                    () => (state.endedAt = performance.now()),
                );
                while (state.endedAt === 0) {
                    await clock.tickAsync(100);
                }
                assert.deepEqual([(await wait).code, (await wait).kind], ["ENOTFOUND", "invalid"]);
                const took = state.endedAt - startedAt;
                assert.ok(took >= 30_000 && took <= 50_000, String(took));
            }),
        ),
    );

    it(
        "is treated the same where credentials are fetched",
        withoutNames(() =>
            withFakeClock(async (clock) => {
                const settings = { credentialsUri: "http://credentials.invalid/" };
                const source = findCredentials({ settings, env: {} });
                const first = await failure(source.credentials());
                assert.match(first.message, /\(the host credentials\.invalid is unknown\)/);
                clock.tick(29_999);
                const second = await failure(source.credentials());
                clock.tick(1);
                const third = await failure(source.credentials());
                assert.deepEqual([first.kind, second.kind, third.kind], ["transient", "transient", "credentials"]);
            }),
        ),
    );
});
