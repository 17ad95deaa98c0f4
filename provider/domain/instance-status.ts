/**
 * The states that the API document of DescribeInstanceStatus lists, in its spelling.
 * ECS may say something else one day: any other string is passed through as received.
 */
export const INSTANCE_STATUSES = ["Pending", "Starting", "Running", "Stopping", "Stopped"] as const;

/**
 * The word with which a user asks for instances that are gone. It is a target, never a status: ECS does not say
 * "Absent", it leaves the row out.
 */
export const ABSENT = "Absent";

/** The status of one instance in an answer, as ECS wrote it; `undefined` when the answer has no row for it. */
export type ObservedStatus = string | undefined;

/** The status in words for messages: as ECS wrote it, or "absent". */
export function describeStatus(status: ObservedStatus): string {
    return status ?? "absent";
}
