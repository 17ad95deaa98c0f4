import { formatDuration } from "../domain/duration";
import { describeShortfall } from "./evidence/render-evidence";
import { adviceForTimeout } from "./evidence/timeout-advice";
import { WaitError } from "./wait-error";
import type { WaitEvidence } from "./evidence/wait-evidence";

/** The deadline came before the instances reached the target. */
export class WaitTimeoutError extends WaitError {
    constructor(timeoutMs: number, evidence: WaitEvidence) {
        const after = timeoutMs === 0 ? "at the only poll that `timeout` allows" : `after ${formatDuration(timeoutMs)}`;
        super(
            "TimedOut",
            `[timed out] ${describeShortfall(evidence)} ${after}`,
            evidence,
            adviceForTimeout(timeoutMs, evidence),
        );
    }
}
