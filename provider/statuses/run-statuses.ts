import { accounts } from "../account/accounts";
import { formatDuration } from "../domain/duration";
import { readStatuses, type StatusReading } from "../ecs/read-statuses";
import { resolveConnection } from "../ecs/resolve-connection";
import { noAnswer } from "../errors/no-answer";
import { statusResult } from "../functions/status-result";
import type { Operation } from "../resource/resource";
import type { Properties, ResourceContext } from "../resource/resource-context";
import { TimeLimitError, withTimeLimit } from "../time/with-time-limit";
import { keptOfStatuses, requestOf } from "./statuses";

/**
 * Reads the statuses that are recorded when the resource is created or updated.
 *
 * @throws EcsApiError, InvalidArgumentError
 */
export async function runStatuses(
    inputs: Properties,
    { sources, signal }: ResourceContext,
    { timeoutMs }: Pick<Operation, "timeoutMs">,
): Promise<Record<string, unknown>> {
    const request = requestOf(inputs);
    const connection = resolveConnection(request.regionId, sources);
    const read = (limited: AbortSignal | undefined): Promise<StatusReading> =>
        accounts.use(connection, ({ api, regionId }) => readStatuses(api, { ...request, regionId }, limited));
    const reading = await (timeoutMs === undefined ? read(signal) : readWithin(timeoutMs, signal, read));
    return { ...keptOfStatuses(inputs), ...statusResult(reading, request) };
}

async function readWithin(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    read: (signal: AbortSignal) => Promise<StatusReading>,
): Promise<StatusReading> {
    try {
        return await withTimeLimit(timeoutMs, signal, read);
    } catch (error) {
        throw error instanceof TimeLimitError
            ? noAnswer(`ECS could not be read within the ${formatDuration(timeoutMs)} of customTimeouts`)
            : error;
    }
}
