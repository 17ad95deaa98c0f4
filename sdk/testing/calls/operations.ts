import { describeInstanceStatus } from "./describe-instance-status/describe-instance-status";
import { describeInstancesFullStatus } from "./describe-instances-full-status/describe-instances-full-status";
import type { Operation } from "./operation";

/** By action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
    [describeInstanceStatus, describeInstancesFullStatus].map((operation) => [operation.action, operation]),
);
