import type { InstanceRow, SystemEvent } from "../../domain/instance-row";
import { brokenAnswer, isRecord, type UnknownBody } from "../rpc/rpc-answer";

/** How the rows of a call are read. */
interface RowsForm {
    readonly requestId: string;
    /** The member that holds the list, and the list in it. */
    readonly list: readonly [string, string];
    /** The members of a row, before they are checked. */
    readonly readRow: (row: UnknownBody) => UncheckedRow;
}

interface UncheckedRow {
    readonly instanceId: unknown;
    readonly status: unknown;
    /** Not set: ECS does not report it. */
    readonly health?: unknown;
    readonly events?: readonly SystemEvent[];
}

/**
 * Reads the rows of an answer, each instance once. A row that is missing because the answer is broken would look like an
 * instance that is gone, so only a complete answer is accepted.
 *
 * @throws EcsApiError
 */
export function readRows(body: UnknownBody, { requestId, list: [outer, inner], readRow }: RowsForm): InstanceRow[] {
    const around = body[outer];
    const list = isRecord(around) ? around[inner] : undefined;
    if (!Array.isArray(list)) {
        throw brokenAnswer(`it has no list ${outer}.${inner}`, requestId);
    }
    const rows = new Map<string, InstanceRow>();
    for (const one of list as unknown[]) {
        const row = checkedRow(readRow(isRecord(one) ? one : {}), requestId);
        const earlier = rows.get(row.instanceId) ?? row;
        if (earlier.status !== row.status || earlier.health !== row.health) {
            throw brokenAnswer(`it says both ${words(earlier)} and ${words(row)} of ${row.instanceId}`, requestId);
        }
        rows.set(row.instanceId, row);
    }
    return [...rows.values()];
}

/** The rows that were asked for; all of them where no ids were asked for. */
export function onlyAsked(rows: readonly InstanceRow[], asked: readonly string[] | undefined): readonly InstanceRow[] {
    const ids = asked && new Set(asked);
    return ids === undefined ? rows : rows.filter(({ instanceId }) => ids.has(instanceId));
}

/**
 * The ids of a request.
 *
 * @throws Error for an empty list: the SDK's model leaves it out, and ECS answers for the whole region
 */
export function askedIds(instanceIds: readonly string[] | undefined): string[] | undefined {
    if (instanceIds?.length === 0) {
        throw new Error("a request for no instances must not be sent");
    }
    return instanceIds && [...instanceIds];
}

/** @throws EcsApiError */
export function readTotalCount({ TotalCount }: UnknownBody, requestId: string): number {
    const totalCount = typeof TotalCount === "string" && /^\d+$/.test(TotalCount) ? Number(TotalCount) : TotalCount;
    if (typeof totalCount !== "number" || !Number.isSafeInteger(totalCount) || totalCount < 0) {
        throw brokenAnswer("its TotalCount is not a count", requestId);
    }
    return totalCount;
}

/** A control character in an id or a status would reach logs and errors, and could forge a line there. */
export function isWord(value: unknown): value is string {
    return typeof value === "string" && value !== "" && !/[\u0000-\u001f\u007f]/.test(value);
}

function checkedRow({ instanceId, status, health, events }: UncheckedRow, requestId: string): InstanceRow {
    if (!isWord(instanceId) || !isWord(status)) {
        throw brokenAnswer("a row of it has no InstanceId or no Status", requestId);
    }
    if (health !== undefined && !isWord(health)) {
        throw brokenAnswer(`its HealthStatus of ${instanceId} is not a word`, requestId);
    }
    return {
        instanceId,
        status,
        ...(health === undefined ? {} : { health }),
        ...(events === undefined ? {} : { events }),
    };
}

function words({ status, health }: InstanceRow): string {
    return health === undefined ? status : `${status} (${health})`;
}
