import type { ObservationSummary, WaitEvidence } from "../../provider/errors";

/** What was seen of one instance: half a minute in one status, in twelve looks. */
export function summary(
    instanceId: string,
    status: string | undefined,
    changes: Partial<ObservationSummary> = {},
): ObservationSummary {
    return {
        instanceId,
        status,
        reached: status === "Running",
        forMs: 31_000,
        timesSeen: 12,
        history: [{ status, at: 0 }],
        ...changes,
    };
}

/** A wait of ten minutes for `Running`. */
export function evidence(
    observations: readonly ObservationSummary[],
    changes: Partial<WaitEvidence> = {},
): WaitEvidence {
    return {
        targetStatuses: ["Running"],
        minReached: observations.length,
        observations,
        elapsedMs: 600_000,
        polls: 61,
        throttledMs: 0,
        troubles: [],
        requestIds: ["request-1", "request-2"],
        ...changes,
    };
}

/** One instance that hangs in Starting. */
export const ONE = evidence([
    summary("i-1", "Starting", {
        history: [
            { status: "Pending", at: 0 },
            { status: "Starting", at: 9_000 },
        ],
    }),
]);

/** One that is there, one that stopped, one that nobody has ever seen; and a bad day at ECS. */
export const THREE = evidence(
    [
        summary("i-1", "Running"),
        summary("i-2", "Stopped", {
            history: [
                { status: undefined, at: 0 },
                { status: "Pending", at: 3_000 },
                { status: "Running", at: 9_000 },
                { status: "Stopped", at: 12_000 },
            ],
        }),
        summary("i-3", undefined, { forMs: 600_000, timesSeen: 61 }),
    ],
    {
        throttledMs: 42_000,
        troubles: [
            { code: "Throttling.User", message: "Request was denied due to request throttling.", count: 2 },
            { code: "ECONNRESET", message: "the connection was closed before the whole answer had come", count: 1 },
        ],
    },
);

function nameOf(index: number): string {
    return `i-${String(index + 1).padStart(2, "0")}`;
}

/** 10 Running, 15 Starting, 14 Stopped, 1 absent. */
export const FORTY = evidence(
    Array.from({ length: 40 }, (_, index) =>
        summary(nameOf(index), index < 10 ? "Running" : index < 25 ? "Starting" : index < 39 ? "Stopped" : undefined),
    ),
    { minReached: 36, polls: 1, requestIds: [] },
);

/** The ids of those in this status. */
export function idsIn({ observations }: WaitEvidence, status: string | undefined): string[] {
    return observations.filter((one) => one.status === status).map(({ instanceId }) => instanceId);
}
