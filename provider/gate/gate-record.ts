import type { InstanceRow } from "../domain/instance-row";
import type { Sight } from "../domain/sight";
import { textByName, textsIn } from "../resource/recorded-values";
import { keptOf } from "../resource/resource";
import type { Properties } from "../resource/resource-context";
import { COMPARED_ARGUMENTS, isGiven } from "./gate";

/** What a gate records beside its arguments. */
export interface GateRecord extends Sight {
    /** ISO 8601, UTC; only of a gate that is satisfied or has been. */
    readonly reachedAt?: string | undefined;
    /** How long the last wait took. */
    readonly elapsedMs: number;
    /** Whether the gate holds, as far as the last look knows. */
    readonly satisfied: boolean;
    /** With a selector: its set at the end of the last wait, sorted. With ids, they are an argument. */
    readonly instanceIds?: readonly string[] | undefined;
}

/** The names of the outputs of a gate that are known only when ECS has answered. */
const GATE_OUTPUTS = [
    "reachedInstanceIds",
    "statusById",
    "healthById",
    "absentInstanceIds",
    "reachedAt",
    "elapsedMs",
    "satisfied",
] as const satisfies readonly (keyof GateRecord)[];

/** The outputs of these inputs that are known only when ECS has answered. */
export function outputsOfGate({ selector, targetHealth }: Properties): readonly string[] {
    const outputs = GATE_OUTPUTS.filter((name) => name !== "healthById" || isGiven(targetHealth));
    return isGiven(selector) ? ["instanceIds", ...outputs] : outputs;
}

/** Reads what a state records, also one of an earlier release. Whatever is not as expected counts as not recorded. */
export function gateRecordOf(state: Properties): GateRecord {
    const { reachedAt, elapsedMs, satisfied, reachedInstanceIds, statusById, absentInstanceIds } = state;
    const { healthById, selector, instanceIds } = state;
    return {
        reachedInstanceIds: textsIn(reachedInstanceIds),
        statusById: textByName(statusById),
        ...(healthById === undefined ? {} : { healthById: textByName(healthById) }),
        ...(selector === undefined ? {} : { instanceIds: textsIn(instanceIds) }),
        absentInstanceIds: textsIn(absentInstanceIds),
        reachedAt: typeof reachedAt === "string" ? reachedAt : undefined,
        elapsedMs: typeof elapsedMs === "number" ? elapsedMs : 0,
        satisfied: satisfied === true,
    };
}

/** The instances of a record as ECS listed them. */
export function rowsOf({ statusById, healthById = {} }: GateRecord): InstanceRow[] {
    return Object.entries(statusById).map(([instanceId, status]) => {
        const health = Object.hasOwn(healthById, instanceId) ? healthById[instanceId] : undefined;
        return { instanceId, status, ...(health === undefined ? {} : { health }) };
    });
}

/** The record of a sight. */
export function gateRecord(
    { reachedInstanceIds, statusById, healthById, absentInstanceIds }: Sight,
    rest: Omit<GateRecord, keyof Sight>,
): GateRecord {
    const health = healthById === undefined ? {} : { healthById };
    return { reachedInstanceIds, statusById, ...health, absentInstanceIds, ...rest };
}

/** All that is recorded: what the gate waited for, and what it saw. */
export function gateOutputs(inputs: Properties, record: GateRecord): Record<string, unknown> {
    return { ...keptOfGate(inputs), ...record };
}

/** What the gate waits for, and the package's own properties. */
export function keptOfGate(inputs: Properties): Record<string, unknown> {
    return keptOf(inputs, COMPARED_ARGUMENTS);
}
