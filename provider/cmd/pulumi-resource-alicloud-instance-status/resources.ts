import { formatDuration } from "../../domain/duration";
import { EcsApiError } from "../../errors";
import { checkGate } from "../../gate/check-gate";
import { keptOfGate } from "../../gate/gate-properties";
import { planGate } from "../../gate/plan-gate";
import { readGate } from "../../gate/read-gate";
import { runGate } from "../../gate/run-gate";
import type { CheckedInputs, ResourceContext, ResourcePlan } from "../../resource/resource-context";
import { checkStatuses } from "../../statuses/check-statuses";
import { planStatuses } from "../../statuses/plan-statuses";
import { createStatuses, refreshStatuses } from "../../statuses/read-statuses-resource";
import { keptOf } from "../../statuses/statuses-properties";
import { TimeLimitError, withTimeLimit } from "../../time/with-time-limit";
import type { Properties } from "./properties";

/** One kind of resource: what the engine asks of it, in the terms of the core. */
export interface ResourceKind {
    readonly idPrefix: string;
    /** What is known only when ECS has answered. */
    readonly outputs: readonly string[];
    /** The outputs that name instances: they are secret when the ids are. */
    readonly namesInstances: readonly string[];
    /** The inputs that are outputs too. */
    kept(inputs: Properties): Properties;
    /** @param olds - the inputs of the last run; empty for a new resource */
    check(olds: Properties, news: Properties, context: ResourceContext): CheckedInputs;
    plan(olds: Properties, news: Properties, context: ResourceContext): Promise<ResourcePlan>;
    /**
     * Creates or updates: the same for both.
     *
     * @param timeoutMs - `customTimeouts` of the resource's options
     * @param olds - what is recorded, of an update
     */
    run(
        inputs: Properties,
        context: ResourceContext,
        timeoutMs: number | undefined,
        olds: Properties,
    ): Promise<Properties>;
    refresh(state: Properties, inputs: Properties, context: ResourceContext): Promise<Properties>;
}

const gate: ResourceKind = {
    idPrefix: "instance-status-gate",
    outputs: ["reachedInstanceIds", "statusById", "absentInstanceIds", "reachedAt", "elapsedMs", "satisfied"],
    namesInstances: ["reachedInstanceIds", "statusById", "absentInstanceIds"],
    kept: keptOfGate,
    check: checkGate,
    plan: planGate,
    // the options stand in where the argument is not given
    run: (inputs, context, timeoutMs, olds) =>
        runGate(
            timeoutMs === undefined ? inputs : { ...inputs, timeout: inputs["timeout"] ?? `${timeoutMs}ms` },
            context,
            olds,
        ),
    refresh: (state, inputs, context) => readGate(state, context, inputs),
};

const statuses: ResourceKind = {
    idPrefix: "instance-statuses",
    outputs: ["statuses", "statusById", "absentInstanceIds", "totalCount"],
    namesInstances: ["statuses", "statusById", "absentInstanceIds"],
    kept: keptOf,
    check: checkStatuses,
    plan: planStatuses,
    run: async (inputs, context, timeoutMs) => {
        if (timeoutMs === undefined) {
            return createStatuses(inputs, context);
        }
        try {
            return await withTimeLimit(timeoutMs, context.signal, (signal) =>
                createStatuses(inputs, { ...context, signal }),
            );
        } catch (error) {
            throw error instanceof TimeLimitError
                ? new EcsApiError({
                      code: "NoAnswer",
                      kind: "transient",
                      message: `ECS could not be read within the ${formatDuration(timeoutMs)} of customTimeouts`,
                  })
                : error;
        }
    },
    refresh: (state, _inputs, context) => refreshStatuses(state, context),
};

/** By type token. */
export const RESOURCES: Readonly<Record<string, ResourceKind>> = {
    "alicloud-instance-status:index:InstanceStatusGate": gate,
    "alicloud-instance-status:index:InstanceStatuses": statuses,
};

/** @throws Error - there is no such resource */
export function kindOf(urn: string): ResourceKind {
    // urn:pulumi:<stack>::<project>::<types of parents>$<type>::<name>
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const kind = Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
    if (kind === undefined) {
        throw new Error(`there is no resource ${type} (there are ${Object.keys(RESOURCES).join(", ")})`);
    }
    return kind;
}
