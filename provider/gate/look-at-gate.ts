import { parseWaitArguments } from "../arguments/wait-arguments";
import { connectionKey, ecsApiOf } from "../ecs/ecs-api-of";
import { readStatuses } from "../ecs/read-statuses";
import { resolveConnection } from "../ecs/resolve-connection";
import { EcsApiError, InstanceStatusError } from "../errors";
import type { WaitConditions } from "../domain/wait-conditions";
import { withTimeLimit } from "../time/with-time-limit";
import type { GateContext } from "./gate-context";
import type { GateResult, GateState } from "./gate-properties";

/** For how long in all, per process and place, it is tried to look at gates while ECS does not answer. */
const BUDGET_MS = 10_000;
const budgetLeft = new Map<string, number>();

/** What one look at a gate saw. */
export interface GateLook {
    /** Whether enough instances are in a target status now. */
    readonly holds: boolean;
    readonly seen: Pick<GateResult, "reachedInstanceIds" | "statusById" | "absentInstanceIds">;
    /** What is out of place, in words. */
    readonly reason: string;
}

/** The look, or why ECS could not be asked, and whether that is the first time it is said. */
export type GateLookOutcome =
    | { readonly look: GateLook }
    | { readonly look: undefined; readonly error: InstanceStatusError; readonly isNews: boolean };

/**
 * Asks ECS once whether the gate holds, without waiting. Diffs come one after another, so ECS being out of reach must
 * not cost every gate its own time-out: they share one budget.
 */
export async function lookAtGate(state: GateState, { sources, signal }: GateContext): Promise<GateLookOutcome> {
    let key = "";
    const startedAt = performance.now();
    try {
        const conditions = conditionsOf(state);
        if (conditions.instanceIds.length === 0) {
            return { look: lookOf(conditions, new Map()) };
        }
        const connection = resolveConnection(
            typeof state["regionId"] === "string" ? state["regionId"] : undefined,
            sources,
        );
        key = connectionKey(connection);
        const left = budgetLeft.get(key) ?? BUDGET_MS;
        if (left <= 0) {
            return { look: undefined, error: outOfBudget(), isNews: false };
        }
        const request = { regionId: connection.regionId, instanceIds: conditions.instanceIds };
        const { rows } = await withTimeLimit(left, signal, (limit) =>
            readStatuses(ecsApiOf(connection), request, limit),
        );
        return { look: lookOf(conditions, new Map(rows.map((row) => [row.instanceId, row.status]))) };
    } catch (error) {
        const isNews = !budgetLeft.has(key);
        budgetLeft.set(key, (budgetLeft.get(key) ?? BUDGET_MS) - (performance.now() - startedAt));
        return { look: undefined, error: error instanceof InstanceStatusError ? error : outOfBudget(), isNews };
    }
}

/** The conditions of a gate's state, which an earlier release may have written. */
export function conditionsOf(state: GateState): WaitConditions {
    const { request, errors } = parseWaitArguments(state, { allowAbsent: false, allowShortIntervals: true });
    if (request === undefined) {
        throw errors[0] as Error;
    }
    return request.conditions;
}

function lookOf(
    { instanceIds, targetStatuses, minReached }: WaitConditions,
    statusOf: ReadonlyMap<string, string>,
): GateLook {
    const reachedInstanceIds = instanceIds.filter((id) => targetStatuses.includes(statusOf.get(id) ?? ""));
    const others = instanceIds
        .filter((id) => !reachedInstanceIds.includes(id))
        .map((id) => `${id} is ${statusOf.get(id) ?? "absent"}`);
    const named = others.length > 5 ? [...others.slice(0, 5), `${others.length - 5} more`] : others;
    return {
        holds: reachedInstanceIds.length >= minReached,
        seen: {
            reachedInstanceIds,
            statusById: Object.fromEntries(statusOf),
            absentInstanceIds: instanceIds.filter((id) => !statusOf.has(id)),
        },
        reason: `${named.join(", ")} (wanted: ${targetStatuses.join(" or ")})`,
    };
}

function outOfBudget(): EcsApiError {
    return new EcsApiError({
        code: "NoAnswer",
        kind: "transient",
        message: `ECS did not answer within ${BUDGET_MS / 1_000} s`,
    });
}
