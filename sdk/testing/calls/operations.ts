import { describeInstanceStatus } from "./describe-instance-status/describe-instance-status";
import type { Operation } from "./operation";

/** By action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
    [describeInstanceStatus].map((operation) => [operation.action, operation]),
);
