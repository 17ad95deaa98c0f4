import type { Scoreboard, Verdict } from "../domain/scoreboard";
import {
    type EcsApiError,
    NotEnoughInstancesError,
    UnexpectedStatusError,
    WaitAbortedError,
    WaitTimeoutError,
} from "../errors";
import type { WaitEvidence } from "../errors/evidence/wait-evidence";

/** How a wait ended. The first cause wins: a known outcome is never replaced. */
export type Outcome =
    | { readonly kind: "satisfied" }
    /** ECS returned a permanent error, for all instances or for one that the minimum needs. */
    | { readonly kind: "refused by ECS"; readonly error: EcsApiError }
    /** All instances are needed, and these do not reach the target by themselves. */
    | { readonly kind: "unexpected status"; readonly failed: readonly string[]; readonly released: readonly string[] }
    /** The minimum cannot be reached any more. */
    | {
          readonly kind: "not enough";
          readonly failed: readonly string[];
          readonly released: readonly string[];
          readonly missing: readonly string[];
          /** Whether ECS lists any instance of the region to this identity; `undefined`: not known. */
          readonly listsOthers: boolean | undefined;
      }
    | { readonly kind: "timed out" }
    | { readonly kind: "aborted"; readonly reason: unknown };

/** What decides the outcome beside the verdict. */
export interface WaitState {
    readonly board: Scoreboard;
    /** A permanent error about the whole request. */
    readonly fatal: EcsApiError | undefined;
    /** A permanent error about one id. */
    readonly refusal: EcsApiError | undefined;
}

/**
 * The outcome that follows from a verdict; `undefined` while the wait goes on.
 *
 * @param listsAnything - asks ECS once more: a missing permission can look like missing instances (C8)
 */
export async function outcomeOf(
    verdict: Verdict,
    { board, fatal, refusal }: WaitState,
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
    if (board.required === board.size && failed.length + released.length > 0) {
        return { kind: "unexpected status", failed, released };
    }
    const listsOthers = missing.length === board.size ? await listsAnything() : undefined;
    return { kind: "not enough", failed, released, missing, listsOthers };
}

/** The error for an outcome, with the evidence of the wait. */
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
