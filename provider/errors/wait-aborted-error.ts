import { formatDuration } from "../domain/duration";
import { WaitError } from "./wait-error";
import { describeShortfall, type WaitEvidence } from "./wait-evidence";

/** Whoever asked for the wait called it off. */
export class WaitAbortedError extends WaitError {
    constructor(evidence: WaitEvidence, reason: unknown) {
        super(
            "Aborted",
            `[aborted] after ${formatDuration(evidence.elapsedMs)}: ${describeShortfall(evidence)} yet`,
            evidence,
            "again: it was called off, by Ctrl-C or by its signal, and the next wait begins anew",
            reason,
        );
    }
}
