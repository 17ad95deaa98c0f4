import * as pulumi from "@pulumi/pulumi";
import * as status from "pulumi-alicloud-instance-status-native";

const instanceIds = new pulumi.Config().requireObject<string[]>("instanceIds");

// Done when all of them are Running. When they do not get there, the deployment fails here.
const running = new status.InstanceStatusGate("running", { instanceIds, timeout: "5m" });

// region InstanceStatuses
// Stands for whatever needs the instances: it starts when the gate is done. It records what ECS says of them.
const recorded = new status.InstanceStatuses("recorded", { instanceIds }, { dependsOn: [running] });
// endregion

// region getInstanceStatuses
// Asks once, in preview too, and never waits.
const now = status.getInstanceStatusesOutput({ instanceIds });
// endregion

// region getInstanceStatus
// Asks of one instance. One that ECS does not list is absent: that is no error.
const first = status.getInstanceStatusOutput({ instanceId: instanceIds[0] });
// endregion

export const waitedMs = running.elapsedMs;
export const recordedStatuses = recorded.statusById;
export const statusesNow = now.statusById;
export const firstIsAbsent = first.absent;
