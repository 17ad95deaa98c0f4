/**
 * A local ECS for tests and demos: published as `pulumi-alicloud-instance-status/testing`.
 *
 * @packageDocumentation
 */
export { EcsEmulator } from "./ecs-emulator";
export type { EcsEmulatorOptions, EmulatorCredentials } from "./emulator-options";
export type { EmulatedInstance, ScriptStep } from "./instance-spec";
export type { AnswerFaultKind, DeliveryFaultKind, Fault, FaultKind } from "./fault";
export type { RecordedRequest, SignatureForm } from "./recorded-request";
export type { ReleaseOptions } from "./release-options";
