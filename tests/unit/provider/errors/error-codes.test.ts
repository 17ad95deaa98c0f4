import assert from "node:assert/strict";
import { classifyError, hintForCode, isAboutIds, saysNotFound } from "../../../../provider/errors/error-codes";
import type { EcsErrorKind } from "../../../../provider/errors";

/** Every code that the API's documents name for this call, with its HTTP status. */
const CODES: Record<EcsErrorKind, readonly (readonly [number, string])[]> = {
    throttled: [
        [400, "Throttling"],
        [400, "Throttling.User"],
        [400, "Throttling.Api"],
        [503, "Throttling.ConcurrentLimitExceeded"],
        [429, "Rejected.Throttling"],
        [200, "Throttling.User"],
        [400, "Service.Throttling"],
        [503, "ThrottlingException"],
    ],
    transient: [
        [400, "UnknownError"],
        [500, "InternalError"],
        [503, "ServiceUnavailable"],
        [503, "ServiceUnavailable.RegionMaintaining"],
        [409, "OperationConflict"],
        [403, "LastTokenProcessing"],
        [400, "SignatureNonceUsed"],
        [200, "ServiceUnavailable"],
    ],
    denied: [
        [403, "Forbidden"],
        [403, "Forbidden.RAM"],
        [403, "Forbidden.SubUser"],
        [403, "Forbidden.Unauthorized"],
        [403, "Forbidden.NotSupportRAM"],
        [403, "Forbidden.RiskControl"],
        [403, "NoPermission"],
        [403, "RealNameAuthenticationError"],
        [200, "Forbidden.RAM"],
    ],
    credentials: [
        [404, "InvalidAccessKeyId.NotFound"],
        [400, "InvalidAccessKeyId.NotFound"],
        [400, "SignatureDoesNotMatch"],
        [400, "IncompleteSignature"],
        [400, "InvalidTimeStamp.Format"],
        [400, "InvalidTimeStamp.Expired"],
        [400, "IllegalTimestamp"],
        [400, "InvalidSecurityToken.Expired"],
        [400, "InvalidSecurityToken.Malformed"],
        [400, "InvalidSecurityToken.MismatchWithAccessKey"],
        [400, "MissingSecurityToken"],
        [403, "Forbidden.AccessKeyDisabled"],
        [403, "InvalidAccount.NotFound"],
    ],
    invalid: [
        [403, "InvalidParameter.TooManyInstanceIds"],
        [403, "Abs.InvalidInstanceIds.MalFormed"],
        [404, "InvalidZoneId.NotFound"],
        [404, "InvalidRegionId.NotFound"],
        [400, "MissingParameter"],
        [403, "MissingParameter"],
        [400, "MissingParameter.RegionId"],
        [400, "InvalidParameter"],
        [400, "InvalidParameter.IsNull"],
        [403, "InvalidParameter.OwnerAccount"],
        [400, "InvalidParamater"],
        [400, "InvalidOwner"],
        [400, "UnsupportedParameter"],
        [403, "InvalidAction"],
        [403, "UnsupportedHTTPMethod"],
        [200, "InvalidZoneId.NotFound"],
    ],
};

