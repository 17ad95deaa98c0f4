import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import {
    getInstanceStatus,
    getInstanceStatusOutput,
    InstanceStatusGate,
    Provider,
    type ReadOptions,
} from "../../../../sdk/nodejs";
import { settingsOf } from "../../../../sdk/nodejs/provider";
import { stateOf, withMocks } from "../../../support/with-mocks";

const SECRETS = { accessKey: "made-up-key", secretKey: "made-up-secret", securityToken: "made-up-token" };
const ARGS = { region: "eu-central-1", ...SECRETS, endpoint: "127.0.0.1:8080", protocol: "http" };

/** As `@pulumi/alicloud` has it: a provider of another package. */
class AlicloudProvider extends pulumi.ProviderResource {
    constructor(name: string) {
        super("alicloud", name, { region: "cn-hangzhou" });
    }
}

class Fleet extends pulumi.ComponentResource {
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("test:index:Fleet", name, {}, opts);
    }
}

/** How a secret looks to the engine. */
function secret(value: string): object {
    return { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value };
}

describe("Provider", () => {
    it("is a provider of dynamic resources, configured under the names of @pulumi/alicloud, with keys as secrets", () =>
        withMocks({}, async ({ resources }) => {
            await stateOf(new Provider("prod", ARGS).urn);
            assert.deepEqual(resources, [
                {
                    type: "pulumi:providers:pulumi-nodejs",
                    name: "prod",
                    provider: "",
                    inputs: {
                        "alicloud:region": "eu-central-1",
                        "alicloud:accessKey": secret(SECRETS.accessKey),
                        "alicloud:secretKey": secret(SECRETS.secretKey),
                        "alicloud:securityToken": secret(SECRETS.securityToken),
                        "alicloud:endpoints": '[{"ecs":"127.0.0.1:8080"}]',
                        "alicloud:protocol": "http",
                    },
                },
            ]);
        }));

    it("marks keys as secrets that come as Outputs or promises", () =>
        withMocks({}, async ({ resources }) => {
            const provider = new Provider("prod", {
                accessKey: pulumi.output(SECRETS.accessKey),
                secretKey: Promise.resolve(SECRETS.secretKey),
                securityToken: pulumi.secret(SECRETS.securityToken),
            });
            await stateOf(provider.urn);
            assert.deepEqual(resources[0]?.inputs, {
                "alicloud:accessKey": secret(SECRETS.accessKey),
                "alicloud:secretKey": secret(SECRETS.secretKey),
                "alicloud:securityToken": secret(SECRETS.securityToken),
            });
        }));

    it("hands the number of requests a minute to its process as text, and to functions as it is", () =>
        withMocks({}, async ({ resources }) => {
            const provider = new Provider("prod", { maxRequestsPerMinute: 60 });
            await stateOf(provider.urn);
            assert.deepEqual(resources[0]?.inputs, { "alicloud-instance-status:maxRequestsPerMinute": "60" });
            assert.deepEqual((await stateOf(settingsOf(provider)!)).value, { maxRequestsPerMinute: 60 });
        }));

    it("leaves out what is left out", () =>
        withMocks({}, async ({ resources }) => {
            await stateOf(new Provider("empty").urn);
            await stateOf(new Provider("region", { region: "eu-central-1", endpoint: undefined }).urn);
            assert.deepEqual(
                resources.map(({ inputs }) => inputs),
                [{}, { "alicloud:region": "eu-central-1" }],
            );
        }));

    it("does not change the arguments that it is given", () =>
        withMocks({}, async () => {
            const args = Object.freeze({ ...ARGS });
            await stateOf(new Provider("prod", args).urn);
            assert.deepEqual(args, ARGS);
        }));

    it("shows no key to whoever prints it", () =>
        withMocks({}, async () => {
            const provider = new Provider("prod", ARGS);
            await stateOf(provider.urn);
            const printed = [
                inspect(provider),
                inspect(provider, { depth: 20, showHidden: true, getters: true }),
                Object.keys(provider).join(),
            ].join("\n");
            for (const value of Object.values(SECRETS)) {
                assert.ok(!printed.includes(value), `${value} is printed`);
            }
        }));

    it("hands its settings to this package's functions, keys as secrets", () =>
        withMocks({}, async () => {
            const settings = await stateOf(settingsOf(new Provider("prod", ARGS))!);
            assert.deepEqual(settings.value, ARGS);
            assert.equal(settings.isSecret, true);
            assert.equal(settingsOf(undefined), undefined);
        }));
});

