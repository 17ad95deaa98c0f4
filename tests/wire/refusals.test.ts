import assert from "node:assert/strict";
import { EcsApiError } from "../../provider/errors";
import { getInstanceStatuses } from "../../provider/functions/get-instance-statuses";
import type { EcsEmulatorOptions } from "../../sdk/testing";
import { manyIds } from "../support/scripted-ecs-api";
import { onWire, type Wire } from "../support/wire";

const SECRET = "made-up-secret";
const TOKEN = "made-up-token/+=";

async function refusal(reading: Promise<unknown>): Promise<EcsApiError> {
    const error: unknown = await reading.then(
        () => undefined,
        (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof EcsApiError, String(error));
    return error;
}

function readAs(wire: Wire, changes: Record<string, string>): Promise<unknown> {
    return getInstanceStatuses({}, { env: { ...wire.ecs.env, ...changes } });
}

describe("what ECS refuses", () => {
    for (const [what, args, lines] of [
        [
            "a page of more than a hundred ids",
            { pageNumber: 1, instanceIds: manyIds(101) },
            [
                "[invalid] InvalidParameter.TooManyInstanceIds: Instance ids cannot be more than 100.",
                "  answer   HTTP 403, request $",
                "  try      leave out `pageNumber`: then any number of ids is asked in chunks of 50",
            ],
        ],
        [
            "what is no id of an instance",
            { instanceIds: ["i-1", "disk-1"] },
            [
                "[invalid] Abs.InvalidInstanceIds.MalFormed: The specified instanceIds is not valid.",
                "  answer   HTTP 403, request $",
                "  try      check `instanceIds`: ECS says that one of them is not a valid instance id",
            ],
        ],
        [
            "an unknown zone",
            { zoneId: "cn-nowhere-z" },
            [
                "[invalid] InvalidZoneId.NotFound: The ZoneId provided does not exist in our records.",
                "  answer   HTTP 404, request $",
                "  try      check `zoneId`: this zone is unknown to ECS in this region",
            ],
        ],
        [
            "an unknown region",
            { regionId: "cn-nowhere" },
            [
                "[invalid] InvalidRegionId.NotFound: The specified RegionId does not exist.",
                "  answer   HTTP 404, request $",
                "  try      check `regionId`: this region is unknown to ECS",
            ],
        ],
    ] as [string, object, string[]][]) {
        it(
            `is ${what}: it is shown as ECS says it, with what to do, and not tried again`,
            onWire({ regions: ["cn-hangzhou"] }, async ({ ecs, sources }) => {
                const { message } = await refusal(getInstanceStatuses(args, sources));
                const [request, ...others] = ecs.requests;
                assert.deepEqual(message.replace(request!.requestId, "$").split("\n"), lines);
                assert.equal(others.length, 0);
            }),
        );
    }

    it(
        "is no page of a hundred ids",
        onWire({}, async ({ ecs, sources }) => {
            await getInstanceStatuses({ pageNumber: 1, instanceIds: manyIds(100) }, sources);
            assert.equal(ecs.requests[0]?.instanceIds.length, 100);
        }),
    );

    it(
        "is an identity without permission, with the policy line that is missing",
        onWire({}, async ({ ecs, sources }) => {
            ecs.fault({ kind: "error", code: "Forbidden.RAM", times: 9 });
            const error = await refusal(getInstanceStatuses({}, sources));
            assert.deepEqual([error.kind, error.code, error.httpStatus], ["denied", "Forbidden.RAM", 403]);
            assert.match(error.message, /"Action": "ecs:DescribeInstanceStatus"/);
            assert.equal(ecs.requests.length, 1);
        }),
    );

    for (const [what, options, changes, code] of [
        ["a wrong secret", {}, { ALICLOUD_SECRET_KEY: SECRET }, "SignatureDoesNotMatch"],
        ["an unknown key", {}, { ALICLOUD_ACCESS_KEY: "made-up-key" }, "InvalidAccessKeyId.NotFound"],
        [
            "an unknown key, as the API document has it",
            { accessKeyNotFoundStatus: 400 },
            { ALICLOUD_ACCESS_KEY: "made-up-key" },
            "InvalidAccessKeyId.NotFound",
        ],
        [
            "a wrong token",
            { securityToken: "another" },
            { ALICLOUD_SECURITY_TOKEN: TOKEN },
            "InvalidSecurityToken.MismatchWithAccessKey",
        ],
        ["a machine whose clock is slow", { now: () => Date.now() + 16 * 60_000 }, {}, "InvalidTimeStamp.Expired"],
    ] as [string, EcsEmulatorOptions, Record<string, string>, string][]) {
        it(
            `is ${what}: an error of the credentials that is not tried again`,
            onWire(options, async (wire) => {
                const error = await refusal(readAs(wire, changes));
                assert.deepEqual([error.code, error.kind], [code, "credentials"]);
                assert.equal(error.httpStatus, wire.ecs.requests[0]?.httpStatus);
                assert.equal(error.requestId, wire.ecs.requests[0]?.requestId);
                assert.equal(wire.ecs.requests.length, 1);
                assert.ok(![SECRET, TOKEN].some((secret) => error.stack?.includes(secret)), error.stack);
            }),
        );
    }

    it(
        "is shown without the string that it signed, in which the token stands",
        onWire({ securityToken: TOKEN }, async (wire) => {
            const message = `Specified signature is not matched with our calculation. server StringToSign is [x-acs-security-token:${TOKEN}]`;
            wire.ecs.fault({ kind: "error", code: "SignatureDoesNotMatch", message });
            const error = await refusal(getInstanceStatuses({}, wire.sources));
            assert.equal(error.rawMessage, "Specified signature is not matched with our calculation.");
        }),
    );
});
