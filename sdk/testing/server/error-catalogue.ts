/** An error code as Alibaba Cloud documents it. */
export interface DocumentedError {
    readonly httpStatus: number;
    readonly message: string;
}

const THROTTLED = "Request was denied due to request throttling.";

/** “x”, in the quotes that the documented texts have. */
export function missing(parameter: string): string {
    return `The input parameter “${parameter}” that is mandatory for processing this request is not supplied.`;
}

/**
 * Codes with their HTTP status and text: those of the operation itself, the common ones of ECS, and those of the
 * gateway in front of it (time stamps, keys, tokens, throttling). A `Map`, so that a code named "constructor" is unknown.
 */
export const ERROR_CATALOGUE: ReadonlyMap<string, DocumentedError> = new Map(
    Object.entries<[number, string]>({
        // DescribeInstanceStatus
        "InvalidParameter.TooManyInstanceIds": [403, "Instance ids cannot be more than 100."],
        "Abs.InvalidInstanceIds.MalFormed": [403, "The specified instanceIds is not valid."],
        "InvalidZoneId.NotFound": [404, "The ZoneId provided does not exist in our records."],
        // Common to ECS
        InvalidOwner: [400, "OwnerId and OwnerAccount can’t be used at one API access."],
        InvalidOwnerAccount: [400, "The specified OwnerAccount is not valid."],
        InvalidOwnerId: [400, "The specified OwnerId is not valid."],
        InvalidParamater: [400, "The specified parameter “SignatureMethod” is not valid."],
        InvalidParameter: [400, "The specified parameter is not valid."],
        "InvalidParameter.IsNull": [400, "The required parameter must be not null."],
        MissingParameter: [400, missing("Action")],
        "MissingParameter.RegionId": [400, missing("RegionId")],
        UnsupportedParameter: [400, "The parameters is unsupported."],
        UnknownError: [400, "The request processing has failed due to some unknown error."],
        "Forbidden.AccessKeyDisabled": [403, "The Access Key is disabled."],
        "Forbidden.NotSupportRAM": [403, "This action does not support accessed by RAM mode."],
        "Forbidden.RAM": [
            403,
            "User not authorized to operate on the specified resource, or this API doesn’t support RAM.",
        ],
        "Forbidden.RiskControl": [403, "This operation is forbidden by Aliyun RiskControl system."],
        "Forbidden.SubUser": [403, "The specified action is not available for you."],
        "Forbidden.Unauthorized": [403, "User not authorized to operate on the specified resource."],
        "InvalidAccount.NotFound": [403, "The specified Account does not exist."],
        InvalidAction: [403, "Specified action is not valid."],
        "InvalidParameter.OwnerAccount": [403, "OwnerAccount is Invalid."],
        "InvalidParameter.ResourceOwnerAccount": [403, "ResourceOwnerAccount is Invalid."],
        LastTokenProcessing: [403, "The last token request is processing."],
        RealNameAuthenticationError: [403, "Your account has not passed the real-name authentication yet."],
        UnsupportedHTTPMethod: [403, "This HTTP method is not supported."],
        "InvalidRegionId.NotFound": [404, "The specified RegionId does not exist."],
        OperationConflict: [409, "Request was denied due to conflict with a previous request."],
        InternalError: [500, "The request processing has failed due to some unknown error, exception or failure."],
        ServiceUnavailable: [503, "The request has failed due to a temporary failure of the server."],
        "ServiceUnavailable.RegionMaintaining": [
            503,
            "System maintenance is in progress on the selected region, please wait a few minutes before trying again.",
        ],
        // Throttling: two texts are in circulation, so nobody may match on one of them
        Throttling: [
            400,
            "You have made too many requests within a short time; your request is denied due to request throttling.",
        ],
        "Throttling.User": [400, THROTTLED],
        "Throttling.Api": [400, THROTTLED],
        "Throttling.ConcurrentLimitExceeded": [400, THROTTLED],
        "Rejected.Throttling": [400, THROTTLED],
        // Keys, signatures, tokens
        IllegalTimestamp: [400, missing("Timestamp")],
        "InvalidTimeStamp.Format": [400, "Specified time stamp or date value is not well formatted."],
        "InvalidTimeStamp.Expired": [400, "Specified time stamp or date value is expired."],
        IncompleteSignature: [400, "The request signature does not conform to Aliyun standards."],
        SignatureDoesNotMatch: [400, "Specified signature is not matched with our calculation."],
        SignatureNonceUsed: [400, "The request signature nonce has been used."],
        // The field form; the documentation says 400 and "The specified Access Key ID does not exist."
        "InvalidAccessKeyId.NotFound": [404, "Specified access key is not found."],
        MissingSecurityToken: [400, "SecurityToken is mandatory for this action."],
        "InvalidSecurityToken.Expired": [400, "Specified SecurityToken is expired."],
        "InvalidSecurityToken.Malformed": [400, "Specified SecurityToken is malformed."],
        "InvalidSecurityToken.MismatchWithAccessKey": [400, "Specified SecurityToken mismatch with the AccessKey."],
    }).map(([code, [httpStatus, message]]) => [code, { httpStatus, message }]),
);
