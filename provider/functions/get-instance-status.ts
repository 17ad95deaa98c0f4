import { ArgumentReader } from "../arguments/argument-reader";
import { INSTANCE_ID_FORM, isInstanceId } from "../domain/instance-ids";
import type { SettingSources } from "../ecs/connection-settings";
import { InvalidArgumentError } from "../errors/invalid-argument-error";
import { getInstanceStatuses } from "./get-instance-statuses";

/** The status of one instance. */
export interface ReadOneResult {
    readonly instanceId: string;
    readonly regionId: string;
    /** As ECS wrote it; not set when the instance is absent. */
    readonly status?: string;
    readonly absent: boolean;
    readonly requestId: string;
}

/** @throws InvalidArgumentError, EcsApiError */
export async function getInstanceStatus(
    args: { readonly instanceId: string; readonly regionId?: string | undefined },
    sources: SettingSources,
    signal?: AbortSignal,
): Promise<ReadOneResult> {
    const reader = new ArgumentReader({ ...args }, () => false);
    reader.refuseUnknown(["instanceId", "regionId"]);
    const { instanceId, regionId: asked } = args;
    if (!isInstanceId(instanceId)) {
        throw new InvalidArgumentError("instanceId", instanceId, INSTANCE_ID_FORM);
    }
    if (reader.errors[0] !== undefined) {
        throw reader.errors[0];
    }
    const { regionId, statusById, requestIds } = await getInstanceStatuses(
        { instanceIds: [instanceId], regionId: asked },
        sources,
        signal,
    );
    const status = Object.hasOwn(statusById, instanceId) ? statusById[instanceId] : undefined;
    return {
        instanceId,
        regionId,
        ...(status === undefined ? {} : { status }),
        absent: status === undefined,
        requestId: requestIds[0] ?? "",
    };
}
