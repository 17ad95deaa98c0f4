import { ArgumentReader } from "../arguments/argument-reader";
import { readWaitArguments } from "../arguments/wait-arguments";
import { isEmptySet } from "../domain/wait-conditions";
import type { InvalidArgumentError } from "../errors";
import type { Properties } from "../resource/resource-context";
import type { WaitRequest } from "../wait/wait-request";

/** What a gate does when it was satisfied and an instance has left the target since. */
export type OnDrift = (typeof ON_DRIFT)[number];
const ON_DRIFT = ["wait", "warn", "ignore"] as const;

/** A gate: its arguments, parsed. */
export interface Gate {
    readonly wait: WaitRequest;
    readonly regionId: string | undefined;
    /** The configured endpoint, which `check` adds to the inputs so that a change of it is a change of the gate. */
    readonly endpoint: string | undefined;
    readonly triggers: readonly unknown[];
    readonly onDrift: OnDrift;
    /** Whether a wait asks ECS. An empty set is reached without a request; in a preview the set may be unknown. */
    readonly needsAnswers: boolean;
    readonly timeouts: GateTimeouts;
}

/** How long a gate waits, from its argument and from the options of the resource. Milliseconds. */
export interface GateTimeouts {
    /** The argument `timeout`. */
    readonly argument: number | undefined;
    /** `customTimeouts`, which the constructor of the dynamic resource copies into inputs: its handlers never see them. */
    readonly create: number | undefined;
    readonly update: number | undefined;
}

/** A gate, or all errors of its arguments. */
export type ParsedGate =
    | { readonly gate: Gate; readonly errors: readonly [] }
    | { readonly gate: undefined; readonly errors: readonly InvalidArgumentError[] };

/** The arguments whose change waits again: they are kept as outputs, so that a plan can compare them. */
export const COMPARED_ARGUMENTS = [
    "instanceIds",
    "selector",
    "regionId",
    "minInstanceCount",
    "targetStatuses",
    "targetHealth",
    "minReached",
    "minReachedPercent",
    "stableFor",
    "triggers",
] as const;

/** All arguments of a gate. */
export const GATE_ARGUMENTS = [
    ...COMPARED_ARGUMENTS,
    "failStatuses",
    "failFast",
    "timeout",
    "absentGrace",
    "initialDelay",
    "onDrift",
] as const;

type IsUnknown = (value: unknown) => boolean;

/**
 * Parses the inputs of a gate, or what a state records of them; an earlier release may have written it. What is not
 * recorded has its default. A value that is not known yet counts as missing.
 */
export function parseGate(inputs: Properties, isUnknown: IsUnknown = () => false): ParsedGate {
    const reader = new ArgumentReader(inputs, isUnknown);
    const { regionId, __endpoint: endpoint } = inputs;
    // the limit of short poll intervals means nothing here: a gate has no argument for its interval
    const rules = { allowAbsent: false, allowShortIntervals: true };
    const onDrift = reader.oneOf("onDrift", ON_DRIFT) ?? "wait";
    const triggers = reader.list("triggers") ?? [];
    const request = readWaitArguments(reader, inputs, rules);
    const timeouts = readTimeouts(reader, inputs, request.timeoutMs, isUnknown);
    if (reader.errors.length > 0) {
        return { gate: undefined, errors: reader.errors };
    }
    const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
    return {
        gate: {
            wait: request,
            regionId: text(regionId),
            endpoint: text(endpoint),
            triggers,
            onDrift,
            needsAnswers:
                !isEmptySet(request.conditions) || !reader.isKnown("instanceIds") || !reader.isKnown("selector"),
            timeouts,
        },
        errors: [],
    };
}

/**
 * The gate of valid inputs, or of a state. A state with a selector has ids too: they are what the selector found.
 *
 * @throws InvalidArgumentError
 */
export function gateOf(properties: Properties): Gate {
    const { instanceIds, ...others } = properties;
    const isSelected = isGiven(properties["selector"]);
    const { gate, errors } = parseGate(isSelected ? others : { ...others, instanceIds });
    if (gate === undefined) {
        throw errors[0] as Error;
    }
    return gate;
}

/** null means: not given. */
export function isGiven(value: unknown): boolean {
    return value !== undefined && value !== null;
}

/** What the inputs say about drift. A refresh needs it also where the other arguments cannot be parsed. */
export function onDriftOf(inputs: Properties): OnDrift | undefined {
    return new ArgumentReader(inputs, () => false).oneOf("onDrift", ON_DRIFT);
}

/** The time-outs of the options stand in for the argument where it is not given, and are checked like it. */
function readTimeouts(
    reader: ArgumentReader,
    { timeout, __createTimeout: create, __updateTimeout: update }: Properties,
    timeoutMs: number,
    isUnknown: IsUnknown,
): GateTimeouts {
    if (timeout !== undefined && timeout !== null) {
        return { argument: timeoutMs, create: undefined, update: undefined };
    }
    const ofOptions = [create, update].map((value) => {
        const standIn = new ArgumentReader({ timeout: value }, isUnknown);
        const milliseconds = standIn.duration("timeout");
        return { milliseconds, errors: standIn.errors };
    });
    reader.errors.push(...ofOptions.flatMap(({ errors }) => errors).slice(0, 1));
    return { argument: undefined, create: ofOptions[0]?.milliseconds, update: ofOptions[1]?.milliseconds };
}
