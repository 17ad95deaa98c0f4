import { firstFew } from "../domain/first-few";
import { describeSeen } from "../domain/instance-status";
import { WaitError } from "./wait-error";
import type { WaitEvidence } from "./evidence/wait-evidence";

/**
 * All instances are needed, and one has a status from which it does not reach the target by itself, or was released.
 */
export class UnexpectedStatusError extends WaitError {
    /** The instances that ended the wait. */
    readonly instanceIds: readonly string[];

    constructor(failed: readonly string[], released: readonly string[], evidence: WaitEvidence) {
        const what = evidence.observations.flatMap((one) => {
            const { instanceId } = one;
            if (released.includes(instanceId)) {
                return [`${instanceId} was released`];
            }
            return failed.includes(instanceId) ? [`${instanceId} is ${describeSeen(one)}`] : [];
        });
        const isDown = evidence.observations.some(
            ({ instanceId, status }) =>
                failed.includes(instanceId) && (status === "Stopped" || status === "Stopping" || status === undefined),
        );
        const advice =
            released.length > 0
                ? "see in the ECS console why it was released (spot reclaim, scaling in, failed creation), and remove its id"
                : `${isDown ? "start the instance" : "find out why the instance has this status"}, ` +
                  "or continue to wait with `failFast: false` or other `failStatuses`";
        super("UnexpectedStatus", `[unexpected status] ${firstFew(what).join(", ")}`, evidence, advice);
        this.instanceIds = [...failed, ...released];
    }
}
