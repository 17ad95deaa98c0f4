import type { Batch } from "../batches/batch";
import { roundsOf } from "../rounds/subjects";

interface Permit {
    readonly batch: Batch;
    readonly grant: () => void;
}

/** The permits for further requests: the calls of these batches have begun, and wait until they may go on. */
export class Permits {
    readonly #wanted = new Set<Permit>();

    get size(): number {
        return this.#wanted.size;
    }

    /** Waits until the permit for this batch is granted. @throws the signal's reason */
    wait(batch: Batch, signal: AbortSignal): Promise<void> {
        return new Promise((resolve, reject) => {
            const onAbort = (): void => {
                this.#wanted.delete(permit);
                reject(signal.reason as Error);
            };
            const grant = (): void => {
                this.#wanted.delete(permit);
                signal.removeEventListener("abort", onAbort);
                resolve();
            };
            const permit = { batch, grant };
            if (signal.aborted) {
                onAbort();
                return;
            }
            signal.addEventListener("abort", onAbort, { once: true });
            this.#wanted.add(permit);
        });
    }

    /**
     * The permit to grant next: that of a wait at its deadline, or else the first one.
     *
     * @param onlyEnding - only for a wait at its deadline
     */
    next(onlyEnding: boolean, now: number): Permit | undefined {
        const wanted = [...this.#wanted];
        return wanted.find(({ batch }) => deadlineOf(batch) <= now) ?? (onlyEnding ? undefined : wanted[0]);
    }

    /** The earliest deadline that is still to come, of all waits that need these batches. */
    nextDeadline(now: number): number {
        const deadlines = [...this.#wanted].map(({ batch }) => deadlineOf(batch));
        return Math.min(...deadlines.filter((deadline) => deadline > now));
    }
}

/** The earliest deadline of the waits that need a batch. */
function deadlineOf({ subjects }: Batch): number {
    return Math.min(...[...roundsOf(subjects)].map(({ request }) => request.deadline));
}
