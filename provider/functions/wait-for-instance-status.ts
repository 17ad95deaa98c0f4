import { accounts } from "../account/accounts";
import { ArgumentReader } from "../arguments/argument-reader";
import { parseWaitArguments, WAIT_ARGUMENTS, type WaitArguments } from "../arguments/wait-arguments";
import { isEmptySet } from "../domain/wait-conditions";
import type { SettingSources } from "../ecs/connection-settings";
import { type Connection, isLoopback, resolveConnection, resolveDestination } from "../ecs/resolve-connection";
import type { StatusSource } from "../wait/status-source";
import { type WaitHooks, waitForStatus } from "../wait/wait-for-status";
import type { WaitReport } from "../wait/wait-report";
import type { WaitRequest } from "../wait/wait-request";

/**
 * Waits until instances reach a status.
 *
 * @throws InvalidArgumentError - before any request
 * @throws the errors of {@link waitForStatus}
 */
export async function waitForInstanceStatus(
    { regionId, ...args }: WaitArguments & { readonly regionId?: string | undefined },
    sources: SettingSources,
    hooks: WaitHooks = {},
): Promise<WaitReport> {
    refuseUnknown(args);
    const { endpoint } = resolveDestination(regionId, sources);
    const { request, errors } = parseWaitArguments(
        { ...args },
        { allowAbsent: true, allowShortIntervals: isLoopback(endpoint) },
    );
    if (request === undefined) {
        throw errors[0] as Error;
    }
    return waitThroughAccount(request, () => resolveConnection(regionId, sources), hooks);
}

/**
 * Waits with the poller of the account. An empty set is reached at once: there is no request, so no credentials are
 * needed.
 */
export function waitThroughAccount(
    request: WaitRequest,
    connect: () => Connection,
    hooks: WaitHooks,
): Promise<WaitReport> {
    if (isEmptySet(request.conditions)) {
        return waitForStatus(request, NO_INSTANCES, hooks);
    }
    const connection = connect();
    return accounts.use(connection, (account) =>
        waitForStatus(request, account.statusSource(request.conditions, connection.maxRequestsPerMinute), hooks),
    );
}

/** The source for a wait for an empty set, which never subscribes. */
const NO_INSTANCES: StatusSource = {
    openIds: 0,
    maxSubjects: 1,
    subscribe: () => {
        throw new Error("a wait for an empty set must not subscribe");
    },
    listsAnything: () => Promise.resolve(undefined),
};

/** Otherwise a misspelt argument is ignored silently. */
function refuseUnknown(args: WaitArguments): void {
    const reader = new ArgumentReader({ ...args }, () => false);
    reader.refuseUnknown(["regionId", ...WAIT_ARGUMENTS]);
    if (reader.errors[0] !== undefined) {
        throw reader.errors[0];
    }
}
