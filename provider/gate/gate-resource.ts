import type { Resource } from "../resource/resource";
import { checkGate } from "./check-gate";
import { keptOfGate, outputsOfGate } from "./gate-record";
import { planGate } from "./plan-gate";
import { refreshGate } from "./refresh-gate";
import { runGate } from "./run-gate";

/** `InstanceStatusGate`. */
export const gateResource: Resource = {
    idPrefix: "instance-status-gate",
    outputs: outputsOfGate,
    namesInstances: ["instanceIds", "reachedInstanceIds", "statusById", "healthById", "absentInstanceIds"],
    kept: keptOfGate,
    check: checkGate,
    plan: planGate,
    run: runGate,
    refresh: refreshGate,
};
