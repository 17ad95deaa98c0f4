import { ATTEMPT_TIMEOUT_MS, PROGRESS_HEARTBEAT_MS } from "../domain/defaults";
import { isEmptySet } from "../domain/wait-conditions";
import { callSafely } from "./call-safely";
import { createDeadline } from "./deadline";
import { errorOf, type Outcome, outcomeOf } from "./outcome";
import { RoundPlan } from "./round-plan";
import { type StatusSource, subjectsOf } from "./status-source";
import { WaitRecord } from "./wait-record";
import { reportOf, type WaitReport } from "./wait-report";
import type { WaitRequest } from "./wait-request";
import { Warnings } from "./warnings";

/** Options of a wait. */
export interface WaitHooks {
    /** Ends the wait. */
    readonly signal?: AbortSignal | undefined;
    /**
     * Called on every change and at least every 30 s. `describe` returns one line about the moment of its call:
     * `2/3 Running · i-… Starting for 31 s`.
     */
    readonly onProgress?: ((report: WaitReport, describe: () => string) => void) | undefined;
    /** Called with each warning. A warning does not end the wait. */
    readonly onWarning?: ((text: string) => void) | undefined;
}

/**
 * Waits until the instances are in a target status: poll, judge, pause, poll again, with one last round at the
 * deadline.
 *
 * @throws WaitTimeoutError, UnexpectedStatusError, NotEnoughInstancesError, WaitAbortedError, or the EcsApiError that
 * ended it
 */
export async function waitForStatus(
    request: WaitRequest,
    source: StatusSource,
    hooks: WaitHooks = {},
): Promise<WaitReport> {
    const record = new WaitRecord(request.conditions, source.regionId);
    // `minInstanceCount: 0` allows an empty set, and a request without ids would mean the whole region
    const outcome: Outcome = isEmptySet(request.conditions)
        ? { kind: "satisfied" }
        : await pollUntilOutcome(request, record, source, hooks);
    if (outcome.kind === "satisfied") {
        return reportOf(record.evidence());
    }
    throw errorOf(outcome, record.evidence(), request.timeoutMs);
}

async function pollUntilOutcome(
    { conditions, schedule, timeoutMs }: WaitRequest,
    record: WaitRecord,
    source: StatusSource,
    hooks: WaitHooks,
): Promise<Outcome> {
    const deadline = createDeadline(timeoutMs, ATTEMPT_TIMEOUT_MS, hooks.signal);
    const tellProgress = (): void =>
        callSafely(() => hooks.onProgress?.(reportOf(record.evidence()), () => record.describe()));
    const heartbeat = setInterval(tellProgress, PROGRESS_HEARTBEAT_MS);
    const warnings = new Warnings(conditions, timeoutMs, hooks.onWarning);
    const subscription = source.subscribe(subjectsOf(conditions));
    try {
        const plan = new RoundPlan(schedule, conditions, deadline.at);
        for (;;) {
            subscription.openIds = record.board.openIds;
            record.beginRound(plan.isFollowUp);
            await subscription.poll(plan.next, (result) => record.take(result), deadline.signal);
            const hasChanged = record.endRound();
            // also without a change: some warnings depend on time alone
            warnings.check(record.board);
            if (hasChanged) {
                tellProgress();
            }
            const verdict = record.verdict();
            const outcome = await outcomeOf(verdict, record, () => source.listsAnything(deadline.signal));
            if (outcome !== undefined) {
                return outcome;
            }
            if (!plan.planNext(verdict, record, source)) {
                return { kind: "timed out" };
            }
        }
    } catch (error) {
        if (error !== deadline.signal.reason) {
            throw error;
        }
        return deadline.hasFired() ? { kind: "timed out" } : { kind: "aborted", reason: error };
    } finally {
        clearInterval(heartbeat);
        deadline.cleanup();
        subscription.end();
    }
}
