import type { Batch } from "./batch";
import type { Subject, Subjects } from "../rounds/subjects";

/** The halves of refused batches that are still to be sent. */
export class Searches {
    readonly #subjects: Subjects;
    #batches: Batch[] = [];

    constructor(subjects: Subjects) {
        this.#subjects = subjects;
    }

    get size(): number {
        return this.#batches.length;
    }

    /** Adds the batches that replace a refused one. They come first. */
    add(batches: readonly Batch[]): void {
        this.#batches.unshift(...batches);
    }

    /**
     * The next batch to send. Each search sends one batch at a time, because its result decides the next step.
     *
     * @param underWay - the batches whose requests are in flight
     */
    next(underWay: ReadonlySet<Batch>): Batch | undefined {
        for (const batch of this.#batches) {
            const isSearching = [...underWay].some((other) => other.isOfSameSearch(batch));
            if (isSearching && batch.isNeeded) {
                continue;
            }
            this.#batches = this.#batches.filter((other) => other !== batch);
            if (batch.isNeeded) {
                return batch;
            }
            this.#subjects.setInFlight(batch.subjects, false);
        }
        return undefined;
    }

    /** Drops the rest of the search of this batch. @returns its subjects */
    end(batch: Batch): Subject[] {
        const ended = this.#batches.filter((one) => one.isOfSameSearch(batch));
        this.#batches = this.#batches.filter((one) => !one.isOfSameSearch(batch));
        return ended.flatMap(({ subjects }) => subjects);
    }

    /** Drops all searches. @returns their subjects */
    endAll(): Subject[] {
        return this.#batches.splice(0).flatMap(({ subjects }) => subjects);
    }
}
