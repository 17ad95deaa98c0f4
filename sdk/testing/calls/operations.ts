import { describeInstanceStatus } from "./describe-instance-status/describe-instance-status";
import { describeInstancesFullStatus } from "./describe-instances-full-status/describe-instances-full-status";
import { describeInstances } from "./describe-instances/describe-instances";
import type { Operation } from "./operation";

/** By action. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
    [describeInstanceStatus, describeInstancesFullStatus, describeInstances].map((one) => [one.action, one]),
);
