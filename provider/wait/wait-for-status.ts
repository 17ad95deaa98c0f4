import { ATTEMPT_TIMEOUT_MS, PROGRESS_HEARTBEAT_MS } from "../domain/defaults";
import { judge, type Verdict } from "../domain/verdict";
import { NotEnoughInstancesError, UnexpectedStatusError, WaitAbortedError, WaitTimeoutError } from "../errors";
import { createDeadline } from "./deadline";
import { LookPlan } from "./look-plan";
import type { Look, StatusSource } from "./status-source";
import { WaitMemory, type WaitReport } from "./wait-memory";
import type { WaitRequest } from "./wait-request";

/** What else a wait can be given. */
export interface WaitHooks {
    /** Calls the wait off. */
    readonly signal?: AbortSignal | undefined;
    /** Called on every change and at least every 30 s; the text is for people. */
    readonly onProgress?: ((report: WaitReport, text: string) => void) | undefined;
    /** Called with what deserves attention but does not end the wait. */
    readonly onWarning?: ((text: string) => void) | undefined;
}

/**
 * Waits until the instances are in a target status: look, judge, pause, look again, with one last look at the deadline.
 *
 * @throws WaitTimeoutError, UnexpectedStatusError, NotEnoughInstancesError, WaitAbortedError, or the EcsApiError that ended it
 */
export async function waitForStatus(
    request: WaitRequest,
    source: StatusSource,
    hooks: WaitHooks = {},
): Promise<WaitReport> {
    const { conditions, timeoutMs } = request;
    const memory = new WaitMemory(conditions);
    if (conditions.instanceIds.length === 0) {
        return memory.report(); // `minInstanceCount: 0` allows it, and a request without ids would mean the whole region
    }
    const deadline = createDeadline(timeoutMs, ATTEMPT_TIMEOUT_MS, hooks.signal);
    const heartbeat = setInterval(() => hooks.onProgress?.(memory.report(), memory.describe()), PROGRESS_HEARTBEAT_MS);
    const plan = new LookPlan(request, memory, deadline);
    try {
        for (;;) {
            const look = await source.look(plan.next, deadline.signal);
            const changed = memory.record(look);
            const verdict = judge(memory.observations, conditions, memory.elapsedMs);
            if (changed) {
                hooks.onProgress?.(memory.report(), memory.describe());
            }
            if (verdict.kind === "satisfied") {
                return memory.report();
            }
            throwIfImpossible(verdict, request, memory);
            throwIfFatal(look);
            if (look.startedAt >= deadline.at) {
                throw new WaitTimeoutError(timeoutMs, memory.evidence());
            }
            plan.after(look, verdict);
        }
    } catch (error) {
        if (deadline.hasFired()) {
            throw new WaitTimeoutError(timeoutMs, memory.evidence());
        }
        if (hooks.signal?.aborted && error === hooks.signal.reason) {
            throw new WaitAbortedError(memory.evidence(), error);
        }
        throw error;
    } finally {
        clearInterval(heartbeat);
        deadline.cleanup();
    }
}

function throwIfImpossible(verdict: Verdict, { conditions }: WaitRequest, memory: WaitMemory): void {
    if (verdict.kind !== "impossible") {
        return;
    }
    const { failed, released, missing } = verdict;
    if (conditions.minReached === conditions.instanceIds.length && failed.length + released.length > 0) {
        throw new UnexpectedStatusError(failed, released, memory.evidence());
    }
    throw new NotEnoughInstancesError(failed, released, missing, memory.evidence());
}

/** Throttling and passing faults never end a wait before its deadline; asking again does not cure the others. */
function throwIfFatal({ faults }: Look): void {
    const fatal = faults.find(({ kind }) => kind !== "throttled" && kind !== "transient");
    if (fatal !== undefined) {
        throw fatal;
    }
}
