import { firstFew } from "../../domain/first-few";
import { ABSENT } from "../../domain/instance-status";
import { isTargetHealth } from "../../domain/verdict";
import { adviceForAbsent, listsAnyOf } from "./absence-advice";
import { actionsOf, lackOf, membersOf, type ObservationSummary, type WaitEvidence } from "./wait-evidence";

/** The advice for a wait that timed out. When instances need different things, there is a line for each of them. */
export function adviceForTimeout(timeoutMs: number, evidence: WaitEvidence): string[] {
    const whole = adviceForAll(timeoutMs, evidence);
    if (whole !== undefined) {
        return [whole];
    }
    const ifAbsent = adviceForAbsent(evidence, listsAnyOf(evidence));
    const idsOf = new Map<string, string[]>();
    for (const one of membersOf(evidence).filter(({ reached }) => !reached)) {
        const advice = adviceForOne(one, evidence, ifAbsent);
        const ids = idsOf.get(advice);
        if (ids === undefined) {
            idsOf.set(advice, [one.instanceId]);
        } else {
            ids.push(one.instanceId);
        }
    }
    return idsOf.size === 1
        ? [...idsOf.keys()]
        : [...idsOf].map(([advice, ids]) => `${firstFew(ids).join(", ")}: ${advice}`);
}

/** The advice where the cause is not with single instances. */
function adviceForAll(timeoutMs: number, evidence: WaitEvidence): string | undefined {
    const { observations, selected, troubles, throttledMs, elapsedMs, stableForMs = 0 } = evidence;
    if (stableForMs > timeoutMs) {
        return "make `timeout` longer than `stableFor`: with these values the wait always times out";
    }
    if (throttledMs > elapsedMs / 2) {
        return `raise \`timeout\`: other clients of this account use up the quota of ${actionsOf(evidence).join(" and ")} in this region`;
    }
    const isAnswered = selected === undefined ? observations.some(wasSeen) : selected.found !== undefined;
    if (!isAnswered) {
        return troubles.length > 0
            ? "ECS was never reached: check endpoint, proxy and network, then run again"
            : "raise `timeout`: it ended before the first answer";
    }
    if (lackOf(evidence) > 0) {
        return "check `selector`, region and account; ECS lists an instance some seconds after its creation, and its tags may come later";
    }
    return membersOf(evidence).every(({ reached }) => reached)
        ? "raise `timeout`: each instance reached the target, but there was no time to poll all of them again"
        : undefined;
}

function wasSeen({ timesSeen }: ObservationSummary): boolean {
    return timesSeen > 0;
}

function adviceForOne(one: ObservationSummary, evidence: WaitEvidence, ifAbsent: string): string {
    const { status, timesSeen } = one;
    const { targetStatuses } = evidence;
    if (status === undefined && timesSeen > 0 && !targetStatuses.includes(ABSENT)) {
        return ifAbsent;
    }
    if (status !== undefined && targetStatuses.includes(status) && !isTargetHealth(one.health, evidence)) {
        return adviceForHealth(one.health);
    }
    if (status !== undefined && targetStatuses.length === 1 && targetStatuses[0] === ABSENT) {
        return "release the instances, or find out why their release has failed: ECS still lists them";
    }
    if (status === "Stopped" && targetStatuses.includes("Running")) {
        return "start the instances: ECS says that they are stopped, and waiting does not start them";
    }
    return "raise `timeout`, or look at the instances' system events in the ECS console";
}

/** The advice where only the health keeps an instance from the target. */
function adviceForHealth(health: string | undefined): string {
    switch (health?.toLowerCase()) {
        case "impaired":
            return "look at the screenshot and the system log of the instance in the ECS console: ECS says that its operating system does not work";
        case "initializing":
            return "raise `timeout`: ECS says that the operating system is starting, and updates this once a minute";
        case "insufficientdata":
            return "raise `timeout`: ECS does not know the health yet; if that lasts for minutes, leave out `targetHealth` (not every image and instance family reports a health)";
        case undefined:
        case "notapplicable":
            return "leave out `targetHealth` for these instances: ECS does not report their health (it depends on image and instance family)";
        default:
            return "look at the health of the instance in the ECS console, or add it to `targetHealth`";
    }
}
