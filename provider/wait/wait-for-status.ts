import { ATTEMPT_TIMEOUT_MS, PROGRESS_HEARTBEAT_MS } from "../domain/defaults";
import { WaitAbortedError, WaitTimeoutError } from "../errors";
import { callSafely } from "./call-safely";
import { createDeadline } from "./deadline";
import { LookPlan } from "./look-plan";
import { whyLost } from "./lost-wait";
import type { StatusSource } from "./status-source";
import { WaitMemory, type WaitReport } from "./wait-memory";
import type { WaitRequest } from "./wait-request";
import { Warnings } from "./warnings";

/** What else a wait can be given. */
export interface WaitHooks {
    /** Calls the wait off. */
    readonly signal?: AbortSignal | undefined;
    /**
     * Called on every change and at least every 30 s. `describe` gives a line for people, as of the moment at which it is
     * called: `2/3 Running · i-… Starting for 31 s`.
     */
    readonly onProgress?: ((report: WaitReport, describe: () => string) => void) | undefined;
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
    const tellProgress = (): void => callSafely(() => hooks.onProgress?.(memory.report(), () => memory.describe()));
    const deadline = createDeadline(timeoutMs, ATTEMPT_TIMEOUT_MS, hooks.signal);
    const heartbeat = setInterval(tellProgress, PROGRESS_HEARTBEAT_MS);
    const plan = new LookPlan(request, memory, deadline);
    const warnings = new Warnings(conditions, hooks.onWarning);
    const seat = source.take();
    try {
        for (;;) {
            seat.openIds = memory.openIds;
            memory.beginLook(plan.next.kind);
            await seat.look(plan.next, (part) => memory.take(part), deadline.signal);
            const hasChanged = memory.endLook();
            // also without a change: time alone makes an absence count, and that deserves a word
            warnings.look(memory.board);
            if (hasChanged) {
                tellProgress();
            }
            const verdict = memory.board.verdict(memory.elapsedMs);
            if (verdict.kind === "satisfied") {
                return memory.report();
            }
            const lost = await whyLost(verdict, request, memory, seat, deadline.signal);
            if (lost !== undefined) {
                throw lost;
            }
            if (verdict.kind === "outdated" && plan.againAtOnce(verdict)) {
                continue;
            }
            if (plan.isOver) {
                throw new WaitTimeoutError(timeoutMs, memory.evidence());
            } else {
                plan.afterPause(source.openIds);
            }
        }
    } catch (error) {
        // by its identity: a cause that was found before the deadline passed is not replaced
        if (error === deadline.signal.reason && deadline.hasFired()) {
            throw new WaitTimeoutError(timeoutMs, memory.evidence());
        }
        if (hooks.signal?.aborted && error === hooks.signal.reason) {
            throw new WaitAbortedError(memory.evidence(), error);
        }
        throw error;
    } finally {
        clearInterval(heartbeat);
        deadline.cleanup();
        seat.leave();
    }
}
