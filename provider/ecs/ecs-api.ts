import type { InstanceRow } from "../domain/instance-row";
import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { Selector } from "../domain/selector";

/** A request for statuses; the names are the API's. */
export interface InstanceStatusRequest {
    readonly regionId: string;
    /** Not with the health. */
    readonly zoneId?: string | undefined;
    /** Not with the health. */
    readonly clusterId?: string | undefined;
    /** 1 to 100 ids. Never an empty list: ECS takes that for all instances of the region. */
    readonly instanceIds?: readonly string[] | undefined;
    /** From 1. */
    readonly pageNumber?: number | undefined;
    /** 1 to 50 rows, with the health 1 to 100; ECS's own default is 10. */
    readonly pageSize?: number | undefined;
}

/** A checked answer with statuses. */
export interface InstanceStatusPage {
    readonly requestId: string;
    readonly totalCount: number;
    readonly rows: readonly InstanceRow[];
}

/** A request for a page of a listing. */
export interface InstanceListRequest {
    readonly regionId: string;
    readonly selector: Selector;
    /** From the page before; without it the first page is listed. */
    readonly nextToken?: string | undefined;
    /** 10 to 100 rows; ECS's own default is 10. */
    readonly maxResults?: number | undefined;
}

/** A page of a listing. ECS's `TotalCount` is meaningless in a listing by tokens, as its documents say. */
export interface InstanceListPage {
    readonly requestId: string;
    readonly rows: readonly InstanceRow[];
    /** The ids of rows that do not match the selector: ECS takes an empty tag value for any value. */
    readonly mismatchedIds?: readonly string[];
    /** Set when there is a further page. */
    readonly nextToken?: string;
}

/** The calls that read the statuses of ids. */
export type StatusCall = "describeInstanceStatus" | "describeInstancesFullStatus";

/** How many ids one request may ask for, so that all their rows fit on its page. */
export const IDS_PER_REQUEST: Readonly<Record<StatusCall, number>> = {
    describeInstanceStatus: MAX_IDS_PER_REQUEST,
    describeInstancesFullStatus: 100,
};

/** Waits until a further request may be sent. */
export type Permit = (signal?: AbortSignal) => Promise<void>;

/**
 * The port to ECS. Each call is one attempt: the caller decides what to do after a failure. Each throws an EcsApiError.
 *
 * - `signal` ends the request; the promise then rejects with the signal's reason.
 * - `permit` is called before a second request of the same attempt: ECS says that temporary credentials have expired, and
 *   new ones were fetched. Default: it is sent at once.
 */
export interface EcsApi {
    /** The statuses of instances, by their ids or by a filter. */
    describeInstanceStatus(
        request: InstanceStatusRequest,
        signal?: AbortSignal,
        permit?: Permit,
    ): Promise<InstanceStatusPage>;
    /** The same with health and system events. */
    describeInstancesFullStatus(
        request: InstanceStatusRequest,
        signal?: AbortSignal,
        permit?: Permit,
    ): Promise<InstanceStatusPage>;
    /** The instances that a selector chooses, with their statuses. */
    describeInstances(request: InstanceListRequest, signal?: AbortSignal, permit?: Permit): Promise<InstanceListPage>;
}
