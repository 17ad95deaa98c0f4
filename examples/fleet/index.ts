import { InstanceStatuses, InstanceStatusGate } from "pulumi-alicloud-instance-status";

// The instances have this tag, wherever they come from: scaling groups, spot, another stack …
const tags = { service: "search" };
const zones = ["cn-hangzhou-b", "cn-hangzhou-g"];

// 80 % of the whole fleet are enough: an instance that hangs, or that was reclaimed, does not stop the deployment.
const fleet = new InstanceStatusGate("fleet", {
    selector: { tags },
    minInstanceCount: 5,
    minReachedPercent: 80,
});

// But no zone may be without any running instance.
const inZones = zones.map(
    (zoneId) => new InstanceStatusGate(zoneId, { selector: { tags, zoneId }, minReached: 1, timeout: "5m" }),
);

// An example of a dependent: it is created after all gates, and takes the instances that run.
const search = new InstanceStatuses("search", { instanceIds: fleet.reachedInstanceIds }, { dependsOn: inZones });

export const fleetIds = fleet.instanceIds;
export const runningIds = fleet.reachedInstanceIds;
export const statusById = search.statusById;
