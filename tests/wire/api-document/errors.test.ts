import assert from "node:assert/strict";
import { EcsApiError, type EcsErrorKind } from "../../../provider/errors";
import { getInstanceStatuses } from "../../../provider/functions/get-instance-statuses";
import { ERROR_CATALOGUE } from "../../../sdk/testing/server/error-catalogue";
import { manyIds } from "../../support/scripted-ecs-api";
import { onWire, type Wire } from "../../support/wire";
import { ask, askLegacy, ids, REGION } from "../../unit/sdk/testing/raw-client";

/** What the client makes of each other code; those that are not here are `invalid`: the request itself is refused. */
const KINDS: Readonly<Record<string, EcsErrorKind>> = Object.fromEntries(
    (
        [
            [
                "throttled",
                "Throttling Throttling.User Throttling.Api Throttling.ConcurrentLimitExceeded Rejected.Throttling",
            ],
            [
                "transient",
                "UnknownError LastTokenProcessing OperationConflict InternalError ServiceUnavailable " +
                    "ServiceUnavailable.RegionMaintaining SignatureNonceUsed",
            ],
            [
                "denied",
                "Forbidden.NotSupportRAM Forbidden.RAM Forbidden.RiskControl Forbidden.SubUser Forbidden.Unauthorized " +
                    "RealNameAuthenticationError",
            ],
            [
                "credentials",
                "Forbidden.AccessKeyDisabled InvalidAccount.NotFound IllegalTimestamp InvalidTimeStamp.Format " +
                    "InvalidTimeStamp.Expired IncompleteSignature SignatureDoesNotMatch InvalidAccessKeyId.NotFound " +
                    "MissingSecurityToken InvalidSecurityToken.Expired InvalidSecurityToken.Malformed " +
                    "InvalidSecurityToken.MismatchWithAccessKey",
            ],
        ] as const
    ).flatMap(([kind, codes]) => codes.split(" ").map((code) => [code, kind])),
);

/** What the client says of a refusal, beside what the emulator answers to the same question. */
async function compare(
    wire: Wire,
    args: object,
    parameters: Record<string, string>,
    expected: { httpStatus: number; code: string; message: string },
): Promise<void> {
    const error: unknown = await getInstanceStatuses(args, wire.sources).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof EcsApiError, String(error));
    const { code, httpStatus, kind, rawMessage, requestId } = error;
    assert.deepEqual({ httpStatus, code, message: rawMessage }, expected);
    assert.equal(kind, "invalid", "neither a permission nor an instance is missing, whatever the HTTP status says");
    assert.deepEqual(
        wire.ecs.requests.map((request) => request.requestId),
        [requestId],
        "it is asked once",
    );
    const { status, json } = await ask(wire.ecs, { parameters: { ...REGION, ...parameters } });
    assert.deepEqual({ httpStatus: status, code: json.Code, message: json.Message }, expected);
    const { body } = await askLegacy(wire.ecs, { parameters: { ...REGION, ...parameters } });
    assert.match(body, new RegExp(`<Code>${expected.code}</Code><Message>${expected.message}</Message>`));
}

describe("the API document: error codes", () => {
    it(
        "E1 InvalidParameter.TooManyInstanceIds: is answered to more than 100 ids in one request, with 403",
        onWire({}, (wire) =>
            compare(wire, { pageNumber: 1, instanceIds: manyIds(101) }, ids(...manyIds(101)), {
                httpStatus: 403,
                code: "InvalidParameter.TooManyInstanceIds",
                message: "Instance ids cannot be more than 100.",
            }),
        ),
    );

    it(
        "E2 Abs.InvalidInstanceIds.MalFormed: is answered to what is no id of an instance, with 403",
        onWire({}, (wire) =>
            compare(wire, { instanceIds: ["i-1", "disk-1"] }, ids("i-1", "disk-1"), {
                httpStatus: 403,
                code: "Abs.InvalidInstanceIds.MalFormed",
                message: "The specified instanceIds is not valid.",
            }),
        ),
    );

    it(
        "E3 InvalidZoneId.NotFound: is answered to a zone that does not exist, with 404",
        onWire({}, (wire) =>
            compare(
                wire,
                { zoneId: "cn-hangzhou-z" },
                { ZoneId: "cn-hangzhou-z" },
                {
                    httpStatus: 404,
                    code: "InvalidZoneId.NotFound",
                    message: "The ZoneId provided does not exist in our records.",
                },
            ),
        ),
    );

    it(
        "E4 every other code: is answered with its own status and text, and keeps code, status and kind in the client",
        onWire({}, async (wire) => {
            const api = wire.api();
            for (const [code, { httpStatus, message }] of [
                ...ERROR_CATALOGUE,
                ["Some.CodeOfTomorrow", { httpStatus: 418, message: "The request has failed." }] as const,
            ]) {
                wire.ecs.fault({ kind: "error", code, httpStatus, times: 2 });
                const { status, json } = await ask(wire.ecs);
                assert.deepEqual([status, json.Code, json.Message], [httpStatus, code, message]);
                assert.deepEqual(
                    [json["HostId"], json["Recommend"]],
                    [wire.ecs.endpoint, `See the Error Center: ${code}`],
                );
                const attempt = api.describeInstanceStatus({ regionId: "cn-hangzhou" });
                const error: unknown = await attempt.catch((thrown: unknown) => thrown);
                assert.ok(error instanceof EcsApiError, code);
                assert.deepEqual(
                    [error.code, error.httpStatus, error.kind, error.rawMessage, error.requestId],
                    [code, httpStatus, KINDS[code] ?? "invalid", message, wire.ecs.requests.at(-1)?.requestId],
                );
            }
            assert.deepEqual(
                Object.keys(KINDS).filter((code) => !ERROR_CATALOGUE.has(code)),
                [],
                "codes that the emulator does not know",
            );
        }),
    );
});
