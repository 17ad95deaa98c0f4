import type { ResourceContext, ResourceState } from "../resource/resource-context";
import { lookAtGate } from "./look-at-gate";

/**
 * A refresh: records what ECS says now. It may find that a gate no longer holds; that it holds, only a wait can say.
 * It never waits and never fails: an instance that is not Running is no fault of the refresh.
 */
export async function readGate(state: ResourceState, context: ResourceContext): Promise<Record<string, unknown>> {
    const outcome = await lookAtGate(state, context, "refresh");
    if (outcome.look === undefined) {
        if (outcome.isNews) {
            context.log.warn(`gates are kept as they are recorded, ECS could not be asked: ${outcome.error.message}`);
        }
        return { ...state };
    }
    const { seen, holds } = outcome.look;
    return { ...state, ...seen, satisfied: state["satisfied"] === true && holds };
}
