import * as pulumi from "@pulumi/pulumi";
import type { AssumeRole, AssumeRoleWithOidc, ConnectionSettings } from "../../provider";
import { settingsRules } from "./core";

/**
 * Where and as whom ECS is asked. What is left out is taken from the environment: a Provider does not see the stack's
 * configuration.
 */
export interface ProviderArgs {
    /** Region of the instances, such as `cn-hangzhou`. */
    region?: pulumi.Input<string>;
    /** Access key id. Stored as a secret. */
    accessKey?: pulumi.Input<string>;
    /** Secret of the access key. Stored as a secret. */
    secretKey?: pulumi.Input<string>;
    /** Token of temporary credentials. Stored as a secret. */
    securityToken?: pulumi.Input<string>;
    /** Name of a profile of the aliyun CLI. */
    profile?: pulumi.Input<string>;
    /** The file with the profiles. Default: `~/.aliyun/config.json`. */
    sharedCredentialsFile?: pulumi.Input<string>;
    /** An address that answers with temporary credentials. Stored as a secret: it may hold a token. */
    credentialsUri?: pulumi.Input<string>;
    /** The RAM role of the ECS instance that the deployment runs on. */
    ecsRoleName?: pulumi.Input<string>;
    /** A role to assume on top of whatever key is found. Stored as a secret: it may hold an external id. */
    assumeRole?: pulumi.Input<AssumeRole>;
    /** A role that an OIDC token stands for. Stored as a secret: it may hold the token. */
    assumeRoleWithOidc?: pulumi.Input<AssumeRoleWithOidc>;
    /** `host[:port]` of ECS. Default: the official SDK's endpoint of the region. */
    endpoint?: pulumi.Input<string>;
    /** `https` or `http`. Default: `http` for a loopback endpoint with a port, else `https`. */
    protocol?: pulumi.Input<string>;
    /** How many requests the waits of a process may send in any minute; a larger set is asked less often. Default: 250. */
    maxRequestsPerMinute?: pulumi.Input<number>;
}

/** Under this key a Provider hands its settings to this package's functions, also to those of another copy of it. */
const SETTINGS = Symbol.for("pulumi-alicloud-instance-status.provider-settings");

/**
 * Serves another account, region or endpoint beside the one that the stack is configured for:
 * `{ provider: prod }` in a gate's options, or in those of a function.
 */
export class Provider extends pulumi.ProviderResource {
    /** @throws InvalidArgumentError - one of the arguments cannot be meant, as far as they are known by now */
    constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
        const { checkSettings, configKey, configText, SECRET_SETTINGS, SETTING_NAMES } = settingsRules();
        const [error] = checkSettings(givenIn(args), { isUnknown: comesLater, env: {} });
        if (error !== undefined) {
            throw error;
        }
        const settings: Record<string, pulumi.Input<unknown>> = { ...args };
        for (const argument of SECRET_SETTINGS) {
            if (settings[argument] !== undefined) {
                settings[argument] = pulumi.secret(settings[argument]);
            }
        }
        const config: pulumi.Inputs = {};
        for (const name of SETTING_NAMES) {
            if (settings[name] !== undefined && settings[name] !== null) {
                // an Output without a value is left out too
                config[configKey(name)] = pulumi
                    .output(settings[name])
                    .apply((value: unknown) =>
                        value === undefined || value === null ? undefined : configText(name, value),
                    );
            }
        }
        // a package that serves dynamic resources of all kinds: what makes this one ours is what it is configured with
        super("pulumi-nodejs", name, config, opts);
        // not enumerable: whoever prints a provider must not print its keys
        Object.defineProperty(this, SETTINGS, {
            value: () => pulumi.output(settings as pulumi.Input<ConnectionSettings>),
        });
    }
}

/** Without what is left out in one way or another. */
function givenIn(args: ProviderArgs): Record<string, unknown> {
    const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
    return Object.fromEntries(Object.entries(args).filter(([, value]) => isGiven(value)));
}

/** What comes later is judged where it is used. */
function comesLater(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** The settings of a Provider, secrets among them. */
export function settingsOf(
    provider: pulumi.ProviderResource | undefined,
): pulumi.Output<ConnectionSettings> | undefined {
    if (provider === undefined) {
        return undefined;
    }
    const settings = (provider as unknown as Record<symbol, (() => pulumi.Output<ConnectionSettings>) | undefined>)[
        SETTINGS
    ];
    if (settings === undefined) {
        throw new Error(
            `\`opts.provider\` must be a Provider of pulumi-alicloud-instance-status, got one of ${packageOf(provider)}: ` +
                "give its region and keys to `new Provider(name, {region, accessKey, secretKey})` of this package",
        );
    }
    return settings();
}

/**
 * Refuses to ask the wrong account without a word: a resource that is given, or inherits, a provider of
 * `@pulumi/alicloud` but none of this package would be configured by the stack instead.
 */
export function refuseForeignProvider(
    resource: string,
    opts: Pick<pulumi.CustomResourceOptions, "parent" | "provider"> | undefined,
): void {
    const given = opts?.provider ?? inheritedProvider(opts?.parent);
    if (given !== undefined && packageOf(given) !== "pulumi-nodejs") {
        const foreign = given;
        throw new Error(
            `${resource} cannot use a provider of the package ${packageOf(foreign)} (alicloud.Provider): it would ask as whoever the stack is ` +
                "configured for. Give it a Provider of pulumi-alicloud-instance-status with the same region and keys: " +
                "new Provider(name, {region, accessKey, secretKey}), as {provider} or, to a component, in {providers}",
        );
    }
}

function packageOf(provider: pulumi.ProviderResource): string {
    return (provider as unknown as { pkg?: string }).pkg ?? "unknown";
}

/** The provider that a component hands down: this package's if there is one, else that of `@pulumi/alicloud`. */
export function inheritedProvider(parent: pulumi.Resource | undefined): pulumi.ProviderResource | undefined {
    return parent?.getProvider("pulumi-nodejs:dynamic:Resource") ?? parent?.getProvider("alicloud:index:Provider");
}
