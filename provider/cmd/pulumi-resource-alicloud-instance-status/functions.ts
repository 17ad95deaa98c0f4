import proto from "@pulumi/pulumi/proto/provider_pb";
import { InvalidArgumentError } from "../../errors";
import { hasUnknown } from "../../arguments/has-unknown";
import { messageOf, toCheckFailures } from "./failures";
import { traceFault } from "./fault-trace";
import { masking } from "./masking";
import { fromStruct, isUnknown, plain, type Properties, secretNames, toStruct } from "./properties";
import type { SettingSources } from "../../ecs/connection-settings";
import { getInstanceStatus } from "../../functions/get-instance-status";
import { getInstanceStatuses } from "../../functions/get-instance-statuses";

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

/**
 * Calls a function.
 *
 * @throws Error - there is no such function; EcsApiError
 */
export async function answerInvoke(
    request: proto.InvokeRequest,
    sources: SettingSources,
    signal: AbortSignal,
): Promise<proto.InvokeResponse> {
    const token = request.getTok();
    const call = Object.hasOwn(FUNCTIONS, token) ? FUNCTIONS[token] : undefined;
    if (call === undefined) {
        throw new Error(`there is no function ${token} (there are ${Object.keys(FUNCTIONS).join(", ")})`);
    }
    const args = fromStruct(request.getArgs());
    const response = new proto.InvokeResponse();
    if (hasUnknown(args, isUnknown)) {
        response.setReturn(toStruct({})); // nothing is known yet of what is asked for
        return response;
    }
    const mask = masking(args);
    try {
        response.setReturn(toStruct({ ...(await call(plain(args), sources, signal)) }));
    } catch (error) {
        if (!(error instanceof InvalidArgumentError)) {
            traceFault(error, mask);
            // eslint-disable-next-line preserve-caught-error -- the text of the cause is not masked
            throw new Error(mask(messageOf(error)));
        }
        const secrets = secretNames(args);
        response.setFailuresList(toCheckFailures([error], (name) => secrets.has(name)));
    }
    return response;
}
