import { InstanceStatusGate } from "pulumi-alicloud-instance-status";
import { Application } from "./application";

// The instance of the demo; in a program of yours: the ids of a scaling group, of another stack, of a query …
const instanceIds = ["i-bp1quickstart0001"];

const running = new InstanceStatusGate("web", {
    instanceIds,
    timeout: "5m",
    initialDelay: "1s", // the demo's instance boots within seconds; leave this out for real ones
});

const application = new Application("app", { on: running.reachedInstanceIds });

export const gateElapsedMs = running.elapsedMs;
export const dependentStartedAt = application.startedAt;