describe("a Provider with invalid arguments", () => {
    for (const [args, message] of [
        [{ regionId: "cn-hangzhou" }, /^InvalidArgumentError: unknown argument `regionId`: did you mean `region`\?$/],
        [{ region: "constructor" }, /`region` must be a region id such as "cn-hangzhou"/],
        [{ endpoint: "https://evil" }, /`endpoint` must be `host` or `host:port`/],
        [{ protocol: "ftp" }, /`protocol` must be "https" or "http"/],
        [{ maxRequestsPerMinute: 0 }, /`maxRequestsPerMinute` must be a whole number, 1 or more/],
        [{ accessKey: "made-up" }, /`secretKey` must be given together with `accessKey`, got nothing/],
        [{ secretKey: 123456 }, /`secretKey` must be a string, got a value that is not shown/],
        [{ assumeRole: { role: "a" } }, /unknown argument `assumeRole\.role` \(known: roleArn, /],
        [{ assumeRole: { sessionName: "s" } }, /`assumeRole\.roleArn` must be/],
        [{ credentialsUri: "ftp://made-up" }, /`credentialsUri` must be an http or https address, got a value that/],
    ] as [object, RegExp][]) {
        it(`is refused where it is made: ${Object.keys(args).join()}`, () =>
            withMocks({}, async ({ resources }) => {
                assert.throws(() => new Provider("prod", args), message);
                await new Promise(setImmediate);
                assert.deepEqual(resources, []);
            }));
    }

    it("is not refused for what is not known yet, or left out in one way or another", () =>
        withMocks({}, async () => {
            const args = {
                region: pulumi.output("constructor"),
                accessKey: pulumi.secret("made-up"),
                secretKey: Promise.resolve("made-up"),
                profile: "",
                endpoint: null,
                assumeRole: { roleArn: pulumi.output("made-up") },
            };
            await stateOf(new Provider("prod", args as object).urn);
        }));
});

describe("a provider of another package", () => {
    it("is refused by the functions, with the name of both", () =>
        withMocks({}, async () => {
            const provider = new AlicloudProvider("other");
            const opts = { provider } as unknown as ReadOptions;
            assert.throws(
                () => getInstanceStatusOutput({ instanceId: "i-1" }, opts),
                /must be a Provider of pulumi-alicloud-instance-status, got one of alicloud: /,
            );
            await stateOf(provider.urn);
            pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
            await assert.rejects(getInstanceStatus({ instanceId: "i-1" }, opts), /got one of alicloud: /);
        }));

    it("is refused by the functions when their parent hands it down", () =>
        withMocks({}, async () => {
            const parent = new Fleet("fleet", { providers: [new AlicloudProvider("other")] });
            const refused = /^Error: getInstanceStatus cannot use a provider of the package alicloud/;
            assert.throws(() => getInstanceStatusOutput({ instanceId: "i-1" }, { parent }), refused);
            await stateOf(parent.urn);
            pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
            await assert.rejects(getInstanceStatus({ instanceId: "i-1" }, { parent }), refused);
        }));

    const args = { instanceIds: ["i-1"] };
    const REFUSED =
        /^Error: InstanceStatusGate "gate" cannot use a provider of the package alicloud \(alicloud\.Provider\): .* Give it a Provider of pulumi-alicloud-instance-status/;

    for (const [what, opts] of [
        ["given to it", () => ({ provider: new AlicloudProvider("other") })],
        [
            "given to it in a component that has one of ours",
            () => ({
                parent: new Fleet("fleet", { provider: new Provider("prod", ARGS) }),
                provider: new AlicloudProvider("other"),
            }),
        ],
        [
            "inherited from its component",
            () => ({ parent: new Fleet("fleet", { provider: new AlicloudProvider("other") }) }),
        ],
        [
            "inherited from its component's providers",
            () => ({ parent: new Fleet("fleet", { providers: [new AlicloudProvider("other")] }) }),
        ],
        [
            "inherited from further up",
            () => {
                const outer = new Fleet("outer", { providers: { alicloud: new AlicloudProvider("other") } });
                return { parent: new Fleet("inner", { parent: outer }) };
            },
        ],
    ] as [string, () => pulumi.CustomResourceOptions][]) {
        it(`is refused by a gate when it is ${what}, and the gate is not registered`, () =>
            withMocks({}, async ({ resources }) => {
                const options = opts();
                assert.throws(() => new InstanceStatusGate("gate", args, options), REFUSED);
                await new Promise(setImmediate);
                assert.ok(!resources.some(({ name }) => name === "gate"));
            }));
    }

    for (const [what, opts] of [
        [
            "beside one of ours in its component",
            () => ({
                parent: new Fleet("fleet", { providers: [new AlicloudProvider("other"), new Provider("prod", ARGS)] }),
            }),
        ],
        [
            "in its component, when it has one of ours itself",
            () => ({
                parent: new Fleet("fleet", { providers: [new AlicloudProvider("other")] }),
                provider: new Provider("prod", ARGS),
            }),
        ],
    ] as [string, () => pulumi.CustomResourceOptions][]) {
        it(`does a gate no harm when it is ${what}`, () =>
            withMocks({}, async ({ resources }) => {
                await stateOf(new InstanceStatusGate("gate", args, opts()).urn);
                const { provider } = resources.find(({ name }) => name === "gate")!;
                assert.match(provider!, /^urn:pulumi:dev::app::.*pulumi:providers:pulumi-nodejs::prod::prod-id$/);
            }));
    }

    it("of yet another kind is nobody's business", () =>
        withMocks({}, async ({ resources }) => {
            class Aws extends pulumi.ProviderResource {}
            const parent = new Fleet("fleet", { providers: [new Aws("aws", "aws", {})] });
            await stateOf(new InstanceStatusGate("gate", args, { parent }).urn);
            assert.ok(resources.some(({ name }) => name === "gate"));
        }));
});
