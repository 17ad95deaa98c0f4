import { firstFew } from "../domain/first-few";
import type { InstanceRow } from "../domain/instance-row";
import { describeStatus } from "../domain/instance-status";
import { Scoreboard } from "../domain/scoreboard";
import { type Sight, sightOf } from "../domain/sight";
import { describeTargets } from "../domain/verdict";
import { readBriefly, type ReadFault } from "../resource/brief-read";
import type { BriefPurpose } from "../account/brief-reads";
import type { ResourceContext } from "../resource/resource-context";
import type { Gate } from "./gate";

/** What one look at a gate saw. */
export interface GateLook {
    /** Whether enough instances are in a target status. */
    readonly holds: boolean;
    readonly seen: Sight;
    /** The instances that are not in a target status, in words. */
    readonly reason: string;
}

/** The look, or why ECS could not be asked. */
export type GateLookOutcome = { readonly look: GateLook } | (ReadFault & { readonly look?: undefined });

/** Asks ECS once whether the gate holds, without waiting. */
export async function lookAtGate(
    gate: Gate,
    context: ResourceContext,
    purpose: BriefPurpose,
): Promise<GateLookOutcome> {
    const { regionId, wait } = gate;
    const { instanceIds } = wait.conditions;
    if (instanceIds.length === 0) {
        return { look: lookOf(gate, []) };
    }
    const { read = readBriefly } = context;
    const outcome = await read(purpose, { regionId, instanceIds }, context, ({ rows }) => !lookOf(gate, rows).holds);
    return outcome.reading === undefined ? outcome : { look: lookOf(gate, outcome.reading.rows) };
}

/**
 * What these rows mean for the gate. A look is a wait of one round, judged by the rules of a wait; only `stableFor` is
 * not proved again.
 */
export function lookOf({ wait }: Gate, rows: readonly InstanceRow[]): GateLook {
    const { instanceIds, targetStatuses } = wait.conditions;
    const board = new Scoreboard({ ...wait.conditions, stableForMs: 0 });
    const rowOf = new Map(rows.map((row) => [row.instanceId, row]));
    board.beginRound();
    instanceIds.forEach((id) => board.record(id, rowOf.get(id), 0, 0));
    const instances = board.all().map((one) => ({ ...one, reached: one.verdict === "reached" }));
    const others = instances.filter(({ reached }) => !reached);
    const named = firstFew(others.map(({ instanceId, status }) => `${instanceId} is ${describeStatus(status)}`));
    return {
        holds: board.verdict(0).kind === "satisfied",
        seen: sightOf(instances),
        reason: `${named.join(", ")} (wanted: ${describeTargets(targetStatuses)})`,
    };
}
