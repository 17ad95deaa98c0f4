import type { InstanceRow } from "../../provider/domain/instance-row";
import { requiredOf, type WaitConditions } from "../../provider/domain/wait-conditions";
import type { PollResult } from "../../provider/poll/subscription";
import type { Listing } from "../../provider/wait/status-source";

/** A result of the poller, as a wait got it. Times are milliseconds since the world began. */
export interface Delivered {
    readonly at: number;
    readonly askedAt: number;
    readonly result: PollResult<InstanceRow | Listing>;
}

/** What ECS said of one instance; without a status it was not listed. */
interface Seen {
    readonly status: string | undefined;
    readonly health: string | undefined;
    readonly at: number;
    readonly askedAt: number;
}

/** Where a wait stands, by the contract. */
export interface Standing {
    /** Sorted. */
    readonly members: readonly string[];
    /** The members in target for as long as asked, with the time of the request that says so. Sorted. */
    readonly reached: readonly { readonly instanceId: string; readonly askedAt: number }[];
    readonly required: number;
    /** Whether the set is large enough. */
    readonly isComplete: boolean;
    readonly failed: readonly string[];
    /** All that was said of each instance, in order. */
    readonly seen: ReadonlyMap<string, readonly Seen[]>;
}

/** Works out where a wait stands after these results, from the list of all of them. The target `Absent` is not for it. */
export function standingAfter(delivered: readonly Delivered[], conditions: WaitConditions): Standing {
    const seen = new Map<string, Seen[]>(conditions.instanceIds.map((id) => [id, []]));
    let members: readonly string[] = [...conditions.instanceIds].sort();
    let isListed = conditions.selector === undefined;
    for (const { at, askedAt, result } of delivered) {
        for (const subject of result.answered) {
            const answer = result.answerOf.get(subject);
            if (conditions.selector === undefined && !seen.has(subject)) {
                continue; // of another wait
            }
            let rows: ReadonlyMap<string, InstanceRow | undefined>;
            if (isListing(answer)) {
                rows = new Map([...seen.keys(), ...answer.keys()].map((id) => [id, answer.get(id)]));
                members = [...answer.keys()].sort();
                isListed = true;
            } else {
                rows = new Map([[subject, answer]]);
            }
            for (const [id, row] of rows) {
                const before = seen.get(id) ?? [];
                if (askedAt >= (before.at(-1)?.askedAt ?? 0)) {
                    seen.set(id, [...before, { status: row?.status, health: row?.health, at, askedAt }]);
                }
            }
        }
    }
    const required = requiredOf(conditions, members.length);
    const latest = (id: string): Seen | undefined => seen.get(id)?.at(-1);
    return {
        members,
        reached: members.flatMap((instanceId) => {
            const askedAt = reachedBy(seen.get(instanceId) ?? [], conditions);
            return askedAt === undefined ? [] : [{ instanceId, askedAt }];
        }),
        required,
        isComplete: isListed && members.length >= Math.max(conditions.minInstanceCount, required),
        failed: members.filter((id) => conditions.failStatuses?.includes(latest(id)?.status ?? "") === true),
        seen,
    };
}

function isListing(answer: InstanceRow | Listing | undefined): answer is Listing {
    return answer instanceof Map;
}

/** When the request was sent whose answer shows that an instance is reached. */
function reachedBy(
    seen: readonly Seen[],
    { targetStatuses, targetHealth, stableForMs }: WaitConditions,
): number | undefined {
    const isTarget = ({ status = "", health = "" }: Seen): boolean =>
        targetStatuses.includes(status) &&
        (targetHealth === undefined || targetHealth.some((one) => one.toLowerCase() === health.toLowerCase()));
    const since = seen.findLastIndex((one) => !isTarget(one)) + 1;
    const [first, last] = [seen[since], seen.at(-1)];
    const isHeld = first !== undefined && last !== undefined && Math.max(last.askedAt - first.at, 0) >= stableForMs;
    return isHeld ? last.askedAt : undefined;
}

/** The changes among all that was said of an instance, as the history of a wait has them. */
export function changesOf(
    seen: readonly Seen[],
    startedAt: number,
): { status?: string; health?: string; at: number }[] {
    return seen
        .filter(({ status, health }, index) => {
            const before = seen[index - 1];
            return before === undefined || before.status !== status || before.health !== health;
        })
        .map(({ status, health, at }) => ({
            status: status as string,
            ...(health === undefined ? {} : { health }),
            at: Math.round(at - startedAt),
        }));
}
