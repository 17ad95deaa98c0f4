import { MAX_IDS_PER_REQUEST } from "../domain/instance-ids";
import type { Round } from "./round";

/** Every so many requests large sets go first, so that many small ones cannot starve them. */
const LARGE_FIRST_EVERY = 4;

/**
 * The rounds that are due and not asked in full yet, in the order in which they are served: those whose wait ends, then
 * small sets, then large ones.
 */
export class RoundQueue {
    readonly #ending: Round[] = [];
    readonly #small: Round[] = [];
    readonly #large: Round[] = [];
    readonly #queued = new Set<Round>();
    #served = 0;

    add(round: Round, now: number): void {
        if (!this.#queued.has(round)) {
            this.#queued.add(round);
            this.#lineOf(round, now).push(round);
        }
    }

    remove(round: Round): void {
        if (this.#queued.delete(round)) {
            for (const line of [this.#ending, this.#small, this.#large]) {
                const index = line.indexOf(round);
                if (index >= 0) {
                    line.splice(index, 1);
                }
            }
        }
    }

    /** Moves the rounds whose deadline has come to the front. */
    promote(now: number): void {
        for (const line of [this.#small, this.#large]) {
            if (line.some((round) => round.isLast(now))) {
                this.#ending.push(...line.filter((round) => round.isLast(now)));
                line.splice(0, line.length, ...line.filter((round) => !round.isLast(now)));
            }
        }
    }

    get isEmpty(): boolean {
        return this.#queued.size === 0;
    }

    get hasEnding(): boolean {
        return this.#ending.length > 0;
    }

    /** When the next of them has to be served as one whose wait ends. */
    get nextDeadline(): number {
        let earliest = Infinity;
        for (const line of [this.#small, this.#large]) {
            for (const { request } of line) {
                earliest = Math.min(earliest, request.deadline);
            }
        }
        return earliest;
    }

    /**
     * Serves rounds for one request.
     *
     * @param onlyEnding - serves only those whose wait ends
     * @param takeFrom - takes subjects of a round into the request; says whether the request is full before the round is
     *   through
     */
    serve(onlyEnding: boolean, takeFrom: (round: Round) => boolean): void {
        this.#served += 1;
        const [first, second] =
            this.#served % LARGE_FIRST_EVERY === 0 ? [this.#large, this.#small] : [this.#small, this.#large];
        for (const line of onlyEnding ? [this.#ending] : [this.#ending, first, second]) {
            for (let round = line[0]; round !== undefined; round = line[0]) {
                if (takeFrom(round)) {
                    if (line !== this.#small && line[0] === round) {
                        line.push(...line.splice(0, 1)); // in turns: a huge set must not hold up one of 51
                    }
                    return;
                }
                if (line[0] === round) {
                    line.shift(); // unless it has left by itself, because it was settled on the way
                    this.#queued.delete(round);
                }
            }
        }
    }

    #lineOf(round: Round, now: number): Round[] {
        if (round.isLast(now)) {
            return this.#ending;
        }
        return round.subjects.length <= MAX_IDS_PER_REQUEST ? this.#small : this.#large;
    }
}
