/**
 * The statuses in the API document of DescribeInstanceStatus, in its spelling. Any other status is passed through as
 * received.
 */
export const INSTANCE_STATUSES = ["Pending", "Starting", "Running", "Stopping", "Stopped"] as const;

/**
 * The health in the API documents of DescribeInstancesFullStatus; the last two in older ones. Any other word is passed
 * through as received.
 */
export const INSTANCE_HEALTH = [
    "Ok",
    "Initializing",
    "Impaired",
    "InsufficientData",
    "NotApplicable",
    "Warning",
    "Maintaining",
] as const;

/**
 * The target for instances that are gone. It is never a status: ECS does not answer "Absent", it leaves the row out.
 */
export const ABSENT = "Absent";

/** The status of one instance in an answer, as ECS wrote it; `undefined` when the answer has no row for it. */
export type ObservedStatus = string | undefined;

/** What was seen, as messages show it: "Running", "Running, Initializing", "absent". */
export function describeSeen({ status, health }: { status: ObservedStatus; health?: string | undefined }): string {
    return `${status ?? "absent"}${health === undefined ? "" : `, ${health}`}`;
}
