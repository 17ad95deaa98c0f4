import { SCHEDULE, WAIT_DEFAULTS } from "../domain/defaults";
import { ABSENT, INSTANCE_HEALTH, INSTANCE_STATUSES } from "../domain/instance-status";
import { isLimited, MAX_FILTERED, type Selector } from "../domain/selector";
import type { WaitConditions } from "../domain/wait-conditions";
import type { InvalidArgumentError } from "../errors/invalid-argument-error";
import type { WaitRequest } from "../wait/wait-request";
import { ArgumentReader } from "./argument-reader";
import { readSelector } from "./selector-argument";

/** The arguments of a wait, as the user writes them. Durations are strings such as "500ms", "90s", "1h30m". */
export interface WaitArguments {
    /** The instances to wait for. Exactly one of `instanceIds` and `selector` must be given. */
    readonly instanceIds?: readonly string[] | undefined;
    /**
     * Chooses the instances in place of `instanceIds`, for instances whose ids are not known: those of a scaling group,
     * for example. The set is asked for anew in each round. Needs the permission `ecs:DescribeInstances`.
     */
    readonly selector?: Selector | undefined;
    /**
     * The least number of instances. Fewer ids in `instanceIds` are an error; `0` allows an empty list, which is reached
     * at once without a request. With `selector`, the wait waits until there are as many. Default: 1.
     */
    readonly minInstanceCount?: number | undefined;
    /** Any of these counts as reached. Default: `["Running"]`. */
    readonly targetStatuses?: readonly string[] | undefined;
    /**
     * The health that must come with the status; any of these counts: `["Ok"]` waits until ECS reports that the operating
     * system runs. ECS updates it every minute. Needs the permission `ecs:DescribeInstancesFullStatus`. Default: the
     * health does not matter.
     */
    readonly targetHealth?: readonly string[] | undefined;
    /**
     * Statuses that end the wait at once. Default for the target `Running`: `Stopping`, and `Stopped` after the
     * instance was Starting or Running, or for 60 s. Default for other targets, and with `selector`: none.
     */
    readonly failStatuses?: readonly string[] | undefined;
    /** Whether fail statuses end the wait. Default: true. */
    readonly failFast?: boolean | undefined;
    /** How many instances are enough. Default: all of the set. */
    readonly minReached?: number | undefined;
    /** The same as a percentage of the set, rounded up. */
    readonly minReachedPercent?: number | undefined;
    /** How long the target must hold without a break. Default: "0s". */
    readonly stableFor?: string | undefined;
    /** The time limit of the whole wait; "0s" polls once. Default: "10m". */
    readonly timeout?: string | undefined;
    /** How long an instance may be absent before it counts as missing; not with `selector`. Default: "60s". */
    readonly absentGrace?: string | undefined;
    /** The pause between the first poll and the second. Default: the usual schedule, 4 s or less. */
    readonly initialDelay?: string | undefined;
    /**
     * The pause between two polls. Default: 4 s for the first 16 s, then 1.8 to 3 s, and from 90 s on up to 10 s; 5 s while
     * only the health is missing.
     */
    readonly pollInterval?: string | undefined;
    /** The longest pause between two polls: the interval grows after 90 s. Default: "10s". */
    readonly maxPollInterval?: string | undefined;
}

/** The names of all arguments of a wait. */
export const WAIT_ARGUMENTS = [
    "instanceIds",
    "selector",
    "minInstanceCount",
    "targetStatuses",
    "targetHealth",
    "failStatuses",
    "failFast",
    "minReached",
    "minReachedPercent",
    "stableFor",
    "timeout",
    "absentGrace",
    "initialDelay",
    "pollInterval",
    "maxPollInterval",
] as const satisfies readonly (keyof WaitArguments)[];

/** Options of the parser. */
export interface ArgumentRules {
    /** The function may wait for instances that are gone; the gate may not. */
    readonly allowAbsent: boolean;
    /** Whether intervals below 1 s are allowed: only for a loopback endpoint. */
    readonly allowShortIntervals: boolean;
    /** Whether a value is unknown in a preview. An unknown value is not checked. */
    readonly isUnknown?: (value: unknown) => boolean;
}

/** The parsed wait, or all errors. */
export type ParsedArguments =
    | { readonly request: WaitRequest; readonly errors: readonly [] }
    | { readonly request: undefined; readonly errors: readonly InvalidArgumentError[] };

/** Checks all arguments and fills in the defaults. */
export function parseWaitArguments(raw: Readonly<Record<string, unknown>>, rules: ArgumentRules): ParsedArguments {
    const reader = new ArgumentReader(raw, rules.isUnknown ?? (() => false));
    const request = readWaitArguments(reader, raw, rules);
    return reader.errors.length === 0 ? { request, errors: [] } : { request: undefined, errors: reader.errors };
}

/**
 * The same with a reader that also reads other arguments. The reader has the errors; after an error the result is
 * invalid.
 */
