import type { WaitArguments } from "../arguments/wait-arguments";
import { InvalidArgumentError } from "../errors/invalid-argument-error";
import type { ResourceContext, ResourceState } from "../resource/resource-context";

/** What a gate does when it was satisfied and an instance has left the target since. */
export type OnDrift = "wait" | "warn" | "ignore";

/** The inputs of a gate, checked. Names that begin with `__` are this package's own and not shown by the engine. */
export interface GateInputs extends WaitArguments {
    readonly regionId: string;
    /** Any change waits again. */
    readonly triggers?: readonly unknown[] | undefined;
    readonly onDrift?: OnDrift | undefined;
    /** The endpoint that was configured, filled in by `check`, so that a change of it is noticed. */
    readonly __endpoint?: string | undefined;
}

/** What a gate records beside its inputs. */
export interface GateResult {
    readonly reachedInstanceIds: string[];
    /** As ECS said last, for every instance that it lists. */
    readonly statusById: Record<string, string>;
    readonly absentInstanceIds: string[];
    /** ISO 8601, UTC; only of a gate that is satisfied or has been. */
    readonly reachedAt?: string | undefined;
    /** How long the last wait took. */
    readonly elapsedMs: number;
    /** Whether the gate holds, as far as the last look knows. */
    readonly satisfied: boolean;
}

/** The arguments whose change waits again: they are kept as outputs, so that `diff` can compare. */
export const WAITS_AGAIN = [
    "instanceIds",
    "regionId",
    "minInstanceCount",
    "targetStatuses",
    "minReached",
    "minReachedPercent",
    "stableFor",
    "triggers",
] as const;

/** All arguments of a gate. */
export const GATE_ARGUMENTS = [
    ...WAITS_AGAIN,
    "failStatuses",
    "failFast",
    "timeout",
    "absentGrace",
    "initialDelay",
    "onDrift",
] as const;

/** The outputs of a gate: what it waited for, and what it saw. */
export function gateOutputs(inputs: ResourceState, result: GateResult): Record<string, unknown> {
    return { ...keptOfGate(inputs), ...result };
}

/** What a gate waits for, and the package's own properties. */
export function keptOfGate(inputs: ResourceState): Record<string, unknown> {
    const isKept = (name: string): boolean =>
        name.startsWith("__") || (WAITS_AGAIN as readonly string[]).includes(name);
    return Object.fromEntries(Object.entries(inputs).filter(([name, value]) => isKept(name) && value !== undefined));
}

/** The key of the configuration with which a deployment passes its gates. */
export const SKIP_WAIT = "alicloud-instance-status:skipWait";

/** Break glass: gates do not wait, they warn and say that they are not satisfied. */
export function skipsWait({ sources }: Pick<ResourceContext, "sources">): boolean {
    return sources.config?.(SKIP_WAIT) === "true";
}

/** What is wrong with the key, if it is set: it is written in a hurry, and must not be passed over. */
export function wrongSkipWait({ sources }: Pick<ResourceContext, "sources">): InvalidArgumentError[] {
    const value = sources.config?.(SKIP_WAIT);
    return value === undefined || ["true", "false", ""].includes(value)
        ? []
        : [new InvalidArgumentError(SKIP_WAIT, value, "true or false")];
}
