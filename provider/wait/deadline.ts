import { setMaxListeners } from "node:events";
import { MAX_TIMER_MS } from "../time/sleep";

/** A timer that fires this much too late means that the machine or the process was suspended. */
const LATE_MS = 2_000;

/** The end of a wait, on the monotonic clock. */
export interface Deadline {
    /** After this moment (`performance.now()`) no round begins. */
    readonly at: number;
    /** Fires when the caller aborts, or when a round that began in time takes longer than its allowance. */
    readonly signal: AbortSignal;
    /** Whether `signal` fired because of the time, not because of the caller. */
    hasFired(): boolean;
    /** Removes the timer and the listener on the caller's signal. */
    cleanup(): void;
}

/**
 * @param timeoutMs - for how long rounds may begin
 * @param allowanceMs - how long the last round may take beyond that
 * @param caller - the caller's own signal
 */
export function createDeadline(timeoutMs: number, allowanceMs: number, caller?: AbortSignal): Deadline {
    const at = performance.now() + timeoutMs;
    const controller = new AbortController();
    let fired = false;
    let timer: NodeJS.Timeout;
    let hasSlept = false;
    const onAbort = (): void => controller.abort(caller?.reason);
    const arm = (): void => {
        const left = at + allowanceMs - performance.now();
        if (left > 0) {
            timer = setTimeout(arm, Math.min(Math.ceil(left), MAX_TIMER_MS));
        } else if (left < -LATE_MS && !hasSlept) {
            // the machine was suspended at the end of the wait: the last round still needs its time
            hasSlept = true;
            timer = setTimeout(arm, allowanceMs);
        } else {
            fired = true;
            controller.abort(new Error("the wait has passed its deadline"));
        }
    };
    if (caller?.aborted) {
        onAbort();
    } else if (caller !== undefined) {
        try {
            setMaxListeners(0, caller); // any number of waits may share a signal: that is not a leak
        } catch {
            // a signal of another implementation (jsdom) has no such limit
        }
        caller.addEventListener("abort", onAbort, { once: true });
    }
    arm(); // last: if addEventListener throws, no timer is left behind
    return {
        at,
        signal: controller.signal,
        hasFired: () => fired,
        cleanup: () => {
            clearTimeout(timer);
            caller?.removeEventListener("abort", onAbort);
        },
    };
}
