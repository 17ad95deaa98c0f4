import type { Resource } from "../resource/resource";
import { checkGate } from "./check-gate";
import { GATE_OUTPUTS, keptOfGate } from "./gate-record";
import { planGate } from "./plan-gate";
import { refreshGate } from "./refresh-gate";
import { runGate } from "./run-gate";

/** `InstanceStatusGate`. */
export const gateResource: Resource = {
    idPrefix: "instance-status-gate",
    outputs: GATE_OUTPUTS,
    namesInstances: ["reachedInstanceIds", "statusById", "absentInstanceIds"],
    kept: keptOfGate,
    check: checkGate,
    plan: planGate,
    run: runGate,
    refresh: refreshGate,
};
