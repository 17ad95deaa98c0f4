import { statusResult } from "../functions/status-result";
import { readBriefly } from "../resource/brief-read";
import type { Properties, ResourceContext } from "../resource/resource-context";
import { requestOf, type StatusesRequest } from "./statuses";

/** Records what ECS reports now. If ECS cannot be asked, what is recorded stays. */
export async function refreshStatuses(
    state: Properties,
    _inputs: Properties,
    context: ResourceContext,
): Promise<Record<string, unknown>> {
    const { read = readBriefly, log } = context;
    let request: StatusesRequest;
    try {
        request = requestOf(state);
    } catch (error) {
        log.warn(`statuses are kept as they are recorded, the state cannot be read: ${String(error)}`);
        return { ...state };
    }
    const outcome = await read("refresh", request, context);
    if (outcome.reading !== undefined) {
        return { ...state, ...statusResult(outcome.reading, request) };
    }
    if (outcome.isNews) {
        log.warn(`statuses are kept as they are recorded, ECS could not be asked: ${outcome.error.message}`);
    }
    return { ...state };
}
