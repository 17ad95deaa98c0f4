/**
 * The core: it asks ECS and waits, and knows nothing of Pulumi programs. Programs do not import it; the Pulumi side
 * does, at the first use.
 */
export type { ReadArguments } from "./arguments/read-arguments";
export type { WaitArguments } from "./arguments/wait-arguments";
export { ABSENT, INSTANCE_STATUSES } from "./domain/instance-status";
export type {
    AssumeRole,
    AssumeRoleWithOidc,
    ConnectionSettings,
    ReadConfig,
    SettingSources,
} from "./ecs/connection-settings";
export * from "./errors";
export { getInstanceStatus, type ReadOneResult } from "./functions/get-instance-status";
export { getInstanceStatuses, type ReadResult } from "./functions/get-instance-statuses";
export { waitForInstanceStatus } from "./functions/wait-for-instance-status";
export { checkGate } from "./gate/check-gate";
export type { GateInputs, GateResult, OnDrift } from "./gate/gate-properties";
export { planGate } from "./gate/plan-gate";
export { readGate } from "./gate/read-gate";
export { GateNotSatisfied, runGate } from "./gate/run-gate";
export type { WaitHooks } from "./wait/wait-for-status";
export type { WaitReport } from "./wait/wait-report";
export type {
    CheckedInputs,
    ResourceContext,
    ResourceLog,
    ResourcePlan,
    ResourceState,
} from "./resource/resource-context";
export { checkStatuses } from "./statuses/check-statuses";
export { planStatuses } from "./statuses/plan-statuses";
export { createStatuses, refreshStatuses } from "./statuses/read-statuses-resource";
