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
import { evidence, summary } from "../../support/wait-evidence";

const ROOT = join(__dirname, "../../..");
const PAGE = readFileSync(join(ROOT, "docs/errors.md"), "utf8");

/** The page shows these errors, each as it is rendered. The numbers are those of waits with the default schedule. */
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
    new WaitTimeoutError(
        600_000,
        evidence(
            [
                summary("i-1", "Running"),
                summary("i-2", "Starting", {
                    forMs: 588_000,
                    timesSeen: 70,
                    history: [
                        { status: "Pending", at: 0 },
                        { status: "Starting", at: 12_000 },
                    ],
                }),
                summary("i-3", "Pending", { forMs: 600_000, timesSeen: 73 }),
            ],
            {
                regionId: "cn-hangzhou",
                polls: 73,
                throttledMs: 45_000,
                troubles: [
                    { code: "Throttling.User", message: "Request was denied due to request throttling.", count: 2 },
                    {
                        code: "ECONNRESET",
                        message: "the connection was closed before the whole answer had come",
                        count: 1,
                    },
                ],
            },
        ),
    ),
    new UnexpectedStatusError(
        ["i-1"],
        [],
        evidence(
            [
                summary("i-1", "Stopping", {
                    forMs: 0,
                    timesSeen: 1,
                    history: [
                        { status: "Pending", at: 0 },
                        { status: "Starting", at: 8_000 },
                        { status: "Stopping", at: 10_000 },
                    ],
                }),
            ],
            { elapsedMs: 10_000, regionId: "cn-hangzhou", polls: 4 },
        ),
    ),
    new NotEnoughInstancesError(
        [],
        [],
        ["i-1", "i-2"],
        evidence(
            ["i-1", "i-2"].map((id) => summary(id, undefined, { forMs: 60_000, timesSeen: 24 })),
            { elapsedMs: 60_000, regionId: "cn-hangzhou", polls: 24 },
        ),
        true,
    ),
    new WaitAbortedError(
        evidence(
            [
                summary("i-1", "Starting", {
                    forMs: 28_000,
                    history: [
                        { status: "Pending", at: 0 },
                        { status: "Starting", at: 12_000 },
                    ],
                }),
            ],
            { elapsedMs: 40_000, regionId: "cn-hangzhou", polls: 16 },
        ),
        new Error("stop"),
    ),
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

const REQUEST_ID = "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E";
const WEB = { selector: { tags: { fleet: "web-prod" } }, minInstanceCount: 3 };

/** Errors with a selector or a health, each on the page that explains it. */
const SHOWN_ELSEWHERE: Record<string, WaitTimeoutError> = {
    "README.md": new WaitTimeoutError(
        600_000,
        evidence(
            [
                summary("i-bp1web0001", "Running", { health: "Ok" }),
                summary("i-bp1web0002", "Running", { health: "Ok" }),
                summary("i-bp1web0003", "Running", {
                    health: "Initializing",
                    reached: false,
                    forMs: 560_000,
                    timesSeen: 61,
                    history: [
                        { status: "Pending", at: 8_000 },
                        { status: "Starting", at: 12_000 },
                        { status: "Running", health: "Initializing", at: 40_000 },
                    ],
                }),
            ],
            {
                selected: { ...WEB, found: 3 },
                targetHealth: ["Ok"],
                regionId: "cn-hangzhou",
                polls: 75,
                requestIds: [REQUEST_ID],
            },
        ),
    ),
    "docs/fleets.md": new WaitTimeoutError(
        600_000,
        evidence(
            [
                summary("i-bp1web0001", undefined, {
                    left: true,
                    history: [
                        { status: "Running", at: 8_000 },
                        { status: undefined, at: 256_000 },
                    ],
                }),
                summary("i-bp1web0002", "Running", { history: [{ status: "Running", at: 12_000 }] }),
                summary("i-bp1web0003", "Pending", {
                    forMs: 584_000,
                    timesSeen: 68,
                    history: [{ status: "Pending", at: 16_000 }],
                }),
            ],
            {
                selected: { ...WEB, found: 2 },
                minReached: 2,
                regionId: "cn-hangzhou",
                polls: 72,
                throttledMs: 38_000,
                troubles: [
                    { code: "Throttling.User", message: "Request was denied due to request throttling.", count: 1 },
                ],
                requestIds: [REQUEST_ID],
            },
        ),
    ),
    "docs/how-ready-is-ready.md": new WaitTimeoutError(
        900_000,
        evidence(
            [
                summary("i-1", "Running", { health: "Ok" }),
                summary("i-2", "Running", {
                    health: "Impaired",
                    reached: false,
                    forMs: 550_000,
                    timesSeen: 55,
                    history: [
                        { status: "Starting", health: "Initializing", at: 0 },
                        { status: "Running", health: "Initializing", at: 20_000 },
                        { status: "Running", health: "Impaired", at: 350_000 },
                    ],
                    events: [
                        {
                            eventId: "e-1",
                            type: "SystemMaintenance.Reboot",
                            notBefore: "2026-11-26T10:00:00Z",
                            reason: "a hardware fault",
                        },
                    ],
                }),
            ],
            { targetHealth: ["Ok"], elapsedMs: 900_000, regionId: "cn-hangzhou", polls: 104, requestIds: [REQUEST_ID] },
        ),
    ),
};

describe("an error on another page", () => {
    for (const [page, { message }] of Object.entries(SHOWN_ELSEWHERE)) {
        it(`is shown as it is rendered: ${page}`, () => {
            assert.ok(readFileSync(join(ROOT, page), "utf8").includes(message), `${page} should show:\n\n${message}\n`);
        });
    }
});
