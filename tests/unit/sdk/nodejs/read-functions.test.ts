import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    getInstanceStatus,
    getInstanceStatuses,
    getInstanceStatusesOutput,
    getInstanceStatusOutput,
    InvalidArgumentError,
    Provider,
    waitForInstanceStatus,
} from "../../../../sdk/nodejs";
import { setVariables } from "../../../support/wire";
import { stateOf, unknownOutput, withMocks } from "../../../support/with-mocks";

const ONE = "alicloud-instance-status:index:getInstanceStatus";
const MANY = "alicloud-instance-status:index:getInstanceStatuses";
const WAIT = "alicloud-instance-status:index:waitForInstanceStatus";

class Thing extends pulumi.CustomResource {
    declare readonly arguments: pulumi.Output<{ id: string }>;
    constructor(name: string, args = {}) {
        super("test:index:Thing", name, { arguments: args });
    }
}

class Group extends pulumi.ComponentResource {
    constructor(name: string) {
        super("test:index:Group", name);
    }
}

/** The four forms of reading, each with arguments that mean the same. */
const FORMS = {
    getInstanceStatus: (id: string) => getInstanceStatus({ instanceId: id, regionId: "cn-hangzhou" }),
    getInstanceStatusOutput: (id: string) =>
        stateOf(getInstanceStatusOutput({ instanceId: id, regionId: pulumi.output("cn-hangzhou") })).then(
            ({ value }) => value,
        ),
    getInstanceStatuses: (id: string) => getInstanceStatuses({ instanceIds: [id], regionId: "cn-hangzhou" }),
    getInstanceStatusesOutput: (id: string) =>
        stateOf(
            getInstanceStatusesOutput({ instanceIds: [pulumi.output(id)], regionId: Promise.resolve("cn-hangzhou") }),
        ).then(({ value }) => value),
};

describe("functions under mocks", () => {
    for (const [name, call] of Object.entries(FORMS)) {
        it(`lets ${name} answer what the mocks answer, with its token and its arguments`, () =>
            withMocks({ answer: () => ({ status: "Running", absent: false }) }, async ({ calls }) => {
                assert.deepEqual(await call("i-1"), { status: "Running", absent: false });
                const isMany = name.startsWith("getInstanceStatuses");
                const ids = isMany ? { instanceIds: ["i-1"] } : { instanceId: "i-1" };
                assert.deepEqual(calls, [{ token: isMany ? MANY : ONE, inputs: { ...ids, regionId: "cn-hangzhou" } }]);
            }));
    }

    it("lets waitForInstanceStatus answer what the mocks answer", () =>
        withMocks({ answer: () => ({ reachedInstanceIds: ["i-1"] }) }, async ({ calls }) => {
            const args = { instanceIds: ["i-1"], timeout: "1s" };
            const result = await waitForInstanceStatus(args, {
                onProgress: () => undefined,
                signal: new AbortController().signal,
            });
            assert.deepEqual(result.reachedInstanceIds, ["i-1"]);
            assert.deepEqual(calls, [{ token: WAIT, inputs: args }]);
        }));

    it("hands selectors and flags to the mocks, and their answers with the health to the program", () => {
        const answer = { statusById: { "i-1": "Running" }, healthById: { "i-1": "Ok" } };
        return withMocks({ answer: () => answer }, async ({ calls }) => {
            const selector = { tags: { role: "web" } };
            const read = await getInstanceStatuses({ selector, includeHealth: true });
            const output = getInstanceStatusesOutput({
                selector: { tags: { role: pulumi.output("web") } },
                includeHealth: pulumi.output(true),
            });
            await getInstanceStatus({ instanceId: "i-1", includeHealth: true });
            const waited = await waitForInstanceStatus({ selector, targetHealth: ["Ok"] });
            assert.deepEqual([read, (await stateOf(output)).value, waited], [answer, answer, answer]);
            assert.deepEqual(calls.map(({ token }) => token).sort(), [ONE, MANY, MANY, WAIT]);
            for (const { token, inputs } of calls.filter((call) => call.token === MANY)) {
                assert.deepEqual(inputs, { selector, includeHealth: true }, token);
            }
        });
    });

    it("calls without any arguments", () =>
        withMocks({}, async ({ calls }) => {
            await getInstanceStatuses();
            await stateOf(getInstanceStatusesOutput());
            assert.deepEqual(calls, Array(2).fill({ token: MANY, inputs: {} }));
        }));

    it("passes the failure of a mock on", () =>
        withMocks(
            {
                answer: () => {
                    throw new Error("made to fail");
                },
            },
            () => assert.rejects(getInstanceStatus({ instanceId: "i-1" })),
        ));

    it("goes there with a Provider as well", () =>
        withMocks({}, async ({ calls }) => {
            const provider = new Provider("prod", { region: "eu-central-1" });
            await getInstanceStatus({ instanceId: "i-1" }, { provider });
            await stateOf(getInstanceStatusOutput({ instanceId: "i-1" }, { provider }));
            assert.deepEqual(calls, Array(2).fill({ token: ONE, inputs: { instanceId: "i-1" } }));
        }));
});

