import type { Properties, ResourceContext } from "../resource/resource-context";
import { gateOf, onDriftOf } from "./gate";
import { gateRecordOf } from "./gate-record";
import { lookAtGate } from "./look-at-gate";

/**
 * Records what ECS reports now. A refresh may find that a gate no longer holds; only a wait can find that it holds. It never
 * waits and never fails because of the status of an instance.
 *
 * @param inputs - the native form has them: a gate with `onDrift: "ignore"` is not read, one with `"warn"` is not changed
 */
export async function refreshGate(
    state: Properties,
    inputs: Properties,
    context: ResourceContext,
): Promise<Record<string, unknown>> {
    const onDrift = onDriftOf(inputs);
    if (onDrift === "ignore") {
        return { ...state };
    }
    let outcome: Awaited<ReturnType<typeof lookAtGate>>;
    try {
        outcome = await lookAtGate(gateOf(state), context, "refresh");
    } catch (error) {
        context.log.warn(`the gate is kept as it is recorded, its state cannot be read: ${String(error)}`);
        return { ...state };
    }
    if (outcome.look === undefined) {
        if (outcome.isNews) {
            context.log.warn(`gates are kept as they are recorded, ECS could not be asked: ${outcome.error.message}`);
        }
        return { ...state };
    }
    const { seen, holds, reason } = outcome.look;
    const { satisfied, reachedAt } = gateRecordOf(state);
    if (!holds && reachedAt !== undefined) {
        context.log.info(`the gate no longer holds: ${reason}`);
    }
    return onDrift === "warn" ? { ...state } : { ...state, ...seen, satisfied: satisfied && holds };
}
