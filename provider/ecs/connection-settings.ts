/** A RAM role to assume. */
export interface AssumeRole {
    /** `acs:ram::<account>:role/<name>` */
    readonly roleArn: string;
    /** How the session is called in ActionTrail. Default: `pulumi-alicloud-instance-status`. */
    readonly sessionName?: string | undefined;
    /** A policy that narrows what the role may do. */
    readonly policy?: string | undefined;
    /** Seconds until the session ends and is renewed, 900 or more. Default: 3600. */
    readonly sessionExpiration?: number | undefined;
    /** What the role's trust policy may ask for, so that only those who know it can assume it. */
    readonly externalId?: string | undefined;
}

/** A RAM role to assume with a token of an OIDC provider. */
export interface AssumeRoleWithOidc {
    /** `acs:ram::<account>:role/<name>` */
    readonly roleArn: string;
    /** `acs:ram::<account>:oidc-provider/<name>` */
    readonly oidcProviderArn: string;
    /** The file that holds the token; it is read anew for each session. Either this or `oidcToken` is needed. */
    readonly oidcTokenFile?: string | undefined;
    /** The token itself; it beats the file. A session can be renewed only as long as it is valid. */
    readonly oidcToken?: string | undefined;
    /** How the session is called in ActionTrail. Default: `pulumi-alicloud-instance-status`. */
    readonly roleSessionName?: string | undefined;
    /** A policy that narrows what the role may do. */
    readonly policy?: string | undefined;
    /** Seconds until the session ends and is renewed, 900 or more. Default: 3600. */
    readonly sessionExpiration?: number | undefined;
}

/**
 * Where and as whom ECS is asked. Everything is optional: what is not given here is taken from `alicloud:*`
 * configuration, then from the environment.
 */
export interface ConnectionSettings {
    /** Region of the instances, such as `cn-hangzhou`. */
    readonly region?: string | undefined;
    /** Access key id. Given here, it beats every other source, and brings its own secret and token. */
    readonly accessKey?: string | undefined;
    /** Secret of the access key. */
    readonly secretKey?: string | undefined;
    /** Token of temporary credentials. */
    readonly securityToken?: string | undefined;
    /** Name of a profile of the aliyun CLI. */
    readonly profile?: string | undefined;
    /** The file with the profiles. Default: `~/.aliyun/config.json`. */
    readonly sharedCredentialsFile?: string | undefined;
    /** An address that answers with temporary credentials. */
    readonly credentialsUri?: string | undefined;
    /** The RAM role of the ECS instance that this runs on. The metadata address is asked only when this is set. */
    readonly ecsRoleName?: string | undefined;
    /** A role to assume on top of whatever key is found. */
    readonly assumeRole?: AssumeRole | undefined;
    /** A role that an OIDC token stands for. */
    readonly assumeRoleWithOidc?: AssumeRoleWithOidc | undefined;
    /** `host[:port]` of ECS. Default: the official SDK's endpoint of the region. */
    readonly endpoint?: string | undefined;
    /** `https` or `http`. Default: `http` for a loopback endpoint with a port, else `https`. */
    readonly protocol?: string | undefined;
    /** How many requests the waits of a process may send in any minute; a larger set is asked less often. Default: 250. */
    readonly maxRequestsPerMinute?: number | undefined;
}

/** Reads one value of the stack's configuration by its full key, such as `alicloud:region`. */
export type ReadConfig = (key: string) => string | undefined;

/** The places that a setting may come from, in the order in which they are asked. */
export interface SettingSources {
    readonly settings?: ConnectionSettings | undefined;
    /** The option that the settings are nested in, for messages: `connection`. Default: they are arguments themselves. */
    readonly settingsName?: string | undefined;
    readonly config?: ReadConfig | undefined;
    /** How the configuration is called in messages, before the colon. Default: `alicloud`. */
    readonly configNamespace?: string | undefined;
    readonly env: Readonly<Record<string, string | undefined>>;
}
