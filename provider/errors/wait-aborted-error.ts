import { formatDuration } from "../domain/duration";
import { describeShortfall } from "./evidence/render-evidence";
import { WaitError } from "./wait-error";
import type { WaitEvidence } from "./evidence/wait-evidence";

/** The caller aborted the wait. */
export class WaitAbortedError extends WaitError {
    constructor(evidence: WaitEvidence, reason: unknown) {
        super(
            "Aborted",
            `[aborted] after ${formatDuration(evidence.elapsedMs)}: ${describeShortfall(evidence)} yet`,
            evidence,
            "run again: Ctrl-C or the signal ended this wait, and the next wait starts from the beginning",
            reason,
        );
    }
}
