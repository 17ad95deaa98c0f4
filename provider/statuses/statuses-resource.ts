import type { Resource } from "../resource/resource";
import { checkStatuses } from "./check-statuses";
import { planStatuses } from "./plan-statuses";
import { refreshStatuses } from "./refresh-statuses";
import { runStatuses } from "./run-statuses";
import { keptOfStatuses, STATUSES_OUTPUTS } from "./statuses";

/** `InstanceStatuses`. */
export const statusesResource: Resource = {
    idPrefix: "instance-statuses",
    outputs: STATUSES_OUTPUTS,
    namesInstances: ["statuses", "statusById", "absentInstanceIds"],
    kept: keptOfStatuses,
    check: checkStatuses,
    plan: planStatuses,
    run: runStatuses,
    refresh: refreshStatuses,
};
