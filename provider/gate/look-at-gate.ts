import type { InstanceStatusError } from "../errors";
import { readBriefly } from "../resource/brief-read";
import type { BriefPurpose } from "../account/brief-reads";
import type { ResourceContext } from "../resource/resource-context";
import type { Gate } from "./gate";
import type { GateSight } from "./gate-record";

/** What one look at a gate saw. */
export interface GateLook {
    /** Whether enough instances are in a target status. */
    readonly holds: boolean;
    readonly seen: GateSight;
    /** The instances that are not in a target status, in words. */
    readonly reason: string;
}

/** The look, or why ECS could not be asked. */
export type GateLookOutcome =
    | { readonly look: GateLook }
    | {
          readonly look: undefined;
          readonly error: InstanceStatusError;
          /** Whether this fault was not returned before. */
          readonly isNews: boolean;
      };

/** Asks ECS once whether the gate holds, without waiting. */
export async function lookAtGate(
    gate: Gate,
    context: ResourceContext,
    purpose: BriefPurpose,
): Promise<GateLookOutcome> {
    const { regionId, wait } = gate;
    const { instanceIds } = wait.conditions;
    if (instanceIds.length === 0) {
        return { look: lookOf(gate, {}) };
    }
    const { read = readBriefly } = context;
    const look = ({ rows }: { rows: readonly { instanceId: string; status: string }[] }): GateLook =>
        lookOf(gate, Object.fromEntries(rows.map(({ instanceId, status }) => [instanceId, status])));
    const outcome = await read(purpose, { regionId, instanceIds }, context, (reading) => !look(reading).holds);
    return outcome.reading === undefined
        ? { look: undefined, error: outcome.error, isNews: outcome.isNews }
        : { look: look(outcome.reading) };
}

/** What these statuses mean for the gate. */
export function lookOf({ wait }: Gate, statusById: Record<string, string>): GateLook {
    const { instanceIds, targetStatuses, minReached } = wait.conditions;
    const statusOf = new Map(Object.entries(statusById));
    const reached = new Set(instanceIds.filter((id) => targetStatuses.includes(statusOf.get(id) ?? "")));
    const others = instanceIds.filter((id) => !reached.has(id)).map((id) => `${id} is ${statusOf.get(id) ?? "absent"}`);
    const named = others.length > 5 ? [...others.slice(0, 5), `${others.length - 5} more`] : others;
    return {
        holds: reached.size >= minReached,
        seen: {
            reachedInstanceIds: [...reached],
            statusById,
            absentInstanceIds: instanceIds.filter((id) => !statusOf.has(id)),
        },
        reason: `${named.join(", ")} (wanted: ${targetStatuses.join(" or ")})`,
    };
}