describe("the Output forms", () => {
    for (const [what, make] of [
        ["the id is", () => getInstanceStatusOutput({ instanceId: unknownOutput() })],
        ["the region is", () => getInstanceStatusOutput({ instanceId: "i-1", regionId: unknownOutput() })],
        ["all ids are", () => getInstanceStatusesOutput({ instanceIds: unknownOutput() })],
        ["one of the ids is", () => getInstanceStatusesOutput({ instanceIds: ["i-1", unknownOutput<string>()] })],
        ["the page is", () => getInstanceStatusesOutput({ pageNumber: unknownOutput() })],
        ["the selector is", () => getInstanceStatusesOutput({ selector: unknownOutput() })],
        ["a tag is", () => getInstanceStatusesOutput({ selector: { tags: { role: unknownOutput<string>() } } })],
        ["the flag is", () => getInstanceStatusOutput({ instanceId: "i-1", includeHealth: unknownOutput() })],
    ] as [string, () => pulumi.Output<unknown>][]) {
        it(`make no call and are not known while ${what} not known`, () =>
            withMocks({ preview: true }, async ({ calls }) => {
                assert.equal((await stateOf(make())).isKnown, false);
                assert.deepEqual(calls, []);
            }));
    }

    it("are secret when an argument is", () =>
        withMocks({ answer: () => ({ status: "Running" }) }, async ({ calls }) => {
            const secret = await stateOf(getInstanceStatusOutput({ instanceId: pulumi.secret("i-1") }));
            assert.deepEqual([secret.isSecret, secret.value.status], [true, "Running"]);
            const among = await stateOf(getInstanceStatusesOutput({ instanceIds: ["i-1", pulumi.secret("i-2")] }));
            assert.equal(among.isSecret, true);
            const plain = await stateOf(getInstanceStatusOutput({ instanceId: pulumi.output("i-1") }));
            assert.equal(plain.isSecret, false);
            assert.equal(calls.length, 3);
        }));

    it("are no secret because the keys of the Provider are", () =>
        withMocks({}, async () => {
            const provider = new Provider("prod", {
                region: "eu-central-1",
                accessKey: "key",
                secretKey: pulumi.secret("s"),
            });
            assert.equal((await stateOf(getInstanceStatusOutput({ instanceId: "i-1" }, { provider }))).isSecret, false);
        }));

    it("make no call while a setting of the Provider is not known", () =>
        withMocks({ preview: true }, async ({ calls }) => {
            const provider = new Provider("prod", { region: unknownOutput() });
            assert.equal((await stateOf(getInstanceStatusOutput({ instanceId: "i-1" }, { provider }))).isKnown, false);
            assert.deepEqual(calls, []);
        }));

    it("depend on what their arguments come from, and on dependsOn", () =>
        withMocks({}, async () => {
            const [first, second] = [new Thing("first"), new Thing("second")];
            const { dependsOn } = await stateOf(
                getInstanceStatusOutput({ instanceId: first.id }, { dependsOn: second }),
            );
            assert.ok(dependsOn.includes(first) && dependsOn.includes(second));
        }));

    it("wait for all of dependsOn, one, a list, or an Output of either", () =>
        withMocks({}, async ({ resources, calls }) => {
            for (const wrap of [
                (one: pulumi.Resource) => one,
                (one: pulumi.Resource) => [one],
                (one: pulumi.Resource) => pulumi.output([one]),
                (one: pulumi.Resource) => Promise.resolve([one]),
            ]) {
                const before = calls.length;
                const name = `thing-${before}`;
                const result = getInstanceStatusOutput({ instanceId: "i-1" }, { dependsOn: wrap(new Thing(name)) });
                assert.equal((await stateOf(result)).isKnown, true);
                assert.equal(calls.length, before + 1);
                assert.ok(resources.some((resource) => resource.name === name));
            }
        }));

    it("make no call in a preview while one of dependsOn does not exist", () =>
        withMocks({ preview: true, withIds: false }, async ({ calls }) => {
            const result = getInstanceStatusOutput({ instanceId: "i-1" }, { dependsOn: [new Thing("new")] });
            assert.equal((await stateOf(result)).isKnown, false);
            assert.deepEqual(calls, []);
        }));

    for (const withIds of [true, false]) {
        it(`do as the SDK's own invokes when the resource of a known argument ${withIds ? "exists" : "does not exist"}`, () =>
            withMocks({ preview: true, withIds }, async ({ calls }) => {
                const args = () => ({ instanceId: new Thing(`thing-${calls.length}`, { id: "i-1" }).arguments.id });
                const theirs = await stateOf(pulumi.runtime.invokeOutput<object>(ONE, args()));
                const asked = calls.length;
                const ours = await stateOf(getInstanceStatusOutput(args()));
                assert.deepEqual([theirs.isKnown, asked], [withIds, Number(withIds)]);
                assert.deepEqual([ours.isKnown, calls.length - asked], [theirs.isKnown, asked]);
            }));
    }

    it("refuse a dependency that is no resource", () =>
        withMocks({}, async ({ calls }) => {
            const dependsOn = ["i-1"] as unknown as pulumi.Resource[];
            const result = getInstanceStatusOutput({ instanceId: "i-1" }, { dependsOn });
            await assert.rejects(stateOf(result), /`opts\.dependsOn` must be a resource or a list of resources/);
            assert.deepEqual(calls, []);
        }));

    it("are called in a preview when all of dependsOn exist, components too", () =>
        withMocks({ preview: true }, async ({ calls }) => {
            const dependsOn = [new Thing("old"), new Group("group")];
            assert.equal((await stateOf(getInstanceStatusOutput({ instanceId: "i-1" }, { dependsOn }))).isKnown, true);
            assert.equal(calls.length, 1);
        }));
});

