import { formatDuration } from "../domain/duration";
import { actionOf, adviceForAbsent, listsAnyOf } from "./absence-advice";
import { WaitError } from "./wait-error";
import { describeShortfall, type WaitEvidence } from "./wait-evidence";

/** The deadline came before the instances reached the target. */
export class WaitTimeoutError extends WaitError {
    constructor(timeoutMs: number, evidence: WaitEvidence) {
        const after = timeoutMs === 0 ? "at the only poll that `timeout` allows" : `after ${formatDuration(timeoutMs)}`;
        super(
            "TimedOut",
            `[timed out] ${describeShortfall(evidence)} ${after}`,
            evidence,
            adviceFor(timeoutMs, evidence),
        );
    }
}

function adviceFor(timeoutMs: number, evidence: WaitEvidence): string {
    const { observations, troubles, throttledMs, elapsedMs, stableForMs = 0 } = evidence;
    if (stableForMs > timeoutMs) {
        return "make `timeout` longer than `stableFor`: with these values the wait always times out";
    }
    if (observations.every(({ timesSeen }) => timesSeen === 0)) {
        return troubles.length > 0
            ? "ECS was never reached: check endpoint, proxy and network, then run again"
            : "raise `timeout`: it ended before the first answer";
    }
    if (throttledMs > elapsedMs / 2) {
        return `raise \`timeout\`: other clients of this account use up the quota of ${actionOf(evidence)} in this region`;
    }
    const open = observations.filter(({ reached }) => !reached);
    if (open.length === 0) {
        return "raise `timeout`: each instance reached the target, but there was no time to poll all of them again";
    }
    if (open.every(({ status, timesSeen }) => status === undefined && timesSeen > 0)) {
        return adviceForAbsent(evidence, listsAnyOf(evidence));
    }
    if (open.every(({ status }) => status === "Stopped")) {
        return "start the instances: ECS says that they are stopped, and waiting does not start them";
    }
    return "raise `timeout`, or look at the instances' system events in the ECS console";
}
