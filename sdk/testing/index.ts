/**
 * A local ECS for tests and demos: published as `pulumi-alicloud-instance-status/testing`.
 *
 * @packageDocumentation
 */
export type { RecordedSelector } from "./calls/describe-instances/recorded-selector";
export type { EmulatedAction } from "./calls/emulated-action";
export { EcsEmulator } from "./ecs-emulator";
export type { EcsEmulatorOptions, EmulatorCredentials } from "./emulator-options";
export type { EmulatedEvent } from "./instances/emulated-event";
export type { EmulatedInstance, ReleaseOptions, ScriptStep } from "./instances/emulated-instance";
export type { Fault } from "./faults/fault";
export type { AnswerFaultKind, DeliveryFaultKind, FaultKind } from "./faults/fault-table";
export type { RecordedRequest, SignatureForm } from "./server/recorded-request";
