import type { ObservedStatus } from "./instance-status";

/** One change that a wait saw. */
export interface StatusChange {
    /** As ECS wrote it; `undefined` while absent. */
    readonly status: ObservedStatus;
    /** Milliseconds since the wait began. */
    readonly at: number;
}

/** All that one wait has seen of one instance. Times are milliseconds since the wait began. */
export interface InstanceObservation {
    readonly instanceId: string;
    /** Whether any round has covered it. */
    readonly looked: boolean;
    readonly status: ObservedStatus;
    /** When `status` was first seen without a break. */
    readonly since: number;
    /** Since when it has been in a target status without a break, be it one after another; as long as it is in one. */
    readonly heldSince: number;
    /** How many rounds in a row saw `status`. */
    readonly timesSeen: number;
    /** The number of the last round that covered it. */
    readonly lastRound: number;
    readonly lastSeenAt: number;
    /** When the request was sent whose answer was seen last. */
    readonly askedAt: number;
    /** The changes, in order; of an instance that flaps for long, the latest. */
    readonly history: readonly StatusChange[];
    /** Whether ECS ever listed it in this wait. */
    readonly everListed: boolean;
    /** Whether it was ever seen Pending in this wait: it is being created. */
    readonly everPending: boolean;
    /** Whether it was ever seen Starting or Running in this wait. */
    readonly everStarted: boolean;
}

/** How many changes of one instance are kept. A boot has three; an instance that flaps must not fill the memory. */
export const HISTORY_KEPT = 100;
