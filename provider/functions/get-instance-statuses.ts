import { accounts } from "../account/accounts";
import { parseReadArguments, type ReadArguments } from "../arguments/read-arguments";
import type { SettingSources } from "../ecs/connection-settings";
import { readStatuses } from "../ecs/read-statuses";
import { resolveConnection } from "../ecs/resolve-connection";
import { type StatusResult, statusResult } from "./status-result";

/** The statuses of several instances. */
export interface ReadResult extends StatusResult {
    readonly regionId: string;
    readonly requestIds: string[];
}

/**
 * Reads statuses once, with paging, chunking and retries.
 *
 * @throws InvalidArgumentError - before any request
 * @throws EcsApiError - an error that is not retried, or that remains after the retries
 */
export async function getInstanceStatuses(
    args: ReadArguments,
    sources: SettingSources,
    signal?: AbortSignal,
): Promise<ReadResult> {
    const given = parseReadArguments(args);
    const connection = resolveConnection(given.regionId, sources);
    const reading = await accounts.use(connection, ({ api, regionId }) =>
        readStatuses(api, { ...given, regionId }, signal),
    );
    return { regionId: connection.regionId, ...statusResult(reading, given), requestIds: [...reading.requestIds] };
}
