import type { EcsErrorKind } from "./ecs-api-error";

/**
 * What an error code of ECS means. A row covers its code and everything below it (`Throttling` covers
 * `Throttling.User`); the longest row wins. The HTTP status decides only where no row does, because ECS uses 403 for
 * too many ids and 404 for an unknown access key.
 * Sources: the operation's own error table and the common codes of the ECS API reference.
 */
const KIND_BY_CODE: Readonly<Record<string, EcsErrorKind>> = {
    Throttling: "throttled",
    "Rejected.Throttling": "throttled",

    InternalError: "transient",
    UnknownError: "transient",
    ServiceUnavailable: "transient",
    SystemBusy: "transient",
    OperationConflict: "transient",
    LastTokenProcessing: "transient",
    // the one signature code that a new attempt cures: each attempt has a new nonce
    SignatureNonceUsed: "transient",

    InvalidAccessKeyId: "credentials",
    InvalidAccount: "credentials",
    InvalidSecurityToken: "credentials",
    MissingSecurityToken: "credentials",
    InvalidCredentials: "credentials",
    SignatureDoesNotMatch: "credentials",
    IncompleteSignature: "credentials",
    InvalidTimeStamp: "credentials",
    IllegalTimestamp: "credentials",
    "Forbidden.AccessKeyDisabled": "credentials",

    Forbidden: "denied",
    NoPermission: "denied",
    RealNameAuthenticationError: "denied",
};

const HINT_BY_CODE: Readonly<Record<string, string>> = {
    "InvalidTimeStamp.Expired": "set this machine's clock: it is off by more than the 15 minutes that ECS accepts",
    SignatureDoesNotMatch:
        "check the secret key: it does not belong to this access key, or it was pasted with a blank or line break",
    "InvalidRegionId.NotFound": "check `regionId`: ECS knows no such region",
    "InvalidZoneId.NotFound": "check `zoneId`: ECS knows no such zone in this region",
    "InvalidParameter.TooManyInstanceIds": "leave out `pageNumber`: then any number of ids is asked in chunks of 50",
    "Abs.InvalidInstanceIds.MalFormed": "check `instanceIds`: ECS says that one of them cannot be an instance id",
    "Forbidden.AccessKeyDisabled": "enable this access key in the RAM console, or use another",
};

/**
 * The kind of an error: by its code, or by the rest of the answer where the code is unknown.
 *
 * @param retryAfterMs - `x-acs-retry-after`: newer gateways send it when they throttle, with any code
 */
export function classifyError(code: string, httpStatus?: number, retryAfterMs = 0): EcsErrorKind {
    for (let prefix = code; prefix !== ""; prefix = prefix.slice(0, Math.max(prefix.lastIndexOf("."), 0))) {
        if (Object.hasOwn(KIND_BY_CODE, prefix)) {
            return KIND_BY_CODE[prefix] as EcsErrorKind;
        }
    }
    if (httpStatus === 429 || code.includes("Throttling") || retryAfterMs > 0) {
        return "throttled";
    }
    return httpStatus !== undefined && (httpStatus >= 500 || httpStatus === 408) ? "transient" : "invalid";
}

/** Codes that can be about one id of many: with them a request is split until the id is found. */
const CODES_ABOUT_IDS = [
    "Abs.InvalidInstanceIds",
    "InvalidInstanceId",
    "InvalidInstanceIds",
    "InvalidParameter",
    "InvalidParam",
];

/** Whether the error can be about one of the ids that were asked. */
export function isAboutIds(code: string): boolean {
    return (
        code !== "InvalidParameter.TooManyInstanceIds" &&
        CODES_ABOUT_IDS.some((one) => code === one || code.startsWith(`${one}.`))
    );
}

/** Codes of ECS about the token of temporary credentials. */
const CODES_ABOUT_TOKENS = ["InvalidSecurityToken", "MissingSecurityToken"];

/** Whether the error says that temporary credentials have ended, so that new ones may help. */
export function saysExpired(code: string): boolean {
    return CODES_ABOUT_TOKENS.some((one) => code === one || code.startsWith(`${one}.`));
}

/** Whether the error says that the instance does not exist; the API usually leaves out its row instead. */
export function saysNotFound(code: string): boolean {
    return code === "InvalidInstanceId.NotFound" || code === "InvalidInstanceIds.NotFound";
}

/** What to try, for codes where that is more than the kind alone says. */
export function hintForCode(code: string): string | undefined {
    return Object.hasOwn(HINT_BY_CODE, code) ? HINT_BY_CODE[code] : undefined;
}
