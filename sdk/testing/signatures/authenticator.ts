import type { ApiCall } from "../server/api-call";
import { ApiError } from "../server/api-error";
import { readClaim } from "./claim";
import type { EmulatorCredentials } from "../emulator-options";
import { NonceCache } from "./nonce-cache";
import { requireValue } from "../calls/request-parameters";

/** How far a client's clock may be off, before or after. */
const CLOCK_WINDOW_MS = 15 * 60_000;

/** Checks a call as the gateway in front of ECS does: time, key, token, signature, nonce, in this order. */
export class Authenticator {
    /** Both ends of the window: a nonce may come with a time stamp 15 minutes ahead. */
    readonly #nonces = new NonceCache(2 * CLOCK_WINDOW_MS);

    constructor(
        public credentials: EmulatorCredentials,
        private readonly accessKeyNotFoundStatus: 400 | 404,
    ) {}

    /** @throws ApiError */
    check(call: ApiCall, now: number): void {
        const claim = readClaim(call);
        const accessKeyId = requireValue("AccessKeyId", claim.accessKeyId);
        const nonce = requireValue("SignatureNonce", claim.nonce);
        checkTime(claim.timestamp, now);
        if (accessKeyId !== this.credentials.accessKey) {
            throw accessKeyNotFound(this.accessKeyNotFoundStatus);
        }
        checkToken(claim.securityToken, this.credentials.securityToken);
        claim.verify(this.credentials.secretKey);
        if (!this.#nonces.claim(nonce, now)) {
            throw new ApiError("SignatureNonceUsed");
        }
    }
}

function checkTime(timestamp: string | undefined, now: number): void {
    if (timestamp === undefined || timestamp === "") {
        throw new ApiError("IllegalTimestamp");
    }
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp) ? Date.parse(timestamp) : NaN;
    if (Number.isNaN(time)) {
        throw new ApiError("InvalidTimeStamp.Format");
    }
    if (Math.abs(now - time) > CLOCK_WINDOW_MS) {
        throw new ApiError("InvalidTimeStamp.Expired");
    }
}

function checkToken(sent: string | undefined, expected: string | undefined): void {
    if (expected !== undefined && (sent === undefined || sent === "")) {
        throw new ApiError("MissingSecurityToken");
    }
    if ((sent ?? "") !== (expected ?? "")) {
        throw new ApiError("InvalidSecurityToken.MismatchWithAccessKey");
    }
}

function accessKeyNotFound(httpStatus: 400 | 404): ApiError {
    const documented = { httpStatus, message: "The specified Access Key ID does not exist." };
    return new ApiError("InvalidAccessKeyId.NotFound", httpStatus === 400 ? documented : {});
}
