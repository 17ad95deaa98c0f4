import type { Sight } from "../domain/sight";
import { resolveConnection } from "../ecs/resolve-connection";
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
    const seenBefore = sightWithin(gateRecordOf(operation.olds), gate?.wait.conditions.instanceIds ?? []);
    if (skipsWait(context)) {
        context.log.warn(`${SKIP_WAIT} is set: the deployment goes on, and this gate has not checked anything`);
        return gateOutputs(inputs, gateRecord(seenBefore, { elapsedMs: 0, satisfied: false }));
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
        const record = gateRecord(hasSeen(report) ? report : seenBefore, { elapsedMs, satisfied: false });
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
    return gateRecord(report, { reachedAt, elapsedMs: report.elapsedMs, satisfied: true });
}

/** The argument, or what stands in for it: `customTimeouts`, where an update without one has that of the create. */
function timeoutOf({ timeouts, wait }: Gate, { kind, timeoutMs }: Operation): number {
    return timeouts.argument ?? timeoutMs ?? timeouts[kind] ?? timeouts.create ?? wait.timeoutMs;
}

function hasSeen(report: WaitReport | undefined): report is WaitReport {
    return report !== undefined && Object.keys(report.statusById).length + report.absentInstanceIds.length > 0;
}

/** The part of a sight that is about these instances. */
function sightWithin(
    { reachedInstanceIds, statusById, absentInstanceIds }: Sight,
    instanceIds: readonly string[],
): Sight {
    const wanted = new Set(instanceIds);
    const isWanted = (id: string): boolean => wanted.has(id);
    return {
        reachedInstanceIds: reachedInstanceIds.filter(isWanted),
        statusById: Object.fromEntries(Object.entries(statusById).filter(([id]) => isWanted(id))),
        absentInstanceIds: absentInstanceIds.filter(isWanted),
    };
}
