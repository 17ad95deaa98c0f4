import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import type { WaitArguments } from "../../provider/arguments/wait-arguments";
import type { ConnectionSettings } from "../../provider/ecs/connection-settings";
import {
    EcsApiError,
    InstanceStatusError,
    InvalidArgumentError,
    NotEnoughInstancesError,
    UnexpectedStatusError,
    WaitAbortedError,
    WaitError,
    WaitTimeoutError,
} from "../../provider/errors";
import { getInstanceStatus } from "../../provider/functions/get-instance-status";
import { getInstanceStatuses } from "../../provider/functions/get-instance-statuses";
import { waitForInstanceStatus } from "../../provider/functions/wait-for-instance-status";
import { getInstanceStatusOutput, InstanceStatuses, InstanceStatusGate, Provider } from "../../sdk/nodejs";
import { EcsEmulator } from "../../sdk/testing";
import { findSecrets } from "../support/find-secrets";
import { onWire, type Wire } from "../support/wire";
import { stateOf, withMocks } from "../support/with-mocks";

const KEY = { accessKey: "LTAI5tMadeUpKey", secretKey: "made-up-secret/+=", securityToken: "made-up-token/+=" };
const SECRETS = { ...KEY, wrongSecret: "another-made-up-secret", uriToken: "token-of-the-address" };
const EVERYTHING = { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null };
/** What a careless ECS would say. */
const QUOTED = `no: ${KEY.accessKey} ${KEY.secretKey} ${KEY.securityToken}`;
const OPTIONS = { ...KEY, instances: [{ instanceId: "i-1" }, { instanceId: "i-2", status: "Stopped" }] };

/** All that anyone can see of an object by printing it, in one way or another. */
function shown(object: unknown, { getters = true } = {}): string {
    const views = [
        () => inspect(object),
        () => inspect(object, { ...EVERYTHING, getters }),
        () => JSON.stringify(object),
        () => String(object),
        () => (object instanceof Error ? (object.stack ?? "") : ""),
    ];
    return views
        .map((view) => {
            try {
                return view();
            } catch (error) {
                return String(error); // a resource has cycles; what JSON says of them is shown too
            }
        })
        .join("\n");
}

function assertShowsNothing(object: unknown, options?: { getters: boolean }): void {
    assert.deepEqual(findSecrets(shown(object, options), SECRETS), []);
}

