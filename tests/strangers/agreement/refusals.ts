import assert from "node:assert/strict";
import { KEY, numberedIds, onlyRequest, stoppedClock, type Meeting } from "../support/meeting";
import type { Outcome, Stranger } from "../support/stranger";

const DOCUMENTED_ERRORS = [
    {
        when: "it asks for 101 ids",
        parameters: { instanceIds: numberedIds(101) },
        code: "InvalidParameter.TooManyInstanceIds",
        httpStatus: 403,
        message: "Instance ids cannot be more than 100.",
    },
    {
        when: "an id is none of an instance",
        parameters: { instanceIds: ["sg-bp1"] },
        code: "Abs.InvalidInstanceIds.MalFormed",
        httpStatus: 403,
        message: "The specified instanceIds is not valid.",
    },
    {
        when: "there is no such zone",
        parameters: { zoneId: "cn-hangzhou-zz" },
        code: "InvalidZoneId.NotFound",
        httpStatus: 404,
        message: "The ZoneId provided does not exist in our records.",
    },
] as const;

/** What a client is told when it is refused. */
export function refusals({ wrongSecret = {} }: Stranger, meeting: Meeting): void {
    for (const { when, parameters, code, httpStatus, message } of DOCUMENTED_ERRORS) {
        it(
            `is told ${code} when ${when}`,
            meeting({}, async ({ ecs, ask }) => {
                const outcome = await ask(parameters);
                assertRefused(outcome, { code, httpStatus, message });
                assert.equal(outcome.error?.requestId, onlyRequest(ecs).requestId);
            }),
        );
    }

    it(
        "is refused with a wrong secret",
        meeting({}, async ({ ecs, ask }) => {
            const { error } = await ask({}, { ...KEY, secretKey: "wrong" });
            assert.equal(onlyRequest(ecs).code, "SignatureDoesNotMatch");
            assert.deepEqual([error?.code, error?.httpStatus], [wrongSecret.code ?? "SignatureDoesNotMatch", 400]);
            assert.match(error?.recommend ?? "", wrongSecret.recommend ?? /^/);
        }),
    );

    it(
        "is refused with an unknown key",
        meeting({}, async ({ ask }) =>
            assertRefused(await ask({}, { ...KEY, accessKey: "unknown" }), {
                code: "InvalidAccessKeyId.NotFound",
                httpStatus: 404,
                message: "Specified access key is not found.",
            }),
        ),
    );

    it(
        "is throttled by the minute",
        meeting(
            () => ({ quotaPerMinute: 1, now: stoppedClock() }),
            async ({ ecs, ask }) => {
                assert.ok((await ask()).answer);
                assertRefused(await ask(), {
                    code: "Throttling.User",
                    httpStatus: 400,
                    message: "Request was denied due to request throttling.",
                });
                assert.equal(ecs.requests.length, 2);
            },
        ),
    );
}

function assertRefused(
    { error }: Outcome,
    expected: { readonly code: string; readonly httpStatus: number; readonly message: string },
): void {
    assert.deepEqual([error?.code, error?.httpStatus], [expected.code, expected.httpStatus]);
    // some clients put their own words around it
    assert.ok(error?.message.includes(expected.message), error?.message);
}
