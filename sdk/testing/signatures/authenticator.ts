import { requireValue } from "../calls/parameters";
import { parseUtcTime } from "../checks/utc-time";
import type { EmulatorCredentials, EmulatorSettings } from "../emulator-options";
import type { ApiCall } from "../server/api-call";
import { ApiError } from "../server/api-error";
import { ACS3, acs3Claim } from "./acs3";
import { legacyClaim } from "./hmac-sha1";

/** The largest difference between a client's clock and the emulator's, in either direction. */
const CLOCK_WINDOW_MS = 15 * 60_000;

/** Authenticates a call as the gateway of ECS does. */
export class Authenticator {
    /** When each nonce was used. */
    readonly #nonces = new Map<string, number>();

    credentials: EmulatorCredentials;

    constructor(private readonly settings: EmulatorSettings) {
        this.credentials = settings;
    }

    /**
     * Checks time, key, token, signature and nonce, in this order.
     *
     * @throws ApiError
     */
    check(call: ApiCall, now: number): void {
        const claim = call.signature === ACS3 ? acs3Claim(call) : legacyClaim(call);
        const accessKeyId = requireValue("AccessKeyId", claim.accessKeyId);
        const nonce = requireValue("SignatureNonce", claim.nonce);
        checkTime(claim.timestamp, now);
        const { accessKey, secretKey, securityToken } = this.credentials;
        if (accessKeyId !== accessKey) {
            throw accessKeyNotFound(this.settings.accessKeyNotFoundStatus);
        }
        checkToken(claim.securityToken, securityToken);
        claim.verify(secretKey);
        const usedAt = this.#nonces.get(nonce) ?? -Infinity;
        // twice the window, because the time stamp of the first use can be 15 minutes in the future
        if (now - usedAt <= 2 * CLOCK_WINDOW_MS) {
            throw new ApiError("SignatureNonceUsed");
        }
        this.#nonces.set(nonce, now);
        for (const [oldest, at] of this.#nonces) {
            if (now - at <= 2 * CLOCK_WINDOW_MS) {
                break;
            }
            this.#nonces.delete(oldest);
        }
    }
}

function checkTime(timestamp: string | undefined, now: number): void {
    if (timestamp === undefined || timestamp === "") {
        throw new ApiError("IllegalTimestamp");
    }
    const time = parseUtcTime(timestamp);
    if (Number.isNaN(time)) {
        throw new ApiError("InvalidTimeStamp.Format");
    }
    if (Math.abs(now - time) > CLOCK_WINDOW_MS) {
        throw new ApiError("InvalidTimeStamp.Expired");
    }
}

function checkToken(sent = "", expected = ""): void {
    if (sent === "" && expected !== "") {
        throw new ApiError("MissingSecurityToken");
    }
    if (sent !== expected) {
        throw new ApiError("InvalidSecurityToken.MismatchWithAccessKey");
    }
}

function accessKeyNotFound(httpStatus: 400 | 404): ApiError {
    const documented = { httpStatus, message: "The specified Access Key ID does not exist." };
    return new ApiError("InvalidAccessKeyId.NotFound", httpStatus === 400 ? documented : {});
}
