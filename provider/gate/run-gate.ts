import { parseWaitArguments } from "../arguments/wait-arguments";
import { isLoopback, resolveConnection, resolveDestination } from "../ecs/resolve-connection";
import { InstanceStatusError } from "../errors";
import { statusSourceFor } from "../functions/wait-for-instance-status";
import { waitForStatus } from "../wait/wait-for-status";
import type { WaitReport } from "../wait/wait-report";
import type { ResourceContext, ResourceState } from "../resource/resource-context";
import { type GateResult, gateOutputs, skipsWait } from "./gate-properties";

/** A gate whose wait failed: what was seen is kept in state, and the next up waits again. */
export class GateNotSatisfied extends Error {
    readonly outputs: Record<string, unknown>;

    constructor(outputs: Record<string, unknown>, cause: InstanceStatusError) {
        super(cause.message, { cause });
        this.outputs = outputs;
    }
}

/**
 * Waits, and returns the outputs of a satisfied gate.
 *
 * @param olds - what is recorded of the gate, of an update: a wait that sees nothing, or is skipped, leaves it there
 * @throws GateNotSatisfied - whatever it was that ended the wait
 */
export async function runGate(
    inputs: ResourceState,
    context: ResourceContext,
    olds: ResourceState = {},
): Promise<Record<string, unknown>> {
    if (skipsWait(context)) {
        context.log.warn(
            "alicloud-instance-status:skipWait is set: this gate lets the deployment go on without having looked",
        );
        return gateOutputs(inputs, { ...lastSeen(olds, inputs), elapsedMs: 0, satisfied: false });
    }
    let seen: WaitReport | undefined;
    const startedAt = performance.now();
    try {
        return gateOutputs(inputs, await wait(inputs, context, (report) => (seen = report)));
    } catch (error) {
        const known = error instanceof InstanceStatusError ? error : unexpected(error);
        const { reachedInstanceIds, statusById, absentInstanceIds } = hasSeen(seen) ? seen : lastSeen(olds, inputs);
        const elapsedMs = Math.round(performance.now() - startedAt);
        throw new GateNotSatisfied(
            gateOutputs(inputs, { reachedInstanceIds, statusById, absentInstanceIds, elapsedMs, satisfied: false }),
            known,
        );
    }
}

async function wait(
    inputs: ResourceState,
    context: ResourceContext,
    keep: (report: WaitReport) => void,
): Promise<GateResult> {
    const regionId = (inputs["regionId"] ?? undefined) as string | undefined;
    const { endpoint } = resolveDestination(regionId, context.sources);
    const { request, errors } = parseWaitArguments(inputs, {
        allowAbsent: false,
        allowShortIntervals: isLoopback(endpoint),
    });
    if (request === undefined) {
        throw errors[0] as Error;
    }
    const { reachedInstanceIds, statusById, absentInstanceIds, elapsedMs } = await waitForStatus(
        request,
        statusSourceFor(request, () => resolveConnection(regionId, context.sources)),
        {
            signal: context.signal,
            onProgress: (report, describe) => {
                keep(report);
                context.log.progress(describe);
            },
            onWarning: (text) => context.log.warn(text),
        },
    );
    return {
        reachedInstanceIds,
        statusById,
        absentInstanceIds,
        reachedAt: new Date().toISOString(),
        elapsedMs,
        satisfied: true,
    };
}

function hasSeen(seen: WaitReport | undefined): seen is WaitReport {
    return seen !== undefined && Object.keys(seen.statusById).length + seen.absentInstanceIds.length > 0;
}

/** What is recorded of the instances that are still waited for. */
function lastSeen(
    olds: ResourceState,
    { instanceIds }: ResourceState,
): Pick<GateResult, "reachedInstanceIds" | "statusById" | "absentInstanceIds"> {
    const isWanted = (id: unknown): boolean => Array.isArray(instanceIds) && instanceIds.includes(id);
    const wanted = (ids: unknown): string[] => (Array.isArray(ids) ? (ids as string[]).filter(isWanted) : []);
    const statuses = Object.entries((olds["statusById"] ?? {}) as Record<string, string>);
    return {
        reachedInstanceIds: wanted(olds["reachedInstanceIds"]),
        statusById: Object.fromEntries(statuses.filter(([id]) => isWanted(id))),
        absentInstanceIds: wanted(olds["absentInstanceIds"]),
    };
}

/** A fault of this package: it must not look like an answer of ECS, nor let the gate pass. */
function unexpected(error: unknown): InstanceStatusError {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return new InstanceStatusError("InternalFault", `[internal fault] ${text}`, { cause: error });
}
