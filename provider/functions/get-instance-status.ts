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
    /** As ECS wrote it; only with `includeHealth`, and where ECS reports one. */
    readonly health?: string;
    readonly absent: boolean;
    readonly requestId: string;
}

/** The arguments of `getInstanceStatus`. */
export interface ReadOneArguments {
    readonly instanceId: string;
    readonly regionId?: string | undefined;
    readonly includeHealth?: boolean | undefined;
}

/** @throws InvalidArgumentError, EcsApiError */
export async function getInstanceStatus(
    args: ReadOneArguments,
    sources: SettingSources,
    signal?: AbortSignal,
): Promise<ReadOneResult> {
    const reader = new ArgumentReader({ ...args }, () => false);
    reader.refuseUnknown(["instanceId", "regionId", "includeHealth"]);
    const { instanceId, regionId: asked, includeHealth } = args;
    if (!isInstanceId(instanceId)) {
        throw new InvalidArgumentError("instanceId", instanceId, INSTANCE_ID_FORM);
    }
    if (reader.errors[0] !== undefined) {
        throw reader.errors[0];
    }
    const { regionId, statuses, requestIds } = await getInstanceStatuses(
        { instanceIds: [instanceId], regionId: asked, includeHealth },
        sources,
        signal,
    );
    const [row] = statuses;
    return {
        instanceId,
        regionId,
        ...(row === undefined ? {} : { status: row.status }),
        ...(row?.health === undefined ? {} : { health: row.health }),
        absent: row === undefined,
        requestId: requestIds[0] ?? "",
    };
}
