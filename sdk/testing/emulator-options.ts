import { checkProperties } from "./checks/check";
import * as rules from "./checks/rules";
import type { EmulatedInstance } from "./instances/emulated-instance";
import { REGION_ID } from "./instances/ids";
import type { RecordedRequest } from "./server/recorded-request";

/** The only credentials that the emulator accepts: non-empty strings without whitespace at their ends. */
export interface EmulatorCredentials {
    readonly accessKey: string;
    readonly secretKey: string;
    /** Makes the key a temporary one: every request must carry this token. */
    readonly securityToken?: string | undefined;
}

/** Options of `EcsEmulator.start`. All are optional; an invalid one is a `TypeError`. */
export interface EcsEmulatorOptions {
    /** Instances that exist from the start. Ids are unique across regions. Default: none. */
    readonly instances?: readonly EmulatedInstance[] | undefined;
    /** The default region of instances, and `ALICLOUD_REGION` in `env`. Default `"cn-hangzhou"`. */
    readonly regionId?: string | undefined;
    /** Regions that exist; other regions get `InvalidRegionId.NotFound`. Default: every well-formed region exists. */
    readonly regions?: readonly string[] | undefined;
    /** Zones that exist in addition to those of the instances; other zones get `InvalidZoneId.NotFound`. Default: none. */
    readonly zones?: readonly string[] | undefined;

    /** The only access key id that is accepted. Default: a made-up one. */
    readonly accessKey?: string | undefined;
    /** Its secret. Default: a made-up one. */
    readonly secretKey?: string | undefined;
    /** Makes the key a temporary one: every request must carry this token. Default: no token is accepted. */
    readonly securityToken?: string | undefined;
    /** `false` accepts every request, unsigned or with any signature. Default `true`. */
    readonly verifySignatures?: boolean | undefined;
    /**
     * `true` accepts requests without a signature, for curl or a browser; signed requests are still verified. Default
     * `false`: ECS refuses unsigned requests.
     */
    readonly allowUnsigned?: boolean | undefined;
    /**
     * The HTTP status for an unknown access key. ECS answers 404 "Specified access key is not found."; its documentation
     * says 400 "The specified Access Key ID does not exist.". Default 404.
     */
    readonly accessKeyNotFoundStatus?: 400 | 404 | undefined;

    /**
     * Requests per wall-clock minute and region; further requests get `Throttling.User`. An integer; 0 throttles every
     * request. Default: no limit.
     */
    readonly quotaPerMinute?: number | undefined;
    /** Whether throttled answers carry `x-acs-retry-after`: the milliseconds to the next minute. Default `false`. */
    readonly retryAfterHeader?: boolean | undefined;
    /** Milliseconds before every answer, faults included; at most 2147483647 (24 days). Default 0. */
    readonly latencyMs?: number | undefined;

    /**
     * Called once for each request, when its answer starts or when it gets none, with the object that `requests` holds.
     * An error that it throws does not affect the answer; `close()` throws it.
     */
    readonly onRequest?: ((request: RecordedRequest) => void) | undefined;

    /** The port on 127.0.0.1, up to 65535. Default 0: any free port. */
    readonly port?: number | undefined;
    /** The emulator's clock, in milliseconds since 1970: for scripts, quotas, time stamps and `at`. Default `Date.now`. */
    readonly now?: (() => number) | undefined;
}

const DEFAULTS = {
    instances: [],
    regionId: "cn-hangzhou",
    zones: [],
    accessKey: "emulator-access-key",
    secretKey: "emulator-secret-key",
    verifySignatures: true,
    allowUnsigned: false,
    accessKeyNotFoundStatus: 404,
    quotaPerMinute: Infinity,
    retryAfterHeader: false,
    latencyMs: 0,
    port: 0,
    // looked up at each call, so that a test can replace it
    now: () => Date.now(),
} satisfies EcsEmulatorOptions;

/** Options that are checked, with their defaults. */
export type EmulatorSettings = EcsEmulatorOptions & {
    readonly [Name in keyof typeof DEFAULTS]: NonNullable<EcsEmulatorOptions[Name]>;
};

/** Clients trim keys or cannot send these characters, so no request could ever match another key. */
const KEY: rules.Rule = {
    expected: "a non-empty string without whitespace at its ends and without control characters",
    accepts: (value) => rules.NON_EMPTY_STRING.accepts(value) && !/^\s|\s$|[\u0000-\u001f\u007f]/.test(String(value)),
    isSecret: true,
};

export const CREDENTIAL_RULES: rules.Rules<EmulatorCredentials> = {
    accessKey: rules.required(KEY),
    secretKey: rules.required(KEY),
    securityToken: KEY,
};

export const OPTION_RULES: rules.Rules<EcsEmulatorOptions> = {
    // the instances are checked when they are added
    instances: rules.listOf("a list of instances", () => true),
    regionId: REGION_ID,
    regions: rules.listOf('a list of regions such as "cn-hangzhou"', REGION_ID.accepts),
    zones: rules.listOf('a list of zones such as "cn-hangzhou-a"', rules.NON_EMPTY_STRING.accepts),
    accessKey: KEY,
    secretKey: KEY,
    securityToken: KEY,
    verifySignatures: rules.BOOLEAN,
    allowUnsigned: rules.BOOLEAN,
    accessKeyNotFoundStatus: rules.rule("400 or 404", (value) => value === 400 || value === 404),
    quotaPerMinute: rules.orInfinity(rules.integerFrom(0)),
    retryAfterHeader: rules.BOOLEAN,
    latencyMs: rules.DELAY,
    onRequest: rules.FUNCTION,
    port: rules.integerFrom(0, 65_535),
    now: rules.FUNCTION,
};

/** @throws TypeError that names the option; keys and tokens are not shown in it */
export function readOptions(options: EcsEmulatorOptions): EmulatorSettings {
    checkProperties("options", options, OPTION_RULES);
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    return { ...DEFAULTS, ...Object.fromEntries(given) };
}