/** The error of a call that must fail, with nothing secret in it. */
async function errorOf<T extends InstanceStatusError>(
    type: abstract new (...args: never[]) => T,
    call: Promise<unknown>,
): Promise<T> {
    const error: unknown = await call.then(
        () => undefined,
        (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof type, shown(error));
    assertShowsNothing(error);
    return error;
}

function settingsOf({ ecs }: Wire, changes: ConnectionSettings = {}) {
    const settings: ConnectionSettings = { ...KEY, region: "cn-hangzhou", endpoint: ecs.endpoint, ...changes };
    return { settings, env: {} };
}

describe("what printing shows of", () => {
    it("any object is searched, whatever the secret stands in", () => {
        assert.deepEqual(findSecrets(shown({ deep: { in: [new Map([["it", KEY.secretKey]])] } }), SECRETS).length, 1);
    });

    it("a Provider, a gate and InstanceStatuses, and what a function reads with them: no key", () =>
        withMocks({ answer: () => ({ status: "Running" }) }, async () => {
            const provider = new Provider("prod", {
                ...KEY,
                securityToken: pulumi.output(KEY.securityToken),
                credentialsUri: `http://127.0.0.1:9/?token=${SECRETS.uriToken}`,
                region: "eu-central-1",
            });
            const gate = new InstanceStatusGate("gate", { instanceIds: ["i-1"] }, { provider });
            const statuses = new InstanceStatuses("statuses", {}, { provider });
            const read = getInstanceStatusOutput({ instanceId: "i-1" }, { provider });
            await Promise.all([stateOf(gate.urn), stateOf(statuses.urn), stateOf(read), stateOf(provider.urn)]);
            for (const object of [provider, gate, statuses, read, [provider, gate]]) {
                assertShowsNothing(object);
            }
        }));

    it(
        "the results of functions, and of each look of a wait: no key",
        onWire(OPTIONS, async (wire) => {
            const sources = settingsOf(wire);
            const seen: unknown[] = [
                await getInstanceStatus({ instanceId: "i-1" }, sources),
                await getInstanceStatuses({ instanceIds: ["i-1", "i-9"] }, sources),
            ];
            const onProgress = (report: unknown, describe: () => string): void => void seen.push(report, describe());
            seen.push(await waitForInstanceStatus({ instanceIds: ["i-1"] }, sources, { onProgress }));
            assert.ok(seen.length >= 5);
            assertShowsNothing(seen);
        }),
    );

    it(
        "an EcsApiError: nothing that ECS quotes, and not the string that it signed",
        onWire(OPTIONS, async (wire) => {
            wire.ecs.fault({ kind: "error", code: "Forbidden.RAM", message: QUOTED, times: 2 });
            const read = () => getInstanceStatuses({}, settingsOf(wire));
            await errorOf(EcsApiError, read());
            const denied = await errorOf(EcsApiError, read());
            assert.equal(denied.rawMessage, "no: *** *** ***");
            assertShowsNothing(denied.copy("i-1"));
            const mismatch = settingsOf(wire, { secretKey: SECRETS.wrongSecret });
            assert.equal((await errorOf(EcsApiError, getInstanceStatuses({}, mismatch))).code, "SignatureDoesNotMatch");
            wire.ecs.fault({ kind: "errorIn200", code: "Forbidden.RAM", message: QUOTED });
            await errorOf(EcsApiError, read());
            const uri = `http://127.0.0.1:9/?token=${SECRETS.uriToken}`;
            const unreachable = { settings: { region: "cn-hangzhou", credentialsUri: uri }, env: {} };
            const wait = waitForInstanceStatus({ instanceIds: ["i-1"], timeout: "0s" }, unreachable);
            const { troubles } = await errorOf(WaitTimeoutError, wait);
            assert.equal(troubles[0]?.code, "CredentialsUnavailable");
        }),
    );

    it(
        "an InvalidArgumentError: no key that went astray",
        onWire(OPTIONS, async (wire) => {
            const astray = { secretKey: KEY.secretKey } as object;
            await errorOf(InvalidArgumentError, getInstanceStatuses(astray, settingsOf(wire)));
            await errorOf(
                InvalidArgumentError,
                waitForInstanceStatus({ instanceIds: ["i-1"], ...astray }, settingsOf(wire)),
            );
            for (const changes of [
                { secretKey: `${KEY.secretKey}\nmore` },
                { endpoint: `user:${KEY.secretKey}@127.0.0.1:80` },
                {
                    accessKey: "",
                    secretKey: "",
                    securityToken: "",
                    credentialsUri: `ftp://x/?token=${SECRETS.uriToken}`,
                },
            ]) {
                await errorOf(InvalidArgumentError, getInstanceStatuses({}, settingsOf(wire, changes)));
            }
        }),
    );

    for (const [title, type, args] of [
        ["a WaitTimeoutError", WaitTimeoutError, { instanceIds: ["i-1"], targetStatuses: ["Stopped"] }],
        ["an UnexpectedStatusError", UnexpectedStatusError, { instanceIds: ["i-2"], failStatuses: ["Stopped"] }],
        [
            "a NotEnoughInstancesError",
            NotEnoughInstancesError,
            { instanceIds: ["i-2", "i-3"], failStatuses: ["Stopped"], minReached: 1, absentGrace: "0s" },
        ],
        ["a WaitAbortedError", WaitAbortedError, { instanceIds: ["i-1"], targetStatuses: ["Stopped"] }],
    ] as [string, abstract new (...args: never[]) => WaitError, WaitArguments][]) {
        it(
            `${title}: nothing that ECS quoted on the way`,
            onWire(OPTIONS, async (wire) => {
                wire.ecs.fault({ kind: "error", code: "InternalError", message: QUOTED, times: 2 });
                const controller = new AbortController();
                const schedule = {
                    timeout: "300ms",
                    initialDelay: "10ms",
                    pollInterval: "10ms",
                    maxPollInterval: "20ms",
                };
                const wait = waitForInstanceStatus({ ...args, ...schedule }, settingsOf(wire), {
                    signal: controller.signal,
                    onProgress: ({ polls }) => type === WaitAbortedError && polls > 0 && controller.abort(),
                });
                const error = await errorOf(type, wait);
                assert.deepEqual(
                    error.troubles.map(({ code, message }) => [code, message]),
                    [["InternalError", "no: *** *** ***"]],
                );
            }),
        );
    }

    it("an emulator and its requests: no key, though they are made up", async () => {
        const ecs = await EcsEmulator.start(OPTIONS);
        try {
            const settings = { ...KEY, region: "cn-hangzhou", endpoint: ecs.endpoint };
            await getInstanceStatuses({}, { settings, env: {} });
            assert.equal(ecs.requests.length, 1);
            // its getter `env` hands the keys out: that is what it is for
            assertShowsNothing(ecs, { getters: false });
            assertShowsNothing(ecs.requests);
        } finally {
            await ecs.close();
        }
    });
});
