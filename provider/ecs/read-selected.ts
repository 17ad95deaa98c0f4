import { chunkIds } from "../domain/instance-ids";
import type { InstanceRow } from "../domain/instance-row";
import type { Selector } from "../domain/selector";
import { EcsApiError } from "../errors/ecs-api-error";
import { saysNotFound } from "../errors/error-codes";
import { type EcsApi, IDS_PER_REQUEST } from "./ecs-api";
import { type Listing, type ListingOptions, readListing } from "./read-listing";

/** The set of a selector, with the health of its members if that is wanted. */
export interface SelectedRequest {
    readonly regionId: string;
    readonly selector: Selector;
    /** Which members are asked for their health. */
    readonly needsHealth?: ((row: InstanceRow) => boolean) | undefined;
}

/**
 * Lists the set of a selector, and asks for the health of its members. It counts whole or not at all: each request is one
 * attempt, and the first one that fails ends it.
 *
 * @throws EcsApiError
 */
export async function readSelected(
    api: EcsApi,
    { regionId, selector, needsHealth = () => false }: SelectedRequest,
    options: ListingOptions = {},
): Promise<Listing> {
    const { permit, signal } = options;
    const { rows, requestIds } = await readListing(api, { regionId, selector }, options);
    const call = "describeInstancesFullStatus";
    const pageSize = IDS_PER_REQUEST[call];
    const healthRows = new Map<string, InstanceRow>();
    const allRequestIds = [...requestIds];
    const ids = rows.filter(needsHealth).map(({ instanceId }) => instanceId);
    for (const instanceIds of chunkIds(ids, pageSize)) {
        await permit?.(signal);
        const request = { regionId, instanceIds, pageNumber: 1, pageSize };
        const answer = await api[call](request, signal, permit).catch(ifReleased);
        answer.rows.forEach((row) => healthRows.set(row.instanceId, row));
        allRequestIds.push(answer.requestId);
    }
    // status and health of one answer: the listing may be older
    return { rows: rows.map((row) => healthRows.get(row.instanceId) ?? row), requestIds: allRequestIds };
}

/** A member of the listing may be released when its health is asked for: the set has changed, and is asked for anew. */
function ifReleased(error: unknown): never {
    if (error instanceof EcsApiError && saysNotFound(error.code)) {
        throw new EcsApiError({
            code: "MemberReleased",
            kind: "transient",
            message: "an instance of the listing was released before ECS was asked for its health",
            httpStatus: error.httpStatus,
            requestId: error.requestId,
        });
    }
    throw error;
}