describe("classifyError", () => {
    for (const [kind, codes] of Object.entries(CODES)) {
        for (const [httpStatus, code] of codes) {
            it(`takes ${code} with HTTP ${httpStatus} for ${kind}`, () => {
                assert.equal(classifyError(code, httpStatus), kind);
            });
        }
    }

    for (const [code, httpStatus, kind] of [
        ["Made.Up", 400, "invalid"],
        ["Made.Up", 403, "invalid"],
        ["Made.Up", 404, "invalid"],
        ["Made.Up", 408, "transient"],
        ["Made.Up", 429, "throttled"],
        ["Made.Up", 499, "invalid"],
        ["Made.Up", 500, "transient"],
        ["Made.Up", 504, "transient"],
        ["Made.Up", 200, "invalid"],
        ["Made.Up", undefined, "invalid"],
        ["", 502, "transient"],
        ["", undefined, "invalid"],
    ] as const) {
        it(`goes by the HTTP status ${httpStatus} where it does not know the code ${JSON.stringify(code)}`, () => {
            assert.equal(classifyError(code, httpStatus), kind);
        });
    }

    for (const [code, kind] of [
        ["SignatureDoesNotMatch", "credentials"],
        ["Forbidden.RAM", "denied"],
        ["InvalidAccessKeyId.NotFound", "credentials"],
    ] as const) {
        it(`believes the code ${code} more than a status of 503`, () => {
            assert.equal(classifyError(code, 503), kind);
        });
    }

    for (const [code, kind] of [
        ["FlowControl.Exceeded", "throttled"],
        ["ServiceUnavailable", "transient"],
        ["Forbidden.RAM", "denied"],
        ["SignatureDoesNotMatch", "credentials"],
    ] as const) {
        it(`takes ${code} for ${kind} when the server says when to come back`, () => {
            assert.equal(classifyError(code, 400, 1_500), kind);
        });
    }

    for (const none of [0, undefined]) {
        it(`does not take a code that it does not know for throttling when that is ${none}`, () => {
            assert.equal(classifyError("FlowControl.Exceeded", 400, none), "invalid");
        });
    }

    it("lets the longest row win", () => {
        assert.equal(classifyError("Forbidden.AccessKeyDisabled.Today", 403), "credentials");
        assert.equal(classifyError("Forbidden.AccessKeyDisabledX", 403), "denied");
    });

    it("takes a row for all that stands below it, and not for what only begins alike", () => {
        assert.equal(classifyError("ServiceUnavailable.A.B.C", 400), "transient");
        assert.equal(classifyError("ServiceUnavailableX", 400), "invalid");
        assert.equal(classifyError("X.ServiceUnavailable", 400), "invalid");
        assert.equal(classifyError("serviceunavailable", 400), "invalid");
    });

    for (const code of ["constructor", "__proto__", "toString", "constructor.prototype", ".", "..", "Throttling."]) {
        it(`is not misled by the code ${JSON.stringify(code)}`, () => {
            assert.equal(classifyError(code, 400), code === "Throttling." ? "throttled" : "invalid");
        });
    }
});

describe("hintForCode", () => {
    for (const [code, hint] of [
        ["InvalidTimeStamp.Expired", /clock/],
        ["SignatureDoesNotMatch", /secret key/],
        ["InvalidRegionId.NotFound", /`regionId`/],
        ["InvalidZoneId.NotFound", /`zoneId`/],
        ["InvalidParameter.TooManyInstanceIds", /`pageNumber`/],
        ["Abs.InvalidInstanceIds.MalFormed", /`instanceIds`/],
        ["Forbidden.AccessKeyDisabled", /enable this access key/],
    ] as const) {
        it(`knows what to do about ${code}`, () => {
            assert.match(hintForCode(code) ?? "", hint);
        });
    }

    it("has nothing to add to a code that its kind explains", () => {
        for (const code of ["Forbidden.RAM", "Throttling.User", "constructor", "__proto__", ""]) {
            assert.equal(hintForCode(code), undefined, code);
        }
    });
});

describe("isAboutIds", () => {
    for (const [code, isAbout] of [
        ["Abs.InvalidInstanceIds.MalFormed", true],
        ["InvalidInstanceId.NotFound", true],
        ["InvalidInstanceIds.NotFound", true],
        ["InvalidInstanceId", true],
        ["InvalidParameter", true],
        ["InvalidParameter.InstanceId", true],
        ["InvalidParameter.TooManyInstanceIds", false],
        ["InvalidParameterX", false],
        ["InvalidZoneId.NotFound", false],
        ["InvalidAccessKeyId.NotFound", false],
        ["Forbidden.RAM", false],
        ["SignatureDoesNotMatch", false],
        ["Throttling.User", false],
        ["", false],
    ] as const) {
        it(`is ${isAbout} for ${JSON.stringify(code)}`, () => {
            assert.equal(isAboutIds(code), isAbout);
        });
    }
});

describe("saysNotFound", () => {
    it("knows the codes that mean that an instance does not exist, and no other", () => {
        assert.deepEqual(
            [
                "InvalidInstanceId.NotFound",
                "InvalidInstanceIds.NotFound",
                "InvalidZoneId.NotFound",
                "InvalidAccessKeyId.NotFound",
                "Abs.InvalidInstanceIds.MalFormed",
            ].filter(saysNotFound),
            ["InvalidInstanceId.NotFound", "InvalidInstanceIds.NotFound"],
        );
    });
});
