import type { InstanceRow } from "../domain/instance-row";
import type { PollSource } from "../poll/subscription";

/** The source of statuses for waits; its subjects are instance ids. */
export interface StatusSource extends PollSource<InstanceRow> {
    /** Asks whether ECS lists any instance of the region to this identity. One request, best effort; never rejects. */
    listsAnything(signal: AbortSignal): Promise<boolean | undefined>;
}
