import { ArgumentReader } from "../arguments/argument-reader";
import { parseWaitArguments, WAIT_ARGUMENTS, type WaitArguments } from "../arguments/wait-arguments";
import type { SettingSources } from "../ecs/connection-settings";
import { connectionKey, ecsApiOf } from "../ecs/ecs-api-of";
import { type Connection, isLoopback, resolveConnection, resolveDestination } from "../ecs/resolve-connection";
import { Poller } from "../poll/poller";
import type { StatusSource } from "../poll/subscription";
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
    return waitForStatus(
        request,
        statusSourceFor(request, () => resolveConnection(regionId, sources)),
        hooks,
    );
}

/** A misspelt name would otherwise be passed over without a word. */
function refuseUnknown(args: WaitArguments): void {
    const reader = new ArgumentReader({ ...args }, () => false);
    reader.refuseUnknown(["regionId", ...WAIT_ARGUMENTS]);
    if (reader.errors[0] !== undefined) {
        throw reader.errors[0];
    }
}

/** An empty set is reached at once: nobody is asked, so nobody has to be known. */
export function statusSourceFor({ conditions }: WaitRequest, connection: () => Connection): StatusSource {
    return conditions.instanceIds.length === 0 ? NOBODY : statusSourceOf(connection());
}

const NOBODY: StatusSource = {
    openIds: 0,
    subscribe: () => {
        throw new Error("nobody is asked about no instances");
    },
};

const pollers = new Map<string, Poller>();

/** The one poller of this process for a connection: all waits that ask the same place as the same identity share it. */
function statusSourceOf(connection: Connection): StatusSource {
    const key = connectionKey(connection);
    let poller = pollers.get(key);
    if (poller === undefined) {
        const { regionId, maxRequestsPerMinute } = connection;
        poller = new Poller({ api: ecsApiOf(connection), regionId, maxRequestsPerMinute });
        pollers.set(key, poller);
    }
    const shared = poller;
    return {
        get openIds() {
            return shared.openIds;
        },
        subscribe: (instanceIds) => shared.subscribe(instanceIds, connection.maxRequestsPerMinute),
    };
}
