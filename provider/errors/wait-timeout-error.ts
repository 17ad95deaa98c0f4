import { formatDuration } from "../domain/duration";
import { isTargetHealth } from "../domain/verdict";
import { adviceForAbsent, listsAnyOf } from "./absence-advice";
import { describeShortfall } from "./render-evidence";
import { WaitError } from "./wait-error";
import { actionsOf, lackOf, membersOf, type ObservationSummary, type WaitEvidence } from "./wait-evidence";

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
    const { observations, troubles, throttledMs, elapsedMs, stableForMs = 0, targetStatuses } = evidence;
    if (stableForMs > timeoutMs) {
        return "make `timeout` longer than `stableFor`: with these values the wait always times out";
    }
    if (throttledMs > elapsedMs / 2) {
        return `raise \`timeout\`: other clients of this account use up the quota of ${actionsOf(evidence).join(" and ")} in this region`;
    }
    const isAnswered =
        evidence.selected === undefined ? observations.some(wasSeen) : evidence.selected.found !== undefined;
    if (!isAnswered) {
        return troubles.length > 0
            ? "ECS was never reached: check endpoint, proxy and network, then run again"
            : "raise `timeout`: it ended before the first answer";
    }
    if (lackOf(evidence) > 0) {
        return "check `selector`, region and account; ECS lists an instance some seconds after its creation, and its tags may come later";
    }
    const open = membersOf(evidence).filter(({ reached }) => !reached);
    if (open.length === 0) {
        return "raise `timeout`: each instance reached the target, but there was no time to poll all of them again";
    }
    if (open.every(({ status, timesSeen }) => status === undefined && timesSeen > 0)) {
        return adviceForAbsent(evidence, listsAnyOf(evidence));
    }
    if (open.every(({ status }) => status === "Stopped")) {
        return "start the instances: ECS says that they are stopped, and waiting does not start them";
    }
    const unhealthy = open.filter(
        (one) => targetStatuses.includes(one.status ?? "") && !isTargetHealth(one.health, evidence),
    );
    if (unhealthy.length === open.length) {
        return adviceForHealth(unhealthy);
    }
    return "raise `timeout`, or look at the instances' system events in the ECS console";
}

function wasSeen({ timesSeen }: ObservationSummary): boolean {
    return timesSeen > 0;
}

/** The advice where only the health keeps instances from the target. */
function adviceForHealth(unhealthy: readonly ObservationSummary[]): string {
    const has = (word: string): boolean => unhealthy.some(({ health }) => health?.toLowerCase() === word);
    if (has("impaired")) {
        return "look at the screenshot and the system log of the instance in the ECS console: ECS says that its operating system does not work";
    }
    if (has("initializing")) {
        return "raise `timeout`: ECS says that the operating system is starting, and updates this once a minute";
    }
    return "leave out `targetHealth` for these instances: ECS does not report the health of all of them (it depends on image and instance family)";
}
