import { ArgumentReader } from "../arguments/argument-reader";
import { readSelector } from "../arguments/selector-argument";
import { selectorKey } from "../domain/selector";
import type { Sight } from "../domain/sight";
import { resolveConnection } from "../ecs/resolve-connection";
import { WaitError } from "../errors";
import { knownError } from "../errors/known-error";
import { waitThroughAccount } from "../functions/wait-for-instance-status";
import { NotSatisfiedError, type Operation } from "../resource/resource";
import type { Properties, ResourceContext } from "../resource/resource-context";
import type { WaitReport } from "../wait/wait-report";
import type { WaitRequest } from "../wait/wait-request";
import { type Gate, parseGate } from "./gate";
import { gateOutputs, type GateRecord, gateRecord, gateRecordOf } from "./gate-record";
import { SKIP_WAIT, skipsWait } from "./skip-wait";

/**
 * Waits.
 *
 * @returns the outputs of a satisfied gate
 * @throws NotSatisfiedError - whatever ended the wait
 */
export async function runGate(
    inputs: Properties,
    context: ResourceContext,
    operation: Operation,
): Promise<Record<string, unknown>> {
    const { gate, errors } = parseGate(inputs);
    const seenBefore = sightBefore(operation.olds, gate);
    if (skipsWait(context)) {
        context.log.warn(`${SKIP_WAIT} is set: the deployment goes on, and this gate has not checked anything`);
        return gateOutputs(inputs, recordOf(gate, seenBefore, { elapsedMs: 0, satisfied: false }));
    }
    let report: WaitReport | undefined;
    const startedAt = performance.now();
    try {
        if (gate === undefined) {
            throw errors[0] as Error;
        }
        return gateOutputs(inputs, await wait(gate, operation, context, (latest) => (report = latest)));
    } catch (error) {
        const elapsedMs = Math.round(performance.now() - startedAt);
        const record = recordOf(gate, hasSeen(report, error) ? report : seenBefore, { elapsedMs, satisfied: false });
        throw new NotSatisfiedError(gateOutputs(inputs, record), knownError(error));
    }
}

async function wait(
    gate: Gate,
    operation: Operation,
    { sources, signal, log }: ResourceContext,
    keep: (report: WaitReport) => void,
): Promise<GateRecord> {
    const request: WaitRequest = { ...gate.wait, timeoutMs: timeoutOf(gate, operation) };
    const report = await waitThroughAccount(request, () => resolveConnection(gate.regionId, sources), {
        signal,
        onProgress: (latest, describe) => {
            keep(latest);
            log.progress(describe);
        },
        onWarning: (text) => log.warn(text),
    });
    const reachedAt = new Date().toISOString();
    return recordOf(gate, report, { reachedAt, elapsedMs: report.elapsedMs, satisfied: true });
}

/** The argument, or what stands in for it: `customTimeouts`, where an update without one has that of the create. */
function timeoutOf({ timeouts, wait }: Gate, { kind, timeoutMs }: Operation): number {
    return timeouts.argument ?? timeoutMs ?? timeouts[kind] ?? timeouts.create ?? wait.timeoutMs;
}

/** Whether ECS answered for the instances, or listed a set, which may be empty. */
function hasSeen(report: WaitReport | undefined, error: unknown): report is WaitReport {
    if (report === undefined) {
        return false;
    }
    const hasListed = error instanceof WaitError && error.selected?.found !== undefined;
    return hasListed || Object.keys(report.statusById).length + report.absentInstanceIds.length > 0;
}

/** What is recorded. With a selector, its set at the end is recorded too. */
function recordOf(
    gate: Gate | undefined,
    seen: Sight & { readonly instanceIds?: readonly string[] | undefined },
    rest: Omit<GateRecord, keyof Sight | "instanceIds">,
): GateRecord {
    const isSelected = gate?.wait.conditions.selector !== undefined;
    return gateRecord(seen, { ...rest, ...(isSelected ? { instanceIds: seen.instanceIds ?? [] } : {}) });
}

/** What an earlier wait saw, as far as it is about the instances of this gate. */
function sightBefore(olds: Properties, gate: Gate | undefined): Sight & Pick<GateRecord, "instanceIds"> {
    const record = gateRecordOf(olds);
    const { instanceIds = [], selector } = gate?.wait.conditions ?? {};
    const before = readSelector(new ArgumentReader(olds, () => false));
    return selector !== undefined && before !== undefined && selectorKey(before) === selectorKey(selector)
        ? record
        : sightWithin(record, instanceIds);
}

/** The part of a sight that is about these instances. */
function sightWithin(
    { reachedInstanceIds, statusById, healthById, absentInstanceIds }: Sight,
    instanceIds: readonly string[],
): Sight {
    const wanted = new Set(instanceIds);
    const isWanted = (id: string): boolean => wanted.has(id);
    const wantedOf = (byId: Record<string, string>): Record<string, string> =>
        Object.fromEntries(Object.entries(byId).filter(([id]) => isWanted(id)));
    return {
        reachedInstanceIds: reachedInstanceIds.filter(isWanted),
        statusById: wantedOf(statusById),
        ...(healthById === undefined ? {} : { healthById: wantedOf(healthById) }),
        absentInstanceIds: absentInstanceIds.filter(isWanted),
    };
}
