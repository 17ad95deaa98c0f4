import type { EcsErrorKind } from "./ecs-api-error";

/**
 * The kind of each error code of ECS. A row covers its code and all codes below it (`Throttling` covers
 * `Throttling.User`); the longest match wins. The HTTP status decides only for other codes, because ECS answers 403 for
 * too many ids and 404 for an unknown access key. Sources: the operation's own error table and the common codes of the
 * ECS API reference.
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
    // the only signature code that a retry solves: each attempt has a new nonce
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
    "InvalidRegionId.NotFound": "check `regionId`: this region is unknown to ECS",
    "InvalidZoneId.NotFound": "check `zoneId`: this zone is unknown to ECS in this region",
    "InvalidParameter.TooManyInstanceIds": "leave out `pageNumber`: then any number of ids is asked in chunks of 50",
    "Abs.InvalidInstanceIds.MalFormed": "check `instanceIds`: ECS says that one of them is not a valid instance id",
    "Forbidden.AccessKeyDisabled": "enable this access key in the RAM console, or use another",
};

/**
 * The kind of an error: by its code, or by the rest of the answer if the code is unknown.
 *
 * @param retryAfterMs - `x-acs-retry-after`: newer gateways send it with any code when they throttle
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

/** Codes that may be about one id of many: then the request is split until the id is found. */
const CODES_ABOUT_IDS = [
    "Abs.InvalidInstanceIds",
    "InvalidInstanceId",
    "InvalidInstanceIds",
    "InvalidParameter",
    "InvalidParam",
];

/** Whether the error may be about one of the ids of the request. */
export function isAboutIds(code: string): boolean {
    return (
        code !== "InvalidParameter.TooManyInstanceIds" &&
        CODES_ABOUT_IDS.some((one) => code === one || code.startsWith(`${one}.`))
    );
}

/** Codes of ECS about the token of temporary credentials. */
const CODES_ABOUT_TOKENS = ["InvalidSecurityToken", "MissingSecurityToken"];

/** Whether the error says that temporary credentials have expired. New ones may help then. */
export function saysExpired(code: string): boolean {
    return CODES_ABOUT_TOKENS.some((one) => code === one || code.startsWith(`${one}.`));
}

/** Whether the error says that the instance does not exist. Usually the API leaves out its row instead. */
export function saysNotFound(code: string): boolean {
    return code === "InvalidInstanceId.NotFound" || code === "InvalidInstanceIds.NotFound";
}

/** The advice for a code, if there is more to say than for its kind. */
export function hintForCode(code: string): string | undefined {
    return Object.hasOwn(HINT_BY_CODE, code) ? HINT_BY_CODE[code] : undefined;
}
