// For programs
export { getInstanceStatus, getInstanceStatusOutput } from "./getInstanceStatus";
export type { GetInstanceStatusArgs, GetInstanceStatusOutputArgs, GetInstanceStatusResult } from "./getInstanceStatus";
export { getInstanceStatuses, getInstanceStatusesOutput } from "./getInstanceStatuses";
export type {
    GetInstanceStatusesArgs,
    GetInstanceStatusesOutputArgs,
    GetInstanceStatusesResult,
    InstanceStatus,
} from "./getInstanceStatuses";
export { InstanceStatusGate, type InstanceStatusGateArgs } from "./instanceStatusGate";
export { InstanceStatuses, type InstanceStatusesArgs } from "./instanceStatuses";
export type { ReadOptions, ReadOutputOptions } from "./invoke";
export { Provider, type ProviderArgs } from "./provider";
export type { Selector, SelectorArgs } from "./selector";
export { waitForInstanceStatus } from "./waitForInstanceStatus";
export type {
    WaitForInstanceStatusArgs,
    WaitForInstanceStatusOptions,
    WaitForInstanceStatusProgress,
    WaitForInstanceStatusResult,
} from "./waitForInstanceStatus";
// Errors
export * from "../../provider/errors";
// For other libraries
export type { AssumeRole, AssumeRoleWithOidc, ConnectionSettings } from "../../provider";
