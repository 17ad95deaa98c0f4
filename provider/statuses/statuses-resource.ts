import type { Resource } from "../resource/resource";
import { checkStatuses } from "./check-statuses";
import { planStatuses } from "./plan-statuses";
import { refreshStatuses } from "./refresh-statuses";
import { runStatuses } from "./run-statuses";
import { keptOfStatuses, outputsOfStatuses } from "./statuses";

/** `InstanceStatuses`. */
export const statusesResource: Resource = {
    idPrefix: "instance-statuses",
    outputs: outputsOfStatuses,
    namesInstances: ["statuses", "statusById", "healthById", "absentInstanceIds"],
    kept: keptOfStatuses,
    check: checkStatuses,
    plan: planStatuses,
    run: runStatuses,
    refresh: refreshStatuses,
};
