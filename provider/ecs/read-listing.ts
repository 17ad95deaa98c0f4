import type { InstanceRow } from "../domain/instance-row";
import { isLimited, MAX_FILTERED } from "../domain/selector";
import { EcsApiError, type EcsErrorKind } from "../errors/ecs-api-error";
import type { EcsApi, InstanceListPage, InstanceListRequest, Permit } from "./ecs-api";

/** The most rows that a page may have. */
const PAGE_SIZE = 100;
/** Stops a listing of endless pages: no region has so many instances. */
const MAX_PAGES = 1_000;

/** How the pages of a listing are asked for. */
export interface ListingOptions {
    /** Called before each request but the first. Default: all are sent at once. */
    readonly permit?: Permit | undefined;
    readonly signal?: AbortSignal | undefined;
}

/** All instances that a selector chooses. */
export interface Listing {
    /** By id. */
    readonly rows: readonly InstanceRow[];
    /** One per page. */
    readonly requestIds: readonly string[];
}

/**
 * Lists all instances that a selector chooses, whole or not at all: each page is one attempt, and the first one that fails
 * ends the listing.
 *
 * An instance that is on two pages has moved from one to the other while they were read. It counts once, with the status
 * of the later page, because ECS gave that answer later.
 *
 * @throws EcsApiError - also when the pages have no end, or when ECS may have left out instances
 */
export async function readListing(
    api: Pick<EcsApi, "describeInstances">,
    { regionId, selector }: Pick<InstanceListRequest, "regionId" | "selector">,
    { permit, signal }: ListingOptions = {},
): Promise<Listing> {
    const rowOf = new Map<string, InstanceRow>();
    const mismatchedIds = new Set<string>();
    const requestIds: string[] = [];
    const tokens = new Set<string>();
    let page: InstanceListPage;
    let nextToken: string | undefined;
    do {
        if (nextToken !== undefined) {
            await permit?.(signal);
        }
        page = await api.describeInstances({ regionId, selector, nextToken, maxResults: PAGE_SIZE }, signal, permit);
        requestIds.push(page.requestId);
        for (const row of page.rows) {
            rowOf.set(row.instanceId, row);
            mismatchedIds.delete(row.instanceId);
        }
        page.mismatchedIds?.forEach((id) => mismatchedIds.add(id));
        nextToken = page.nextToken;
        if (nextToken !== undefined) {
            if (tokens.has(nextToken)) {
                throw endless("transient", page.requestId); // a broken answer: another listing may be whole
            }
            if (requestIds.length >= MAX_PAGES) {
                throw endless("invalid", page.requestId);
            }
            tokens.add(nextToken);
        }
    } while (nextToken !== undefined);
    if (rowOf.size >= MAX_FILTERED && isLimited(selector)) {
        throw tooManyInstances(page.requestId);
    }
    mismatchedIds.forEach((id) => rowOf.delete(id));
    return { rows: [...rowOf.keys()].sort().flatMap((id) => rowOf.get(id) ?? []), requestIds };
}

function endless(kind: EcsErrorKind, requestId: string): EcsApiError {
    return new EcsApiError({
        code: "InvalidResponse",
        kind,
        message: "the answer cannot be used: the pages of the listing do not come to an end",
        httpStatus: 200,
        requestId,
    });
}

function tooManyInstances(requestId: string): EcsApiError {
    return new EcsApiError({
        code: "TooManyInstances",
        kind: "invalid",
        message:
            `the selector chooses ${MAX_FILTERED} instances or more, ` +
            `and ECS filters only ${MAX_FILTERED} resources by tag or resource group: others may be missing`,
        requestId,
        hint: "narrow `selector`, for example by a further tag, `vswitchId` or `instanceName`",
    });
}
