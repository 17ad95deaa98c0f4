import type { SystemEvent } from "./instance-row";
import type { ObservedStatus } from "./instance-status";

/** One change of a status, or of the health, during a wait. */
export interface StatusChange {
    /** As ECS wrote it; `undefined` while absent. */
    readonly status: ObservedStatus;
    /** As ECS wrote it; only where the wait asks for the health. */
    readonly health?: string;
    /** Milliseconds since the wait began. */
    readonly at: number;
}

/** Where one instance stands. `left`: a selector no longer finds it, so it does not count any more. */
export type InstanceVerdict = "reached" | "pending" | "failed" | "released" | "missing" | "left";

/** What one wait knows about one instance. Times are milliseconds since the wait began. */
export interface InstanceObservation {
    readonly instanceId: string;
    /** Whether ECS has answered for it in this wait. */
    readonly isObserved: boolean;
    readonly status: ObservedStatus;
    /** The health of the latest answer, where the wait asks for it. */
    readonly health: string | undefined;
    /** The scheduled system events of the latest answer. */
    readonly events: readonly SystemEvent[];
    /** Since when it has had `status` and `health` without a break. */
    readonly since: number;
    /** Since when it has been in a target status without a break, also with changes from one target to another. */
    readonly heldSince: number;
    /** The number of consecutive rounds with `status` and `health`. */
    readonly timesSeen: number;
    /** The number of the last round that covered it. */
    readonly lastRound: number;
    readonly lastSeenAt: number;
    /** When the request of the latest answer was sent. */
    readonly askedAt: number;
    /** The changes, in order; the latest ones, if there are many. */
    readonly history: readonly StatusChange[];
    /** Whether ECS has listed it in this wait. */
    readonly everListed: boolean;
    /** Whether it has been Pending in this wait: it is a new instance. */
    readonly everPending: boolean;
    /** Whether it has been Starting or Running in this wait. */
    readonly everStarted: boolean;
}

/** An observation as it was judged last. */
export interface JudgedObservation extends InstanceObservation {
    readonly verdict: InstanceVerdict;
}

/** The number of changes that are kept for one instance. A boot has three; the limit is for instances that flap. */
export const HISTORY_KEPT = 100;