describe("functions without mocks", () => {
    it("refuse a Provider and a connection together, before anything else", async () => {
        await withMocks({}, async () => {
            const provider = new Provider("prod", { region: "eu-central-1" });
            await stateOf(provider.urn);
            pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
            await assert.rejects(
                getInstanceStatus({ instanceId: "i-1" }, { provider, connection: { region: "cn-hangzhou" } }),
                /`opts\.provider` and `opts\.connection` cannot both be given/,
            );
        });
    });

    /** What a JavaScript program may call; TypeScript refuses each of these lines. */
    const WITHOUT_ARGUMENTS: Record<string, [call: () => Promise<unknown>, message: RegExp]> = {
        // @ts-expect-error: the arguments are required
        getInstanceStatus: [() => getInstanceStatus(), /`instanceId` must be an ECS instance id .*, got nothing$/],
        getInstanceStatusOutput: [
            // @ts-expect-error: the arguments are required
            () => stateOf(getInstanceStatusOutput()),
            /`instanceId` must be an ECS instance id .*, got nothing$/,
        ],
        // @ts-expect-error: the arguments are required
        waitForInstanceStatus: [() => waitForInstanceStatus(), /`instanceIds` must be a list .*, got nothing$/],
    };
    for (const [name, [call, message]] of Object.entries(WITHOUT_ARGUMENTS)) {
        it(`name the missing argument where a JavaScript program calls ${name} without arguments`, async () => {
            const env = setVariables({ ALICLOUD_REGION: "cn-hangzhou" });
            try {
                await assert.rejects(call(), (error: Error) => {
                    assert.ok(error instanceof InvalidArgumentError, error.stack);
                    assert.match(error.message, message);
                    return true;
                });
            } finally {
                env();
            }
        });
    }

    it("refuse an option that there is not: misspelt, it would ask as somebody else", async () => {
        const opts = { conection: { region: "cn-beijing" } } as object;
        await assert.rejects(
            getInstanceStatus({ instanceId: "i-1" }, opts),
            /^InvalidArgumentError: unknown option `opts\.conection`: did you mean `connection`\?$/,
        );
    });

    it("refuse invalid options of a wait before any request", async () => {
        const args = { instanceIds: ["i-1"] };
        for (const [opts, message] of [
            [{ onprogress: () => undefined }, /unknown option `opts\.onprogress`: did you mean `onProgress`\?/],
            [{ onProgress: 5 }, /`opts\.onProgress` must be a function, got 5 \(number\)$/],
            [{ onWarning: "say" }, /`opts\.onWarning` must be a function, got "say" \(string\)$/],
            [{ signal: "SIGINT" }, /`opts\.signal` must be an AbortSignal, got "SIGINT" \(string\)$/],
            [{ signal: null, onWarning: null, onProgress: {} }, /`opts\.onProgress` must be a function/],
        ] as [object, RegExp][]) {
            await assert.rejects(waitForInstanceStatus(args, opts), message);
        }
    });

    it("say which form to use when a setting of the Provider is not known yet", async () => {
        await withMocks({ preview: true }, async () => {
            const provider = new Provider("prod", { region: unknownOutput() });
            await stateOf(provider.urn);
            pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
            await assert.rejects(getInstanceStatus({ instanceId: "i-1" }, { provider }), /use the …Output form/);
        });
    });
});
