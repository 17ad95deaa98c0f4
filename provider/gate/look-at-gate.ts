import { firstFew } from "../domain/first-few";
import type { InstanceRow } from "../domain/instance-row";
import { describeSeen } from "../domain/instance-status";
import { describeSelector } from "../domain/selector";
import { Scoreboard } from "../domain/scoreboard";
import { type Sight, sightOf } from "../domain/sight";
import { describeTargets } from "../domain/verdict";
import { describeFound, isEmptySet, leastSizeOf } from "../domain/wait-conditions";
import { readBriefly, type ReadFault } from "../resource/brief-read";
import type { BriefPurpose } from "../account/brief-reads";
import type { ResourceContext } from "../resource/resource-context";
import type { Gate } from "./gate";

/** What one look at a gate saw. */
export interface GateLook {
    /** Whether enough instances are in target. */
    readonly holds: boolean;
    readonly seen: Sight;
    /** The ids of the set that a selector chooses, sorted. */
    readonly memberIds?: readonly string[];
    /** The instances that are not in target, in words. */
    readonly reason: string;
}

/** The look, or why ECS could not be asked. */
export type GateLookOutcome = { readonly look: GateLook } | (ReadFault & { readonly look?: undefined });

/**
 * Asks ECS once whether the gate holds, without waiting.
 *
 * @param plansUpdate - whether a look leads to an update; a plan may reuse the look of a refresh then
 */
export async function lookAtGate(
    gate: Gate,
    context: ResourceContext,
    purpose: BriefPurpose,
    plansUpdate: (look: GateLook) => boolean = ({ holds }) => !holds,
): Promise<GateLookOutcome> {
    const { regionId, wait } = gate;
    const { instanceIds, selector, targetStatuses, targetHealth } = wait.conditions;
    if (isEmptySet(wait.conditions)) {
        return { look: lookOf(gate, []) };
    }
    const { read = readBriefly } = context;
    const set = selector === undefined ? { instanceIds } : { selector, healthOf: targetStatuses };
    const request = { regionId, ...set, includeHealth: targetHealth !== undefined };
    const outcome = await read(purpose, request, context, ({ rows }) => plansUpdate(lookOf(gate, rows)));
    return outcome.reading === undefined ? outcome : { look: lookOf(gate, outcome.reading.rows) };
}

/**
 * What these rows mean for the gate. A look is a wait of one round, judged by the rules of a wait; only `stableFor` is
 * not proved again.
 */
export function lookOf({ wait }: Gate, rows: readonly InstanceRow[]): GateLook {
    const { instanceIds, selector, targetHealth } = wait.conditions;
    const board = new Scoreboard({ ...wait.conditions, stableForMs: 0 });
    const rowOf = new Map(rows.map((row) => [row.instanceId, row]));
    board.beginRound();
    if (selector === undefined) {
        instanceIds.forEach((id) => board.record(id, rowOf.get(id), 0, 0));
    } else {
        board.recordListing(rowOf, 0, 0);
    }
    const instances = board.all().map((one) => ({ ...one, reached: one.verdict === "reached" }));
    const others = instances.filter(({ reached }) => !reached);
    const named = firstFew(others.map((one) => `${one.instanceId} is ${describeSeen(one)}`));
    const leastSize = leastSizeOf(wait.conditions);
    const found =
        selector === undefined || board.size >= leastSize
            ? []
            : [`${describeFound(board.size, leastSize)} found with ${describeSelector(selector)}`];
    return {
        holds: board.verdict(0).kind === "satisfied",
        seen: sightOf(instances, targetHealth !== undefined),
        ...(selector === undefined ? {} : { memberIds: [...rowOf.keys()].sort() }),
        reason: `${[...found, ...named].join(", ")} (wanted: ${describeTargets(wait.conditions)})`,
    };
}
