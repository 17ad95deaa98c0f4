import type { Verdict } from "../domain/scoreboard";
import type { WaitConditions } from "../domain/wait-conditions";
import {
    type EcsApiError,
    NotEnoughInstancesError,
    UnexpectedStatusError,
    WaitAbortedError,
    WaitTimeoutError,
} from "../errors";
import type { WaitEvidence } from "../errors/wait-evidence";

/** How a wait ended. The first cause wins: an outcome that is known is never replaced. */
export type Outcome =
    | { readonly kind: "satisfied" }
    /** ECS says what asking again does not cure, of all instances or of one that is needed. */
    | { readonly kind: "refused by ECS"; readonly error: EcsApiError }
    /** All are needed, and these will not reach the target by themselves. */
    | { readonly kind: "unexpected status"; readonly failed: readonly string[]; readonly released: readonly string[] }
    /** The minimum cannot be reached any more. */
    | {
          readonly kind: "not enough";
          readonly failed: readonly string[];
          readonly released: readonly string[];
          readonly missing: readonly string[];
          /** Whether ECS lists any instance of the region to this identity, where that was asked. */
          readonly listsOthers: boolean | undefined;
      }
    | { readonly kind: "timed out" }
    | { readonly kind: "aborted"; readonly reason: unknown };

/** What a wait knows after a round, beside the verdict. */
export interface Refusals {
    /** What ECS said that asking again does not cure. */
    readonly fatal: EcsApiError | undefined;
    /** What ECS said of an id that it refuses. */
    readonly refusal: EcsApiError | undefined;
}

/**
 * The outcome that a verdict comes to, or nothing while the wait goes on.
 *
 * @param listsAnything - asks ECS once more: a missing permission can look like missing instances (C8)
 */
export async function outcomeOf(
    verdict: Verdict,
    { fatal, refusal }: Refusals,
    { instanceIds, minReached }: WaitConditions,
    listsAnything: () => Promise<boolean | undefined>,
): Promise<Outcome | undefined> {
    if (verdict.kind === "satisfied") {
        return verdict;
    }
    if (fatal !== undefined) {
        return { kind: "refused by ECS", error: fatal };
    }
    if (verdict.kind !== "impossible") {
        return undefined;
    }
    if (refusal !== undefined) {
        return { kind: "refused by ECS", error: refusal };
    }
    const { failed, released, missing } = verdict;
    if (minReached === instanceIds.length && failed.length + released.length > 0) {
        return { kind: "unexpected status", failed, released };
    }
    const listsOthers = missing.length === instanceIds.length ? await listsAnything() : undefined;
    return { kind: "not enough", failed, released, missing, listsOthers };
}

/** The error that says how a wait ended, with all that it has seen. */
export function errorOf(
    outcome: Exclude<Outcome, { kind: "satisfied" }>,
    evidence: WaitEvidence,
    timeoutMs: number,
): Error {
    switch (outcome.kind) {
        case "refused by ECS":
            return outcome.error;
        case "unexpected status":
            return new UnexpectedStatusError(outcome.failed, outcome.released, evidence);
        case "not enough":
            return new NotEnoughInstancesError(
                outcome.failed,
                outcome.released,
                outcome.missing,
                evidence,
                outcome.listsOthers,
            );
        case "timed out":
            return new WaitTimeoutError(timeoutMs, evidence);
        case "aborted":
            return new WaitAbortedError(evidence, outcome.reason);
    }
}
