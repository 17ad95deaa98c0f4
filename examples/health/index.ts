import * as pulumi from "@pulumi/pulumi";
import { getInstanceStatusesOutput, InstanceStatuses, InstanceStatusGate } from "pulumi-alicloud-instance-status";

const instanceIds = new pulumi.Config().requireObject<string[]>("instanceIds");

// Created when ECS reports for all instances that the operating system runs. ECS updates the health once a minute.
const booted = new InstanceStatusGate("booted", { instanceIds, targetHealth: ["Ok"], timeout: "15m" });

// An example of a dependent: it is created after the gate.
const recorded = new InstanceStatuses("recorded", { instanceIds, includeHealth: true }, { dependsOn: booted });

// Reads once, after the gate, and never waits.
const now = getInstanceStatusesOutput({ instanceIds, includeHealth: true }, { dependsOn: booted });

export const waitedMs = booted.elapsedMs;
export const healthById = booted.healthById;
export const recordedHealth = recorded.healthById;
export const healthNow = now.healthById;
