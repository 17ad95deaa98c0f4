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
    readonly config?: ReadConfig | undefined;
    readonly env: Readonly<Record<string, string | undefined>>;
}
