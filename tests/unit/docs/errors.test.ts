import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
    EcsApiError,
    InvalidArgumentError,
    NotEnoughInstancesError,
    UnexpectedStatusError,
    WaitAbortedError,
    WaitTimeoutError,
} from "../../../provider/errors";
import { evidence, ONE, summary, THREE } from "../../support/wait-evidence";

const PAGE = readFileSync(join(__dirname, "../../../docs/errors.md"), "utf8");

/** The page shows these errors, each as it is rendered. */
const SHOWN = [
    new InvalidArgumentError("timeout", 600, 'a duration such as "500ms", "90s" or "1h30m" (units: ms, s, m, h, d)'),
    InvalidArgumentError.unknown("timeOut", ["timeout"]),
    new EcsApiError({
        code: "Forbidden.RAM",
        kind: "denied",
        action: "DescribeInstanceStatus",
        message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
        httpStatus: 403,
        requestId: "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E",
    }),
    new WaitTimeoutError(600_000, THREE),
    new UnexpectedStatusError(
        ["i-1"],
        [],
        evidence([
            summary("i-1", "Stopping", {
                forMs: 0,
                timesSeen: 1,
                history: [
                    { status: "Running", at: 0 },
                    { status: "Stopping", at: 9_000 },
                ],
            }),
        ]),
    ),
    new NotEnoughInstancesError(
        [],
        [],
        ["i-1", "i-2"],
        evidence([summary("i-1", undefined), summary("i-2", undefined)], { elapsedMs: 60_000 }),
        true,
    ),
    new WaitAbortedError(ONE, new Error("stop")),
];

describe("the page of errors", () => {
    for (const error of SHOWN) {
        it(`shows ${error.name} as it is rendered`, () => {
            assert.ok(
                PAGE.includes(`\`\`\`text\n${error.message}\n\`\`\``),
                `docs/errors.md should show:\n\n${error.message}\n`,
            );
        });

        it(`names the class and the code of ${error.name}`, () => {
            assert.ok(PAGE.includes(`## \`${error.name}\``));
            assert.ok(error instanceof EcsApiError || PAGE.includes(`\`${error.code}\``));
        });
    }
});
