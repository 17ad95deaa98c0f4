import { isDeepStrictEqual } from "node:util";
import { skipsWait, type GateContext } from "./gate-context";
import type { GateState } from "./gate-properties";
import { conditionsOf, lookAtGate } from "./look-at-gate";

/** Whether the gate has to wait again, and why. */
export interface GatePlan {
    readonly changes: boolean;
    /** The properties that make it so. */
    readonly diffs: readonly string[];
}

const UNCHANGED: GatePlan = { changes: false, diffs: [] };

/**
 * Decides on every preview and every up whether a gate waits again. The engine forgets a failed wait once a refresh
 * came in between, so what was recorded decides first; then the arguments; then, unless told otherwise, ECS itself.
 */
export async function planGate(olds: GateState, news: GateState, context: GateContext): Promise<GatePlan> {
    if (hasUnknown(news, context.isUnknown)) {
        return { changes: true, diffs: [] };
    }
    if (olds["satisfied"] !== true) {
        return { changes: true, diffs: ["satisfied"] };
    }
    const diffs = changedArguments(olds, news);
    if (diffs.length > 0) {
        return { changes: true, diffs };
    }
    if (news["onDrift"] === "ignore" || skipsWait(context)) {
        return UNCHANGED;
    }
    return checkDrift(news, context);
}

async function checkDrift(news: GateState, context: GateContext): Promise<GatePlan> {
    const outcome = await lookAtGate(news, context);
    if (outcome.look === undefined) {
        if (outcome.isNews) {
            context.log.warn(`cannot tell whether gates still hold, so they will wait again: ${outcome.error.message}`);
        }
        return { changes: true, diffs: ["satisfied"] };
    }
    if (outcome.look.holds) {
        return UNCHANGED;
    }
    if (news["onDrift"] === "warn") {
        context.log.warn(`the gate no longer holds, and onDrift is "warn": ${outcome.look.reason}`);
        return UNCHANGED;
    }
    context.log.info(`the gate no longer holds and will wait again: ${outcome.look.reason}`);
    return { changes: true, diffs: ["satisfied"] };
}

/** The changed arguments among those whose change waits again, compared by what they mean. */
function changedArguments(olds: GateState, news: GateState): string[] {
    const before = meaningOf(olds);
    const after = meaningOf(news);
    return Object.keys(after).filter((name) => !isDeepStrictEqual(before[name], after[name]));
}

function meaningOf(state: GateState): Record<string, unknown> {
    const { instanceIds, targetStatuses, minReached, stableForMs } = conditionsOf(state);
    return {
        // neither the order nor a repetition means anything to a gate
        instanceIds: [...instanceIds].sort(),
        targetStatuses: [...targetStatuses].sort(),
        minReached,
        minInstanceCount: state["minInstanceCount"] ?? 1,
        stableFor: stableForMs,
        regionId: state["regionId"],
        __endpoint: state["__endpoint"],
        triggers: state["triggers"] ?? [],
    };
}

function hasUnknown(value: unknown, isUnknown: (value: unknown) => boolean): boolean {
    if (isUnknown(value)) {
        return true;
    }
    return (
        typeof value === "object" && value !== null && Object.values(value).some((one) => hasUnknown(one, isUnknown))
    );
}
