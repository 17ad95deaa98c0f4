import { uniqueIds } from "../domain/instance-ids";
import type { InstanceRow } from "../domain/instance-row";
import { readingOf, type StatusReading } from "../ecs/read-statuses";
import { retryRead } from "../ecs/retry";
import type { EcsApiError } from "../errors";
import type { PollSource } from "../poll/subscription";
import { type Listing, listingKey } from "../wait/status-source";
import type { BriefRequest } from "./brief-reads";
import type { StatusPollers } from "./status-pollers";

/** How long the first read waits for others. The engine starts the reads of a refresh within a few milliseconds. */
const COALESCING_MS = 10;

type OnFault = (fault: EcsApiError | undefined) => void;

/**
 * Reads the statuses of one resource together with others. The engine refreshes several resources in parallel: those of
 * one account share requests, and an id that ECS refuses does not affect the others.
 *
 * @param onFault - called with each error, also before a retry, and with `undefined` after each success
 * @returns `undefined` if requests like this one are not shared
 * @throws EcsApiError, or the signal's reason
 */
export function readTogether(
    { statuses, health, listings }: StatusPollers,
    { instanceIds, zoneId, clusterId, selector, includeHealth = false, healthOf }: BriefRequest,
    signal: AbortSignal,
    onFault: OnFault,
): Promise<StatusReading> | undefined {
    if (selector !== undefined) {
        const key = listingKey({ selector, healthOf: includeHealth ? healthOf : undefined });
        // the key has statuses, not "all": a read of the health of all members is not shared
        return includeHealth && healthOf === undefined
            ? undefined
            : retryRead(() => listTogether(listings, key, signal, onFault), signal);
    }
    if (instanceIds === undefined || zoneId !== undefined || clusterId !== undefined) {
        return undefined;
    }
    const source = includeHealth ? health : statuses;
    return retryRead(() => pollTogether(source, uniqueIds(instanceIds), signal, onFault), signal);
}

/** Reads the set of a selector in one round, almost at once. */
async function listTogether(
    source: PollSource<Listing>,
    key: string,
    signal: AbortSignal,
    onFault: OnFault,
): Promise<StatusReading> {
    const { answerOf, requestIds } = await pollOnce(source, [key], signal, onFault);
    return readingOf({ rows: [...(answerOf.get(key)?.values() ?? [])], requestIds });
}

/** Reads statuses in one round, almost at once. */
export async function pollTogether(
    source: PollSource<InstanceRow>,
    instanceIds: readonly string[],
    signal: AbortSignal,
    onFault: OnFault,
): Promise<StatusReading> {
    const { answerOf: rowOf, requestIds } = await pollOnce(source, instanceIds, signal, onFault);
    const rows = instanceIds.flatMap((id) => rowOf.get(id) ?? []);
    return {
        rows,
        absentInstanceIds: instanceIds.filter((id) => !rowOf.has(id)),
        totalCount: rows.length,
        requestIds,
    };
}

async function pollOnce<Answer>(
    source: PollSource<Answer>,
    subjects: readonly string[],
    signal: AbortSignal,
    onFault: OnFault,
): Promise<{ answerOf: ReadonlyMap<string, Answer>; requestIds: readonly string[] }> {
    const latest = new Map<string, Answer>();
    const requestIds: string[] = [];
    let failed: EcsApiError | undefined;
    const subscription = source.subscribe(subjects);
    try {
        const at = performance.now() + COALESCING_MS;
        const round = { subjects, optional: [], timing: "paced", at, jitterMs: 0 } as const;
        await subscription.poll(
            { ...round, earlierBy: COALESCING_MS, deadline: Infinity },
            ({ answered, answerOf, requestIds: ids, fault }) => {
                for (const subject of answered) {
                    const answer = answerOf.get(subject);
                    // the latest answer counts: it may be one that another read has asked for meanwhile
                    if (answer === undefined) {
                        latest.delete(subject);
                    } else {
                        latest.set(subject, answer);
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
    return { answerOf: latest, requestIds };
}
