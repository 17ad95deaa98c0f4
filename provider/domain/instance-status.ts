/**
 * The statuses in the API document of DescribeInstanceStatus, in its spelling. Any other status is passed through as
 * received.
 */
export const INSTANCE_STATUSES = ["Pending", "Starting", "Running", "Stopping", "Stopped"] as const;

/**
 * The target for instances that are gone. It is never a status: ECS does not answer "Absent", it leaves the row out.
 */
export const ABSENT = "Absent";

/** The status of one instance in an answer, as ECS wrote it; `undefined` when the answer has no row for it. */
export type ObservedStatus = string | undefined;

/** The status as messages show it: as ECS wrote it, or "absent". */
export function describeStatus(status: ObservedStatus): string {
    return status ?? "absent";
}
