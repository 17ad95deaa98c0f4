import { isDeepStrictEqual } from "node:util";
import { hasUnknown } from "../arguments/has-unknown";
import type { ResourceContext, ResourcePlan, ResourceState } from "../resource/resource-context";
import { warnIfSettingsFail } from "../resource/brief-read";
import { asksEcs } from "./check-gate";
import { SKIP_WAIT, skipsWait } from "./gate-properties";
import { conditionsOf, lookAtGate, recordedLook } from "./look-at-gate";

const UNCHANGED: ResourcePlan = { changes: false, diffs: [] };

/** True in every plan: of a preview, of an up, and of a refresh, which itself waits for nothing. */
const WAITS_AGAIN = "an update waits again";

/**
 * Decides on every preview and every up whether a gate waits again. The engine forgets a failed wait once a refresh
 * came in between, so what was recorded decides first; then the arguments; then, unless told otherwise, ECS itself.
 */
export async function planGate(
    olds: ResourceState,
    news: ResourceState,
    context: ResourceContext,
): Promise<ResourcePlan> {
    try {
        const planned = await plan(olds, news, context);
        if (planned.changes && asksEcs(news, context)) {
            warnIfSettingsFail(context);
        }
        return planned;
    } catch (error) {
        // a state that cannot be read must neither break a preview nor let a gate pass
        context.log.warn(`cannot tell whether the gate still holds, so ${WAITS_AGAIN}: ${String(error)}`);
        return { changes: true, diffs: ["satisfied"] };
    }
}

async function plan(olds: ResourceState, news: ResourceState, context: ResourceContext): Promise<ResourcePlan> {
    if (hasUnknown(news, context.isUnknown)) {
        return { changes: true, diffs: [] };
    }
    // a gate whose last wait failed has no time at which it was reached
    if (olds["satisfied"] !== true && typeof olds["reachedAt"] !== "string") {
        context.log.info(`the last wait of this gate failed or was skipped: ${WAITS_AGAIN}`);
        return { changes: true, diffs: ["satisfied"] };
    }
    const diffs = changedArguments(olds, news);
    if (diffs.length > 0) {
        if (diffs.includes("__endpoint")) {
            // the engine does not show properties with such names
            context.log.info(`${endpointChange(olds, news)}: ${WAITS_AGAIN}`);
        }
        return { changes: true, diffs };
    }
    if (skipsWait(context)) {
        context.log.warn(`${SKIP_WAIT} is set: nobody has looked whether this gate still holds`);
        return UNCHANGED;
    }
    if (news["onDrift"] === "ignore") {
        return UNCHANGED;
    }
    if (olds["satisfied"] !== true && news["onDrift"] !== "warn") {
        const { reason } = recordedLook(olds);
        context.log.info(`the gate did not hold at the last refresh, ${WAITS_AGAIN}: ${reason}`);
        return { changes: true, diffs: ["satisfied"] };
    }
    return checkDrift(news, context);
}

async function checkDrift(news: ResourceState, context: ResourceContext): Promise<ResourcePlan> {
    const outcome = await lookAtGate(news, context, "plan");
    if (outcome.look === undefined) {
        if (outcome.isNews) {
            context.log.warn(`cannot tell whether gates still hold, so ${WAITS_AGAIN}: ${outcome.error.message}`);
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
    context.log.info(`the gate no longer holds, ${WAITS_AGAIN}: ${outcome.look.reason}`);
    return { changes: true, diffs: ["satisfied"] };
}

function endpointChange(olds: ResourceState, news: ResourceState): string {
    const [before, after] = [olds, news].map(({ __endpoint: endpoint }) =>
        typeof endpoint === "string" ? endpoint : "the default of the region",
    );
    return `the endpoint has changed from ${before} to ${after}`;
}

/** The changed arguments among those whose change waits again, compared by what they mean. */
function changedArguments(olds: ResourceState, news: ResourceState): string[] {
    const before = meaningOf(olds);
    const after = meaningOf(news);
    const changed = Object.keys(after).filter((name) => !isDeepStrictEqual(before[name], after[name]));
    // how many are enough follows from the set, or is said in one of two ways
    return changed.flatMap((name) =>
        name === "minReached"
            ? ["minReached", "minReachedPercent"].filter((one) => !isDeepStrictEqual(olds[one], news[one]))
            : [name],
    );
}

function meaningOf(state: ResourceState): Record<string, unknown> {
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
