import type { InstanceRow } from "../domain/instance-row";
import type { Sight } from "../domain/sight";
import { textByName, textsIn } from "../resource/recorded-values";
import { keptOf } from "../resource/resource";
import type { Properties } from "../resource/resource-context";
import { COMPARED_ARGUMENTS } from "./gate";

/** What a gate records beside its arguments. */
export interface GateRecord extends Sight {
    /** ISO 8601, UTC; only of a gate that is satisfied or has been. */
    readonly reachedAt?: string | undefined;
    /** How long the last wait took. */
    readonly elapsedMs: number;
    /** Whether the gate holds, as far as the last look knows. */
    readonly satisfied: boolean;
}

/** The names of the outputs of a gate that are known only when ECS has answered. */
export const GATE_OUTPUTS = [
    "reachedInstanceIds",
    "statusById",
    "absentInstanceIds",
    "reachedAt",
    "elapsedMs",
    "satisfied",
] as const satisfies readonly (keyof GateRecord)[];

/** Reads what a state records, also one of an earlier release. Whatever is not as expected counts as not recorded. */
export function gateRecordOf(state: Properties): GateRecord {
    const { reachedAt, elapsedMs, satisfied, reachedInstanceIds, statusById, absentInstanceIds } = state;
    return {
        reachedInstanceIds: textsIn(reachedInstanceIds),
        statusById: textByName(statusById),
        absentInstanceIds: textsIn(absentInstanceIds),
        reachedAt: typeof reachedAt === "string" ? reachedAt : undefined,
        elapsedMs: typeof elapsedMs === "number" ? elapsedMs : 0,
        satisfied: satisfied === true,
    };
}

/** The instances of a record as ECS listed them. */
export function rowsOf({ statusById }: GateRecord): InstanceRow[] {
    return Object.entries(statusById).map(([instanceId, status]) => ({ instanceId, status }));
}

/** The record of a sight. */
export function gateRecord(
    { reachedInstanceIds, statusById, absentInstanceIds }: Sight,
    rest: Omit<GateRecord, keyof Sight>,
): GateRecord {
    return { reachedInstanceIds, statusById, absentInstanceIds, ...rest };
}

/** All that is recorded: what the gate waited for, and what it saw. */
export function gateOutputs(inputs: Properties, record: GateRecord): Record<string, unknown> {
    return { ...keptOfGate(inputs), ...record };
}

/** What the gate waits for, and the package's own properties. */
export function keptOfGate(inputs: Properties): Record<string, unknown> {
    return keptOf(inputs, COMPARED_ARGUMENTS);
}
