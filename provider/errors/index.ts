export { EcsApiError, type EcsErrorKind } from "./ecs-api-error";
export { InstanceStatusError } from "./instance-status-error";
export { InvalidArgumentError } from "./invalid-argument-error";
export { NotEnoughInstancesError } from "./not-enough-instances-error";
export { UnexpectedStatusError } from "./unexpected-status-error";
export { WaitAbortedError } from "./wait-aborted-error";
export { WaitError } from "./wait-error";
export type { ObservationSummary, SelectedSet, Trouble, WaitEvidence } from "./evidence/wait-evidence";
export { WaitTimeoutError } from "./wait-timeout-error";
