import type { WaitConditions } from "../domain/wait-conditions";
import type { ScheduleOptions } from "./schedule";

/** The arguments of a wait, checked and with all defaults. */
export interface WaitRequest {
    readonly conditions: WaitConditions;
    readonly schedule: ScheduleOptions;
    /** The time limit of the whole wait; 0: poll once. */
    readonly timeoutMs: number;
}
