import { describeTargets } from "../domain/verdict";
import { adviceForAbsent, listsAnyOf } from "./evidence/absence-advice";
import { WaitError } from "./wait-error";
import { membersOf, type WaitEvidence } from "./evidence/wait-evidence";

/** Too many instances failed, were released or are absent for the minimum to be reached. */
export class NotEnoughInstancesError extends WaitError {
    readonly failedInstanceIds: readonly string[];
    readonly releasedInstanceIds: readonly string[];
    readonly absentInstanceIds: readonly string[];

    constructor(
        failed: readonly string[],
        released: readonly string[],
        missing: readonly string[],
        evidence: WaitEvidence,
        seesOthers?: boolean,
    ) {
        const total = membersOf(evidence).length;
        const lost = [
            failed.length > 0 ? `${failed.length} failed` : "",
            released.length > 0 ? `${released.length} released` : "",
            missing.length > 0 ? `${missing.length} absent` : "",
        ].filter(Boolean);
        const headline =
            `[not enough] ${evidence.minReached} of ${total} ${total === 1 ? "instance" : "instances"} must be ` +
            `${describeTargets(evidence)}, but ${lost.join(", ")}`;
        const advice =
            missing.length > 0
                ? adviceForAbsent(evidence, seesOthers ?? listsAnyOf(evidence))
                : "start or replace the instances, or lower `minReached`";
        super("NotEnoughInstances", headline, evidence, advice);
        this.failedInstanceIds = failed;
        this.releasedInstanceIds = released;
        this.absentInstanceIds = missing;
    }
}
