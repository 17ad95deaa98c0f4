import { isDeepStrictEqual } from "node:util";
import { hasUnknown } from "../arguments/has-unknown";
import { firstFew } from "../domain/first-few";
import { selectorKey } from "../domain/selector";
import { requiredOf } from "../domain/wait-conditions";
import { warnIfSettingsFail } from "../resource/brief-read";
import type { Properties, ResourceContext, ResourcePlan } from "../resource/resource-context";
import { asksEcs } from "./check-gate";
import { type Gate, gateOf, parseGate } from "./gate";
import { type GateRecord, gateRecordOf, rowsOf } from "./gate-record";
import { type GateLook, lookAtGate, lookOf } from "./look-at-gate";
import { SKIP_WAIT, skipsWait } from "./skip-wait";

const UNCHANGED: ResourcePlan = { changes: false, diffs: [] };
const NOT_SATISFIED: ResourcePlan = { changes: true, diffs: ["satisfied"] };

/** True in every plan: of a preview, of an up, and of a refresh, which itself waits for nothing. */
const UPDATE_WAITS = "an update waits again";

/** Decides on every preview and every up whether a gate waits again. */
export async function planGate(olds: Properties, news: Properties, context: ResourceContext): Promise<ResourcePlan> {
    try {
        const { gate, errors } = parseGate(news, context.isUnknown);
        if (gate === undefined) {
            throw errors[0] as Error;
        }
        const planned = hasUnknown(news, context.isUnknown)
            ? { changes: true, diffs: [] }
            : await plan(olds, gate, context);
        if (planned.changes && asksEcs(gate, context)) {
            warnIfSettingsFail(context);
        }
        return planned;
    } catch (error) {
        // a state that cannot be read must neither break a preview nor let a gate pass
        context.log.warn(`cannot tell whether the gate still holds, so ${UPDATE_WAITS}: ${String(error)}`);
        return NOT_SATISFIED;
    }
}

/**
 * The engine forgets a failed wait once a refresh came in between. So the record decides first, then the arguments, then,
 * unless `onDrift` says otherwise, ECS.
 */
async function plan(olds: Properties, gate: Gate, context: ResourceContext): Promise<ResourcePlan> {
    const { log } = context;
    const record = gateRecordOf(olds);
    if (!record.satisfied && record.reachedAt === undefined) {
        log.info(`the last wait of this gate failed or was skipped: ${UPDATE_WAITS}`);
        return NOT_SATISFIED;
    }
    const before = gateOf(olds);
    const diffs = changedArguments(before, gate);
    if (diffs.includes("__endpoint")) {
        // the engine does not show properties with such names
        log.info(`the endpoint has changed from ${endpointOf(before)} to ${endpointOf(gate)}: ${UPDATE_WAITS}`);
    }
    if (diffs.length > 0) {
        return { changes: true, diffs };
    }
    if (skipsWait(context)) {
        log.warn(`${SKIP_WAIT} is set: this plan does not check whether the gate still holds`);
        return UNCHANGED;
    }
    return gate.onDrift === "ignore" ? UNCHANGED : planDrift(record, gate, context);
}

async function planDrift(record: GateRecord, gate: Gate, context: ResourceContext): Promise<ResourcePlan> {
    const { log } = context;
    if (!record.satisfied && gate.onDrift === "wait") {
        const { reason } = lookOf(gate, rowsOf(record));
        log.info(`the gate did not hold at the last refresh, ${UPDATE_WAITS}: ${reason}`);
        return NOT_SATISFIED;
    }
    const outcome = await lookAtGate(gate, context, "plan", (look) => !look.holds || changesOf(record, look) !== "");
    if (outcome.look === undefined) {
        if (outcome.isNews) {
            log.warn(`cannot tell whether gates still hold, so ${UPDATE_WAITS}: ${outcome.error.message}`);
        }
        return NOT_SATISFIED;
    }
    const { holds, reason } = outcome.look;
    const changes = changesOf(record, outcome.look);
    if (holds && changes === "") {
        return UNCHANGED;
    }
    // a gate that holds is updated too when its selector finds others, so that dependents see the true set
    const drift = holds ? "the selector of the gate finds other instances" : "the gate no longer holds";
    const why = [...(changes === "" ? [] : [changes]), ...(holds ? [] : [reason])].join("; ");
    if (gate.onDrift === "warn") {
        log.warn(`${drift}, and onDrift is "warn": ${why}`);
        return UNCHANGED;
    }
    log.info(`${drift}, ${UPDATE_WAITS}: ${why}`);
    return holds ? { changes: true, diffs: ["instanceIds"] } : NOT_SATISFIED;
}

/** How the set of a selector differs from the recorded one, in words; "" for the same set. */
function changesOf({ instanceIds: recorded = [] }: GateRecord, { memberIds }: GateLook): string {
    if (memberIds === undefined) {
        return "";
    }
    const before = new Set(recorded);
    const after = new Set(memberIds);
    const joined = memberIds.filter((id) => !before.has(id)).map((id) => `${id} joined`);
    const left = recorded.filter((id) => !after.has(id)).map((id) => `${id} left`);
    return firstFew([...joined, ...left]).join(", ");
}

function endpointOf({ endpoint }: Gate): string {
    return endpoint ?? "the default of the region";
}

/** The changed arguments among those whose change waits again, compared by what they mean. */
function changedArguments(before: Gate, after: Gate): string[] {
    const changed = (value: (gate: Gate) => unknown): boolean => !isDeepStrictEqual(value(before), value(after));
    const sorted = (texts: readonly string[]): string[] => [...texts].sort();
    // of ids, how many are enough follows from the set, or is given in one of two ways
    const isOtherMinimum = changed(
        ({ wait: { conditions } }) =>
            conditions.selector === undefined && requiredOf(conditions, conditions.instanceIds.length),
    );
    const isSelected = after.wait.conditions.selector !== undefined;
    const diffs: Record<string, boolean> = {
        // neither the order nor a repetition means anything
        instanceIds: changed(({ wait }) => sorted(wait.conditions.instanceIds)),
        selector: changed(({ wait }) => wait.conditions.selector && selectorKey(wait.conditions.selector)),
        targetStatuses: changed(({ wait }) => sorted(wait.conditions.targetStatuses)),
        targetHealth: changed(({ wait }) => sorted(wait.conditions.targetHealth ?? [])),
        minReached: (isOtherMinimum || isSelected) && changed(({ wait }) => wait.conditions.minReached),
        minReachedPercent: (isOtherMinimum || isSelected) && changed(({ wait }) => wait.conditions.minReachedPercent),
        minInstanceCount: changed(({ wait }) => wait.conditions.minInstanceCount),
        stableFor: changed(({ wait }) => wait.conditions.stableForMs),
        regionId: changed(({ regionId }) => regionId),
        __endpoint: changed(({ endpoint }) => endpoint),
        triggers: changed(({ triggers }) => triggers),
    };
    return Object.keys(diffs).filter((name) => diffs[name]);
}
