/**
 * The core: it asks ECS and waits, and knows nothing of Pulumi programs. Programs do not import it; the Pulumi side
 * does, at the first use.
 */
export type { ReadArguments } from "./arguments/read-arguments";
export type { WaitArguments } from "./arguments/wait-arguments";
export { ABSENT, INSTANCE_STATUSES } from "./domain/instance-status";
export type { Selector } from "./domain/selector";
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
export { gateResource } from "./gate/gate-resource";
export type { WaitHooks } from "./wait/wait-for-status";
export type { WaitReport } from "./wait/wait-report";
export { RefreshMemory } from "./resource/refresh-memory";
export { NotSatisfiedError, type Operation, type Resource } from "./resource/resource";
export type {
    CheckedInputs,
    Properties,
    ResourceContext,
    ResourceLog,
    ResourcePlan,
} from "./resource/resource-context";
export { statusesResource } from "./statuses/statuses-resource";