export function readWaitArguments(
    reader: ArgumentReader,
    raw: Readonly<Record<string, unknown>>,
    rules: ArgumentRules,
): WaitRequest {
    const selector = readSelector(reader);
    if (reader.isGiven("selector")) {
        refuseBesideSelector(reader, raw);
    }
    // an unknown minimum may become 0
    const fallback = reader.isKnown("minInstanceCount") ? WAIT_DEFAULTS.minInstanceCount : 0;
    const minInstanceCount = reader.integer("minInstanceCount", 0, Infinity) ?? fallback;
    const instanceIds = reader.isGiven("selector")
        ? []
        : reader.instanceIds(
              "instanceIds",
              minInstanceCount,
              ` (the minimum is \`minInstanceCount\`: ${minInstanceCount}; 0 allows an empty list)`,
              ", or `selector` in place of it",
          );
    const minReached = reader.integer("minReached", 1, Infinity);
    const minReachedPercent = reader.integer("minReachedPercent", 1, 100);
    if (minReached !== undefined && minReachedPercent !== undefined) {
        reader.refuse("minReachedPercent", raw["minReachedPercent"], "left out when `minReached` is given");
    }
    if (selector !== undefined && isLimited(selector)) {
        refuseTooMany(reader, { minInstanceCount, minReached });
    }
    if (minReached !== undefined && minReached > instanceIds.length && isListKnown(reader)) {
        reader.refuse("minReached", minReached, `at most the number of instances, which is ${instanceIds.length}`);
    }
    return {
        conditions: {
            instanceIds,
            selector,
            minInstanceCount,
            minReached,
            minReachedPercent,
            ...readTargets(reader, raw, rules),
            failFast: reader.boolean("failFast") ?? true,
            stableForMs: reader.duration("stableFor", WAIT_DEFAULTS.stableFor),
            absentGraceMs: reader.duration("absentGrace", WAIT_DEFAULTS.absentGrace),
        },
        timeoutMs: reader.duration("timeout", WAIT_DEFAULTS.timeout),
        schedule: readSchedule(reader, raw, rules),
    };
}

/** ECS does not filter as many instances by tag or resource group, so the wait would never end. */
function refuseTooMany(reader: ArgumentReader, counts: Record<string, number | undefined>): void {
    for (const [name, count = 0] of Object.entries(counts)) {
        if (count >= MAX_FILTERED) {
            reader.refuse(
                name,
                count,
                `less than ${MAX_FILTERED}, because ECS filters no more by tag or resource group`,
            );
        }
    }
}

/** Whether the size of the set is known before the wait. */
function isListKnown(reader: ArgumentReader): boolean {
    return reader.isKnown("instanceIds") && !reader.isGiven("selector");
}

/** A selector has a set of its own; an instance that leaves it is not absent. */
function refuseBesideSelector(reader: ArgumentReader, raw: Readonly<Record<string, unknown>>): void {
    for (const name of ["instanceIds", "absentGrace"]) {
        if (reader.isGiven(name)) {
            reader.refuse(name, raw[name], "left out when `selector` is given");
        }
    }
}

function readTargets(
    reader: ArgumentReader,
    raw: Readonly<Record<string, unknown>>,
    { allowAbsent }: ArgumentRules,
): Pick<WaitConditions, "targetStatuses" | "targetHealth" | "failStatuses"> {
    const allowed = allowAbsent && !reader.isGiven("selector") ? [...INSTANCE_STATUSES, ABSENT] : INSTANCE_STATUSES;
    const targetStatuses = reader.statuses("targetStatuses", allowed) ?? WAIT_DEFAULTS.targetStatuses;
    const targetHealth = reader.words("targetHealth", INSTANCE_HEALTH);
    const failStatuses = reader.statuses("failStatuses", INSTANCE_STATUSES, "empty allowed");
    if (reader.isKnown("targetStatuses")) {
        const both = failStatuses?.find((status) => targetStatuses.includes(status));
        if (both !== undefined) {
            reader.refuse(
                "failStatuses",
                raw["failStatuses"],
                `without ${both}, which is also one of \`targetStatuses\``,
            );
        }
        if (targetHealth?.includes("Ok") === true && !targetStatuses.includes("Running")) {
            reader.refuse(
                "targetStatuses",
                raw["targetStatuses"],
                'a list with "Running" beside the target health "Ok", which only running instances have',
            );
        }
        if (targetHealth !== undefined && targetStatuses.includes(ABSENT)) {
            reader.refuse("targetHealth", raw["targetHealth"], `left out with the target status "${ABSENT}"`);
        }
    }
    return { targetStatuses, targetHealth, failStatuses };
}

function readSchedule(
    reader: ArgumentReader,
    raw: Readonly<Record<string, unknown>>,
    { allowShortIntervals }: ArgumentRules,
): WaitRequest["schedule"] {
    const initialDelayMs = reader.duration("initialDelay");
    const pollIntervalMs = reader.interval("pollInterval", allowShortIntervals);
    const maxPollIntervalMs = reader.interval("maxPollInterval", allowShortIntervals);
    if ((maxPollIntervalMs ?? Infinity) < (pollIntervalMs ?? SCHEDULE.pollMs)) {
        reader.refuse("maxPollInterval", raw["maxPollInterval"], "no shorter than the poll interval");
    }
    return { initialDelayMs, pollIntervalMs, maxPollIntervalMs };
}
