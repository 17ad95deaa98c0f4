import type { Verdict } from "../domain/scoreboard";
import { NotEnoughInstancesError, UnexpectedStatusError } from "../errors";
import type { Seat } from "./status-source";
import type { WaitMemory } from "./wait-memory";
import type { WaitRequest } from "./wait-request";

/** Why the wait cannot succeed any more, if so. */
export async function whyLost(
    verdict: Verdict,
    { conditions }: WaitRequest,
    memory: WaitMemory,
    seat: Seat,
    signal: AbortSignal,
): Promise<Error | undefined> {
    if (memory.fatal !== undefined) {
        return memory.fatal;
    }
    if (verdict.kind !== "impossible") {
        return undefined;
    }
    if (memory.refusal !== undefined) {
        return memory.refusal;
    }
    const { failed, released, missing } = verdict;
    if (conditions.minReached === conditions.instanceIds.length && failed.length + released.length > 0) {
        return new UnexpectedStatusError(failed, released, memory.evidence());
    }
    // a missing permission can look like missing instances: one request more tells the two apart (C8)
    const seesOthers = missing.length === conditions.instanceIds.length ? await seat.listsAnything(signal) : undefined;
    return new NotEnoughInstancesError(failed, released, missing, memory.evidence(), seesOthers);
}
