import { ecsApiOf } from "../ecs/ecs-api-of";
import { readStatuses } from "../ecs/read-statuses";
import { resolveConnection } from "../ecs/resolve-connection";
import { readBriefly } from "../resource/brief-read";
import type { ResourceContext, ResourceState } from "../resource/resource-context";
import { keptOf, requestOf, resultOf } from "./statuses-properties";

/**
 * Reads what is recorded when the resource is created or updated.
 *
 * @throws EcsApiError
 */
export async function createStatuses(
    inputs: ResourceState,
    { sources, signal }: ResourceContext,
): Promise<Record<string, unknown>> {
    const request = requestOf(inputs);
    const connection = resolveConnection(request.regionId, sources);
    const reading = await readStatuses(ecsApiOf(connection), { ...request, regionId: connection.regionId }, signal);
    return { ...keptOf(inputs), ...resultOf(reading) };
}

/** A refresh: records what ECS says now. It never fails: if ECS cannot be asked, what is recorded stays. */
export async function refreshStatuses(
    state: ResourceState,
    context: ResourceContext,
): Promise<Record<string, unknown>> {
    const { read = readBriefly } = context;
    const outcome = await read("refresh", requestOf(state), context);
    if (outcome.reading === undefined) {
        if (outcome.isNews) {
            context.log.warn(
                `statuses are kept as they are recorded, ECS could not be asked: ${outcome.error.message}`,
            );
        }
        return { ...state };
    }
    return { ...state, ...resultOf(outcome.reading) };
}
