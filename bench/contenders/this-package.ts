import { parseWaitArguments, type WaitArguments } from "../../provider/arguments/wait-arguments";
import { MAX_REQUESTS_PER_MINUTE } from "../../provider/domain/defaults";
import type { EcsApi } from "../../provider/ecs/ecs-api";
import { StatusPoller } from "../../provider/account/status-pollers";
import { RateLimiter } from "../../provider/poll/pace/rate-limiter";
import { waitForStatus } from "../../provider/wait/wait-for-status";
import type { WaitRequest } from "../../provider/wait/wait-request";
import type { Contender } from "./contender";

/** The wait as gates use it, with every default. */
export const thisPackage: Contender = ({ api }) => {
    const poller = pollerOf(api);
    return async (instanceId) => {
        await waitForStatus(requestFor({ instanceIds: [instanceId] }), poller);
    };
};

export function pollerOf(
    api: Pick<EcsApi, "describeInstanceStatus">,
    maxRequestsPerMinute: number = MAX_REQUESTS_PER_MINUTE,
): StatusPoller {
    return new StatusPoller(api, "cn-hangzhou", new RateLimiter(maxRequestsPerMinute), "describeInstanceStatus");
}

/** A wait with these arguments of a user. */
export function requestFor(args: WaitArguments): WaitRequest {
    const { request, errors } = parseWaitArguments({ ...args }, { allowAbsent: true, allowShortIntervals: true });
    if (request === undefined) {
        throw errors[0] as Error;
    }
    return request;
}
