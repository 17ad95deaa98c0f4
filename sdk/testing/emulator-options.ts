import type { EmulatedInstance } from "./instances/emulated-instance";
import type { RecordedRequest } from "./server/recorded-request";

/** The one identity that the emulator lets in: texts that are not empty, without blanks at their ends. */
export interface EmulatorCredentials {
    readonly accessKey: string;
    readonly secretKey: string;
    /** With it, the key is a temporary one, and every request must bring this token. */
    readonly securityToken?: string | undefined;
}

/** How an emulator is started. Everything has a default, and what cannot be meant is a `TypeError` of `start`. */
export interface EcsEmulatorOptions {
    /** Instances that exist from the beginning, each id once, whatever its region. Default: none. */
    readonly instances?: readonly EmulatedInstance[] | undefined;
    /** The region of instances that name none, and `ALICLOUD_REGION` in `env`. Default `"cn-hangzhou"`. */
    readonly regionId?: string | undefined;
    /** Regions that exist; others are answered with `InvalidRegionId.NotFound`. Default: every well-formed one exists. */
    readonly regions?: readonly string[] | undefined;
    /** Zones that exist besides those of the instances; others are answered with `InvalidZoneId.NotFound`. Default: none. */
    readonly zones?: readonly string[] | undefined;

    /** The one access key id that is let in. Default: a made-up one. */
    readonly accessKey?: string | undefined;
    /** Its secret. Default: a made-up one. */
    readonly secretKey?: string | undefined;
    /** With it, the key is a temporary one: every request must bring this token. Default: none, and none is accepted. */
    readonly securityToken?: string | undefined;
    /** `false` lets every request in, signed or not, whatever the signature. Default `true`. */
    readonly verifySignatures?: boolean | undefined;
    /**
     * `true` lets requests in that carry no signature at all, so that curl or a browser can ask; one that is signed is
     * still checked. Default `false`: they are refused, as by ECS.
     */
    readonly allowUnsigned?: boolean | undefined;
    /**
     * An unknown key is answered with 404 "Specified access key is not found." in the field, and with 400 "The specified
     * Access Key ID does not exist." in the documentation. Default 404.
     */
    readonly accessKeyNotFoundStatus?: 400 | 404 | undefined;

    /**
     * Requests per wall-clock minute and region; the rest is answered with `Throttling.User`. A whole number; 0 throttles
     * every request. Default: any number of requests.
     */
    readonly quotaPerMinute?: number | undefined;
    /** Whether a throttled answer says in `x-acs-retry-after` how many milliseconds the minute still has. Default `false`. */
    readonly retryAfterHeader?: boolean | undefined;
    /** Milliseconds that every answer takes, faults too: a whole number up to 2147483647 (24 days). Default 0. */
    readonly latencyMs?: number | undefined;

    /**
     * Called with each request when its answer is on the way, or when it is clear that there will be none: the same
     * objects as in `requests`. What it throws does not touch the answer; `close()` throws it.
     */
    readonly onRequest?: ((request: RecordedRequest) => void) | undefined;

    /** The port on 127.0.0.1, up to 65535. Default 0: any free one. */
    readonly port?: number | undefined;
    /** The emulator's clock, in milliseconds since 1970: for scripts, quotas, time stamps and `at`. Default `Date.now`. */
    readonly now?: (() => number) | undefined;
}
