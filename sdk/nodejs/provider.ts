import * as pulumi from "@pulumi/pulumi";
import type { AssumeRole, AssumeRoleWithOidc, ConnectionSettings } from "../../provider";
import { settingsRules } from "./core";

/**
 * The region, endpoint and credentials. The environment provides missing values; a Provider does not see the stack's
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
    /** A URI that returns temporary credentials. Stored as a secret: it may contain a token. */
    credentialsUri?: pulumi.Input<string>;
    /** The RAM role of the ECS instance that the deployment runs on. */
    ecsRoleName?: pulumi.Input<string>;
    /** A role to assume with the credentials that are found. Stored as a secret: it may contain an external id. */
    assumeRole?: pulumi.Input<AssumeRole>;
    /** A role to assume with an OIDC token. Stored as a secret: it may contain the token. */
    assumeRoleWithOidc?: pulumi.Input<AssumeRoleWithOidc>;
    /** `host[:port]` of ECS. Default: the official SDK's endpoint of the region. */
    endpoint?: pulumi.Input<string>;
    /** `https` or `http`. Default: `http` for a loopback endpoint with a port, else `https`. */
    protocol?: pulumi.Input<string>;
    /**
     * The maximum number of requests that the waits of a process send in any minute. Large sets are polled less often.
     * Default: 250.
     */
    maxRequestsPerMinute?: pulumi.Input<number>;
}

/** The functions find the settings of a Provider under this key, also those of another copy of this package. */
const SETTINGS = Symbol.for("pulumi-alicloud-instance-status.provider-settings");

/**
 * Another account, region or endpoint than the one in the stack's configuration: `{ provider: prod }` in the options of
 * a gate or a function.
 */
export class Provider extends pulumi.ProviderResource {
    /** @throws InvalidArgumentError - an argument is invalid. Outputs are checked later, where they are used */
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
                // an Output without a value counts as not given
                config[configKey(name)] = pulumi
                    .output(settings[name])
                    .apply((value: unknown) =>
                        value === undefined || value === null ? undefined : configText(name, value),
                    );
            }
        }
        // "pulumi-nodejs" serves all dynamic resources; the configuration makes it a provider of this package
        super("pulumi-nodejs", name, config, opts);
        // not enumerable, so that printing a provider does not print its keys
        Object.defineProperty(this, SETTINGS, {
            value: () => pulumi.output(settings as pulumi.Input<ConnectionSettings>),
        });
    }
}

/** The arguments that are given. */
function givenIn(args: ProviderArgs): Record<string, unknown> {
    const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
    return Object.fromEntries(Object.entries(args).filter(([, value]) => isGiven(value)));
}

/** Whether the value is not known yet. It is checked where it is used. */
function comesLater(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** The settings of a Provider, including secrets. */
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
 * Refuses a provider of `@pulumi/alicloud`, given or inherited, without a Provider of this package. Otherwise the
 * resource uses the stack's settings, and silently asks the wrong account.
 */
export function refuseForeignProvider(
    resource: string,
    opts: Pick<pulumi.CustomResourceOptions, "parent" | "provider"> | undefined,
): void {
    const given = opts?.provider ?? inheritedProvider(opts?.parent);
    if (given !== undefined && packageOf(given) !== "pulumi-nodejs") {
        throw new Error(
            `${resource} cannot use a provider of the package ${packageOf(given)} (alicloud.Provider): it would use the ` +
                "credentials of the stack. Give it a Provider of pulumi-alicloud-instance-status with the same region and keys: " +
                "new Provider(name, {region, accessKey, secretKey}), as {provider} or, for a component, in {providers}",
        );
    }
}

function packageOf(provider: pulumi.ProviderResource): string {
    return (provider as unknown as { pkg?: string }).pkg ?? "unknown";
}

/** The provider that a component passes to its children: that of this package, else that of `@pulumi/alicloud`. */
export function inheritedProvider(parent: pulumi.Resource | undefined): pulumi.ProviderResource | undefined {
    return parent?.getProvider("pulumi-nodejs:dynamic:Resource") ?? parent?.getProvider("alicloud:index:Provider");
}
