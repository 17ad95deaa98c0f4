import type { SettingSources } from "../../ecs/connection-settings";
import { getInstanceStatus } from "../../functions/get-instance-status";
import { getInstanceStatuses } from "../../functions/get-instance-statuses";
import type { Properties } from "./properties";

type Call = (args: Properties, sources: SettingSources, signal: AbortSignal) => Promise<object>;

/** By token. */
export const FUNCTIONS: Readonly<Record<string, Call>> = {
    "alicloud-instance-status:index:getInstanceStatus": (args, sources, signal) =>
        getInstanceStatus(args as { instanceId: string; regionId?: string }, sources, signal),
    "alicloud-instance-status:index:getInstanceStatuses": async (args, sources, signal) => ({
        ...args,
        ...(await getInstanceStatuses(args, sources, signal)),
    }),
};
