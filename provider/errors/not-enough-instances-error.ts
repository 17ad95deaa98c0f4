import { describeTargets } from "../domain/verdict";
import { WaitError } from "./wait-error";
import type { WaitEvidence } from "./wait-evidence";

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
        const total = evidence.observations.length;
        const lost = [
            failed.length > 0 ? `${failed.length} failed` : "",
            released.length > 0 ? `${released.length} released` : "",
            missing.length > 0 ? `${missing.length} absent` : "",
        ].filter(Boolean);
        const headline =
            `[not enough] ${evidence.minReached} of ${total} ${total === 1 ? "instance" : "instances"} must be ` +
            `${describeTargets(evidence.targetStatuses)}, but ${lost.join(", ")}`;
        const advice =
            missing.length > 0 ? adviceForMissing(seesOthers) : "start or replace the instances, or lower `minReached`";
        super("NotEnoughInstances", headline, evidence, advice);
        this.failedInstanceIds = failed;
        this.releasedInstanceIds = released;
        this.absentInstanceIds = missing;
    }
}

/** @param seesOthers - whether ECS lists any instance of the region to this identity, where that was asked */
function adviceForMissing(seesOthers: boolean | undefined): string {
    switch (seesOthers) {
        case true:
            return "check the ids: ECS lists other instances of this region to this identity, so region and permission are right";
        case false:
            return (
                "check region and account: ECS lists no instance there at all to this identity. " +
                "A missing permission (ecs:DescribeInstanceStatus) can look the same"
            );
        case undefined:
            return "check ids and region: ECS does not list them there (or this identity may not see them: ecs:DescribeInstanceStatus)";
    }
}
