import type { ResourceContext, ResourceState } from "../resource/resource-context";
import { lookAtGate } from "./look-at-gate";

/**
 * A refresh: records what ECS says now. It may find that a gate no longer holds; that it holds, only a wait can say.
 * It never waits and never fails: an instance that is not Running is no fault of the refresh.
 *
 * @param inputs - where the engine hands them out: a gate that ignores drift is not looked at, and one that only warns of
 * it is not changed
 */
export async function readGate(
    state: ResourceState,
    context: ResourceContext,
    inputs: ResourceState = {},
): Promise<Record<string, unknown>> {
    if (inputs["onDrift"] === "ignore") {
        return { ...state };
    }
    const outcome = await lookAtGate(state, context, "refresh");
    if (outcome.look === undefined) {
        if (outcome.isNews) {
            context.log.warn(`gates are kept as they are recorded, ECS could not be asked: ${outcome.error.message}`);
        }
        return { ...state };
    }
    const { seen, holds, reason } = outcome.look;
    if (!holds && typeof state["reachedAt"] === "string") {
        context.log.info(`the gate no longer holds: ${reason}`);
    }
    if (inputs["onDrift"] === "warn") {
        return { ...state };
    }
    return { ...state, ...seen, satisfied: state["satisfied"] === true && holds };
}
