import { accounts } from "../account/accounts";
import { checkReadArguments, type ReadArguments } from "../arguments/read-arguments";
import type { SettingSources } from "../ecs/connection-settings";
import type { InstanceRow } from "../domain/instance-row";
import { readStatuses } from "../ecs/read-statuses";
import { resolveConnection } from "../ecs/resolve-connection";

/** The statuses of several instances. */
export interface ReadResult {
    readonly regionId: string;
    readonly statuses: InstanceRow[];
    readonly statusById: Record<string, string>;
    readonly absentInstanceIds: string[];
    readonly totalCount: number;
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
    // null means: not given
    const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null)) as ReadArguments;
    checkReadArguments(given);
    const connection = resolveConnection(given.regionId, sources);
    const { rows, absentInstanceIds, totalCount, requestIds } = await accounts.use(connection, ({ api, regionId }) =>
        readStatuses(api, { ...given, regionId }, signal),
    );
    return {
        regionId: connection.regionId,
        statuses: [...rows],
        statusById: Object.fromEntries(rows.map(({ instanceId, status }) => [instanceId, status])),
        absentInstanceIds: [...absentInstanceIds],
        totalCount,
        requestIds: [...requestIds],
    };
}
