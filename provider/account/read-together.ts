import { uniqueIds } from "../domain/instance-ids";
import type { InstanceRow } from "../domain/instance-row";
import type { StatusReading } from "../ecs/read-statuses";
import { retryRead } from "../ecs/retry";
import type { EcsApiError } from "../errors";
import type { PollSource } from "../poll/subscription";

/** How long the first read waits for others. The engine starts the reads of a refresh within a few milliseconds. */
const COALESCING_MS = 10;

/**
 * Reads the statuses of one resource together with others. The engine refreshes several resources in parallel: those of
 * one account share requests, and an id that ECS refuses does not affect the others.
 *
 * @param onFault - called with each error, also before a retry, and with `undefined` after each success
 * @throws EcsApiError, or the signal's reason
 */
export function readTogether(
    source: PollSource<InstanceRow>,
    instanceIds: readonly string[],
    signal: AbortSignal,
    onFault: (fault: EcsApiError | undefined) => void,
): Promise<StatusReading> {
    return retryRead(() => pollTogether(source, uniqueIds(instanceIds), signal, onFault), signal);
}

/** Runs one round, almost at once. */
export async function pollTogether(
    source: PollSource<InstanceRow>,
    instanceIds: readonly string[],
    signal: AbortSignal,
    onFault: (fault: EcsApiError | undefined) => void,
): Promise<StatusReading> {
    const rowOf = new Map<string, InstanceRow>();
    const requestIds: string[] = [];
    let failed: EcsApiError | undefined;
    const subscription = source.subscribe(instanceIds);
    try {
        const at = performance.now() + COALESCING_MS;
        const round = { subjects: instanceIds, optional: [], timing: "paced", at, jitterMs: 0 } as const;
        await subscription.poll(
            { ...round, earlierBy: COALESCING_MS, deadline: Infinity },
            ({ answered, answerOf, requestIds: ids, fault }) => {
                for (const instanceId of answered) {
                    const row = answerOf.get(instanceId);
                    // the latest answer counts: it may be one that another read has asked for meanwhile
                    if (row === undefined) {
                        rowOf.delete(instanceId);
                    } else {
                        rowOf.set(instanceId, row);
                    }
                }
                requestIds.push(...ids);
                onFault(fault);
                if (fault !== undefined) {
                    // after throttling, the round continues by itself as soon as ECS allows it
                    failed = fault.kind === "throttled" ? undefined : fault;
                }
                return failed !== undefined;
            },
            signal,
        );
    } finally {
        subscription.end();
    }
    if (failed !== undefined) {
        throw failed;
    }
    const rows = instanceIds.flatMap((id) => rowOf.get(id) ?? []);
    return {
        rows,
        absentInstanceIds: instanceIds.filter((id) => !rowOf.has(id)),
        totalCount: rows.length,
        requestIds,
    };
}
