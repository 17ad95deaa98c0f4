import type { WaitConditions } from "../domain/wait-conditions";
import type { ScheduleOptions } from "./schedule";

/** A wait with every argument checked and every default filled in. */
export interface WaitRequest {
    readonly conditions: WaitConditions;
    readonly schedule: ScheduleOptions;
    /** The whole wait; 0: poll once. */
    readonly timeoutMs: number;
}
