import { parseWaitArguments } from "../arguments/wait-arguments";
import type { WaitConditions } from "../domain/wait-conditions";
import type { StatusReading } from "../ecs/read-statuses";
import type { InstanceStatusError } from "../errors";
import { readBriefly } from "../resource/brief-read";
import type { BriefPurpose } from "../resource/brief-reads";
import type { ResourceContext, ResourceState } from "../resource/resource-context";
import type { GateResult } from "./gate-properties";

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

/** Asks ECS once whether the gate holds, without waiting. */
export async function lookAtGate(
    state: ResourceState,
    context: ResourceContext,
    purpose: BriefPurpose,
): Promise<GateLookOutcome> {
    let conditions: WaitConditions;
    try {
        conditions = conditionsOf(state);
    } catch (error) {
        return { look: undefined, error: error as InstanceStatusError, isNews: true };
    }
    const { instanceIds } = conditions;
    if (instanceIds.length === 0) {
        return { look: lookOf(conditions, new Map()) };
    }
    const regionId = typeof state["regionId"] === "string" ? state["regionId"] : undefined;
    const look = ({ rows }: StatusReading): GateLook =>
        lookOf(conditions, new Map(rows.map((row) => [row.instanceId, row.status])));
    const { read = readBriefly } = context;
    const outcome = await read(purpose, { regionId, instanceIds }, context, (reading) => !look(reading).holds);
    if (outcome.reading === undefined) {
        const { error, isNews } = outcome;
        return { look: undefined, error, isNews };
    }
    return { look: look(outcome.reading) };
}

/**
 * What the state records of the last look.
 *
 * @throws InvalidArgumentError
 */
export function recordedLook(state: ResourceState): GateLook {
    return lookOf(conditionsOf(state), new Map(Object.entries((state["statusById"] ?? {}) as Record<string, string>)));
}

/**
 * The conditions of a gate's state, which an earlier release may have written.
 *
 * @throws InvalidArgumentError
 */
export function conditionsOf(state: ResourceState): WaitConditions {
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
    const reached = new Set(instanceIds.filter((id) => targetStatuses.includes(statusOf.get(id) ?? "")));
    const others = instanceIds.filter((id) => !reached.has(id)).map((id) => `${id} is ${statusOf.get(id) ?? "absent"}`);
    const named = others.length > 5 ? [...others.slice(0, 5), `${others.length - 5} more`] : others;
    return {
        holds: reached.size >= minReached,
        seen: {
            reachedInstanceIds: [...reached],
            statusById: Object.fromEntries(statusOf),
            absentInstanceIds: instanceIds.filter((id) => !statusOf.has(id)),
        },
        reason: `${named.join(", ")} (wanted: ${targetStatuses.join(" or ")})`,
    };
}
