import { isRegionId } from "./calls/describe-instance-status";
import {
    BOOLEAN,
    checkProperties,
    FUNCTION,
    integer,
    invalid,
    isNonEmptyString,
    listOf,
    MAX_DELAY_MS,
    milliseconds,
    orInfinity,
    type Rule,
    type Rules,
} from "./checks";
import { checkInstance, duplicateId, REGION_ID, type EmulatedInstance } from "./instances/emulated-instance";
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

/** Clients trim keys or cannot send these characters, so no request could ever match another key. */
const KEY: Rule = {
    expected: "a non-empty string without whitespace at its ends and without control characters",
    accepts: (value) => isNonEmptyString(value) && !/^\s|\s$|[\u0000-\u001f\u007f]/.test(value),
    isSecret: true,
};

const CREDENTIAL_RULES: Rules<EmulatorCredentials> = {
    accessKey: { ...KEY, isRequired: true },
    secretKey: { ...KEY, isRequired: true },
    securityToken: KEY,
};

export const OPTION_RULES: Rules<EcsEmulatorOptions> = {
    instances: listOf("a list of instances", () => true),
    regionId: REGION_ID,
    regions: listOf('a list of regions such as "cn-hangzhou"', isRegionId),
    zones: listOf('a list of zones such as "cn-hangzhou-a"', isNonEmptyString),
    accessKey: KEY,
    secretKey: KEY,
    securityToken: KEY,
    verifySignatures: BOOLEAN,
    allowUnsigned: BOOLEAN,
    accessKeyNotFoundStatus: { expected: "400 or 404", accepts: (value) => value === 400 || value === 404 },
    quotaPerMinute: orInfinity(integer(0)),
    retryAfterHeader: BOOLEAN,
    latencyMs: milliseconds(MAX_DELAY_MS),
    onRequest: FUNCTION,
    port: integer(0, 65_535),
    now: FUNCTION,
};

/** @throws TypeError that names the option; keys and tokens are not shown in it */
export function checkOptions(options: EcsEmulatorOptions): void {
    checkProperties("options", options, OPTION_RULES);
    const { instances = [] } = options;
    for (const [index, instance] of instances.entries()) {
        checkInstance(instance, `instances[${index}]`);
    }
    const duplicate = duplicateId(instances);
    if (duplicate !== undefined) {
        throw invalid(`instances[${duplicate}].instanceId`, "a unique id", instances[duplicate]?.instanceId);
    }
}

/** @throws TypeError; keys and tokens are not shown in it */
export function checkCredentials(credentials: EmulatorCredentials): void {
    checkProperties("credentials", credentials, CREDENTIAL_RULES);
}
