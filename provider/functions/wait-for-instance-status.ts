import { parseWaitArguments, type WaitArguments } from "../arguments/wait-arguments";
import type { SettingSources } from "../ecs/connection-settings";
import { ecsApiOf } from "../ecs/ecs-api-of";
import { type Connection, isLoopback, resolveConnection, resolveDestination } from "../ecs/resolve-connection";
import { DirectStatusSource } from "../wait/direct-status-source";
import type { StatusSource } from "../wait/status-source";
import { type WaitHooks, waitForStatus } from "../wait/wait-for-status";
import type { WaitReport } from "../wait/wait-memory";

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
    const { endpoint } = resolveDestination(regionId, sources);
    const { request, errors } = parseWaitArguments(
        { ...args },
        { allowAbsent: true, allowShortIntervals: isLoopback(endpoint) },
    );
    if (request === undefined) {
        throw errors[0] as Error;
    }
    return waitForStatus(request, statusSourceOf(resolveConnection(regionId, sources)), hooks);
}

/** Where waits on this connection get their looks from. */
export function statusSourceOf(connection: Connection): StatusSource {
    return new DirectStatusSource(ecsApiOf(connection), connection.regionId);
}
