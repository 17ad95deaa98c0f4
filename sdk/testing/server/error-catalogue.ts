import { OPERATIONS } from "../calls/operations";
import { missing, notValid } from "./api-error";
import type { ErrorTexts } from "./api-error";

/** An error as Alibaba Cloud documents it. */
export interface DocumentedError {
    readonly httpStatus: number;
    readonly message: string;
}

const THROTTLED = "Request was denied due to request throttling.";

/** Of ECS, and of the gateway in front of it. */
const COMMON_ERRORS: ErrorTexts = {
    400: {
        InvalidOwner: "OwnerId and OwnerAccount can’t be used at one API access.",
        InvalidOwnerAccount: "The specified OwnerAccount is not valid.",
        InvalidOwnerId: "The specified OwnerId is not valid.",
        InvalidParamater: notValid("SignatureMethod"),
        InvalidParameter: "The specified parameter is not valid.",
        "InvalidParameter.IsNull": "The required parameter must be not null.",
        MissingParameter: missing("Action"),
        "MissingParameter.RegionId": missing("RegionId"),
        UnsupportedParameter: "The parameters is unsupported.",
        UnknownError: "The request processing has failed due to some unknown error.",
        // two texts for throttling are in use, so clients must not rely on one of them
        Throttling:
            "You have made too many requests within a short time; your request is denied due to request throttling.",
        "Throttling.User": THROTTLED,
        "Throttling.Api": THROTTLED,
        "Throttling.ConcurrentLimitExceeded": THROTTLED,
        "Rejected.Throttling": THROTTLED,
        IllegalTimestamp: missing("Timestamp"),
        "InvalidTimeStamp.Format": "Specified time stamp or date value is not well formatted.",
        "InvalidTimeStamp.Expired": "Specified time stamp or date value is expired.",
        IncompleteSignature: "The request signature does not conform to Aliyun standards.",
        SignatureDoesNotMatch: "Specified signature is not matched with our calculation.",
        SignatureNonceUsed: "The request signature nonce has been used.",
        MissingSecurityToken: "SecurityToken is mandatory for this action.",
        "InvalidSecurityToken.Expired": "Specified SecurityToken is expired.",
        "InvalidSecurityToken.Malformed": "Specified SecurityToken is malformed.",
        "InvalidSecurityToken.MismatchWithAccessKey": "Specified SecurityToken mismatch with the AccessKey.",
    },
    403: {
        "Forbidden.AccessKeyDisabled": "The Access Key is disabled.",
        "Forbidden.NotSupportRAM": "This action does not support accessed by RAM mode.",
        "Forbidden.RAM": "User not authorized to operate on the specified resource, or this API doesn’t support RAM.",
        "Forbidden.RiskControl": "This operation is forbidden by Aliyun RiskControl system.",
        "Forbidden.SubUser": "The specified action is not available for you.",
        "Forbidden.Unauthorized": "User not authorized to operate on the specified resource.",
        "InvalidAccount.NotFound": "The specified Account does not exist.",
        InvalidAction: "Specified action is not valid.",
        "InvalidParameter.OwnerAccount": "OwnerAccount is Invalid.",
        "InvalidParameter.ResourceOwnerAccount": "ResourceOwnerAccount is Invalid.",
        LastTokenProcessing: "The last token request is processing.",
        RealNameAuthenticationError: "Your account has not passed the real-name authentication yet.",
        UnsupportedHTTPMethod: "This HTTP method is not supported.",
    },
    404: {
        "InvalidRegionId.NotFound": "The specified RegionId does not exist.",
        // as ECS answers; its documentation says 400 and "The specified Access Key ID does not exist."
        "InvalidAccessKeyId.NotFound": "Specified access key is not found.",
    },
    409: { OperationConflict: "Request was denied due to conflict with a previous request." },
    500: { InternalError: "The request processing has failed due to some unknown error, exception or failure." },
    503: {
        ServiceUnavailable: "The request has failed due to a temporary failure of the server.",
        "ServiceUnavailable.RegionMaintaining":
            "System maintenance is in progress on the selected region, please wait a few minutes before trying again.",
    },
};

const COMMON = byCode(COMMON_ERRORS);
const BY_ACTION = new Map<string, ReadonlyMap<string, DocumentedError>>(
    [...OPERATIONS.values()].map(({ action, errors }) => [action, byCode(errors)]),
);

/** All documented errors by code, in the form that most operations use. */
export const ERROR_CATALOGUE: ReadonlyMap<string, DocumentedError> = new Map([
    ...[...BY_ACTION.values()].reverse().flatMap((errors) => [...errors]),
    ...COMMON,
]);

/** An error as the document of an operation has it. */
export function documentedError(code: string, action: string | undefined): DocumentedError | undefined {
    return BY_ACTION.get(action ?? "")?.get(code) ?? ERROR_CATALOGUE.get(code);
}

/** A `Map`, so that a code named "constructor" is unknown. */
function byCode(texts: ErrorTexts): Map<string, DocumentedError> {
    return new Map(
        Object.entries(texts).flatMap(([status, ofStatus]) =>
            Object.entries(ofStatus).map(([code, message]) => [code, { httpStatus: Number(status), message }] as const),
        ),
    );
}
