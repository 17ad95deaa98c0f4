import * as pulumi from "@pulumi/pulumi";
import * as status from "pulumi-alicloud-instance-status-native";

const instanceIds = new pulumi.Config().requireObject<string[]>("instanceIds");

// Created when all instances are Running. If they do not reach that status, the deployment fails here.
const running = new status.InstanceStatusGate("running", { instanceIds, timeout: "5m" });

// region InstanceStatuses
// An example of a dependent: it is created after the gate. It records the statuses of the instances.
const recorded = new status.InstanceStatuses("recorded", { instanceIds }, { dependsOn: [running] });
// endregion

// region getInstanceStatuses
// Reads once, also in preview, and never waits.
const now = status.getInstanceStatusesOutput({ instanceIds });
// endregion

// region getInstanceStatus
// Reads one instance. An instance that ECS does not list is absent, which is not an error.
const first = status.getInstanceStatusOutput({ instanceId: instanceIds[0] });
// endregion

export const waitedMs = running.elapsedMs;
export const recordedStatuses = recorded.statusById;
export const statusesNow = now.statusById;
export const firstIsAbsent = first.absent;
